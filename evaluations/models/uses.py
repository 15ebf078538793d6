"""What a result is used for: designations, commendations, the register of uses, three gains."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from campaigns.models import Campaign
from common.moves import Staged
from evaluations.models.rounds import Round
from roster.models import OfUnitQuerySet, Unit, User


class Verdict(models.TextChoices):
    """Where something stands that a leader has to agree to."""

    PROPOSED = "proposed", "待审批"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不同意"
    REVOKED = "revoked", "已撤销"


class Proposal(Staged):
    """Something the office proposes and a leader who did not propose it decides."""

    Status: ClassVar = Verdict
    MOVES: ClassVar = {
        Verdict.PROPOSED: {Verdict.APPROVED, Verdict.REFUSED},
        Verdict.APPROVED: {Verdict.REVOKED},
    }

    status = models.CharField(
        "状态", max_length=10, choices=Verdict.choices, default=Verdict.PROPOSED
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="提出人", null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="审批人", null=True, related_name="+"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=200, blank=True)

    class Meta:
        abstract = True


def by_two(name: str) -> models.CheckConstraint:
    """Nobody decides what he proposed."""
    return models.CheckConstraint(
        name=name,
        condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
        violation_error_message="提出人不能自己审批。",
    )


Named = TypeVar("Named", bound=models.Model)


class DecidedQuerySet(OfUnitQuerySet[Named]):
    """Until a leader has agreed only those who work across units know of a proposal."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Named]:
        """Everything for the office's side; units see what was approved, of all units."""
        if user.is_officer or not (user.sees_all_units or user.unit_paths):
            return self.none()
        return self if user.sees_all_units else self.filter(status=Verdict.APPROVED)


class Designation(Proposal):
    """认定: a unit is named satisfying or unsatisfying for the campaign, with what follows."""

    class Kind(models.TextChoices):
        """Which of the two."""

        SATISFIED = "satisfied", "满意单位"
        UNSATISFIED = "unsatisfied", "不满意单位"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="designations")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="designations")
    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    ground = models.TextField("依据")
    measures = models.TextField("表彰或约束措施", blank=True)
    followed = models.TextField("落实情况", blank=True)
    followed_on = models.DateField("落实日期", null=True, blank=True)

    objects = DecidedQuerySet["Designation"].as_manager()

    class Meta:
        verbose_name = "满意不满意单位认定"
        ordering = ["-pk"]
        constraints = [by_two("evaluations_designation_by_two")]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.get_kind_display()}"


class DesignationRule(models.Model):
    """认定条件: when a unit is proposed, as a condition over the year's figures."""

    kind = models.CharField("类型", max_length=12, choices=Designation.Kind.choices, unique=True)
    text = models.CharField("条件", max_length=300)

    class Meta:
        verbose_name = "认定条件"
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.written}"

    @property
    def written(self) -> str:
        """The condition as a person reads it."""
        return self.text.replace(" and ", "，且").replace(" or ", "，或")


class Commendation(Proposal):
    """表扬: a place, a unit or a person, with the reason; published when a leader has agreed."""

    class Kind(models.TextChoices):
        """Who is commended."""

        PLACE = "place", "先进地方"
        UNIT = "unit", "先进单位"
        PERSON = "person", "先进个人"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="commendations")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    name = models.CharField("姓名", max_length=40, blank=True)
    reason = models.TextField("事迹")

    objects = DecidedQuerySet["Commendation"].as_manager()

    class Meta:
        verbose_name = "表扬"
        ordering = ["-pk"]
        constraints = [
            by_two("evaluations_commendation_by_two"),
            models.CheckConstraint(
                name="evaluations_commended_person_named",
                condition=~Q(kind="person") | ~Q(name=""),
                violation_error_message="表扬个人请填写姓名。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.unit.short} {self.get_kind_display()}"


class Use(models.Model):
    """结果运用: a result entered an assessment, an award or an appointment, by which paper."""

    class Kind(models.TextChoices):
        """What it was used for."""

        ASSESSMENT = "assessment", "年度考核"
        AWARD = "award", "评先评优"
        APPOINTMENT = "appointment", "选拔任用参考"
        TALK = "talk", "约谈"
        CIRCULAR = "circular", "通报"
        TEAM_REVIEW = "team_review", "民主生活会"
        OTHER = "other", "其他"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="uses")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="评议", null=True, blank=True, related_name="uses"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    kind = models.CharField("用于", max_length=12, choices=Kind.choices)
    used_on = models.DateField("日期")
    text = models.CharField("怎样运用", max_length=200)
    paper_number = models.CharField("文号", max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")

    objects = OfUnitQuerySet["Use"].as_manager()

    class Meta:
        verbose_name = "结果运用"
        ordering = ["-used_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.get_kind_display()}"


class Gain(models.Model):
    """三提升指标: one figure at the beginning, half way and at the end of the campaign."""

    class Aspect(models.TextChoices):
        """Which of the three gains."""

        STYLE = "style", "工作作风"
        BUSINESS = "business", "营商环境"
        SATISFACTION = "satisfaction", "群众满意度"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="gains")
    aspect = models.CharField("提升方面", max_length=12, choices=Aspect.choices)
    name = models.CharField("指标", max_length=60)
    measure = models.CharField("计量单位", max_length=10, blank=True)
    is_better_high = models.BooleanField("越高越好", default=True)
    source = models.CharField("数据来源", max_length=100)
    base = models.DecimalField("期初", max_digits=12, decimal_places=2)
    mid = models.DecimalField("期中", max_digits=12, decimal_places=2, null=True, blank=True)
    end = models.DecimalField("期末", max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("目标", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "三提升指标"
        ordering = ["aspect", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="evaluations_gain_once",
                violation_error_message="已有同名指标。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def latest(self) -> Decimal | None:
        """The newest figure after the first."""
        return self.mid if self.end is None else self.end

    @property
    def change(self) -> Decimal | None:
        """How far the newest figure is from the first; more is better whichever way it counts."""
        if self.latest is None:
            return None
        return self.latest - self.base if self.is_better_high else self.base - self.latest

    @property
    def gain_word(self) -> str:
        """The change with its sign."""
        return "" if self.change is None else f"{self.change:+.2f}"

    @property
    def is_reached(self) -> bool | None:
        """Whether the newest figure is as good as the target."""
        if self.target is None or self.latest is None:
            return None
        return self.latest >= self.target if self.is_better_high else self.latest <= self.target
