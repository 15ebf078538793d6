"""What comes of a round: points added and taken, and the standing of every unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from common.moves import Staged
from evaluations.models.rounds import Cohort, Round
from evaluations.words import AdjustmentKind
from roster.models import Unit, User


class Adjustment(Staged):
    """加减分: points or a card with its basis; entered by one person, approved by another."""

    class Status(models.TextChoices):
        """Whether the adjustment counts."""

        PENDING = "pending", "待审批"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "不同意"

    MOVES: ClassVar = {Status.PENDING: {Status.APPROVED, Status.REFUSED}}

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.PENDING)
    round = models.ForeignKey(Round, models.CASCADE, related_name="adjustments")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="adjustments")
    kind = models.CharField("类型", max_length=10, choices=AdjustmentKind.choices)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, default=0)
    card = models.CharField("牌", max_length=10, blank=True)
    basis = models.CharField("依据", max_length=200)
    basis_on = models.DateField("依据日期")
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="录入人", null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="审批人", null=True, related_name="+"
    )
    approved_at = models.DateTimeField("审批时间", null=True)

    class Meta:
        verbose_name = "加减分"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="evaluations_adjustment_by_two",
                condition=Q(approved_by=None)
                | Q(entered_by=None)
                | ~Q(approved_by=F("entered_by")),
                violation_error_message="加减分不能由录入人自己审批。",
            ),
            models.CheckConstraint(
                name="evaluations_adjustment_positive",
                condition=Q(points__gte=0),
                violation_error_message="分值不能为负数，扣分请选择“扣分”。",
            ),
        ]

    def __str__(self) -> str:
        what = self.card or self.points
        return f"{self.unit} {self.get_kind_display()} {what}"


class StandingQuerySet(models.QuerySet["Standing"]):
    """Questions about standings."""

    def visible_to(self, user: User) -> StandingQuerySet:
        """Across units: everything; a unit: published cohorts of published rounds, and its own."""
        if user.sees_all_units:
            return self
        own = Q()
        for path in user.unit_paths:
            own |= Q(unit__path__startswith=path)
        if not own:
            return self.none()
        shown = Q(round__status__in=Round.SHOWN)
        return self.filter(shown & (Q(cohort__is_published=True) | own))

    def in_order(self) -> StandingQuerySet:
        """By cohort, then by place, then in official order."""
        return self.order_by("cohort__order", F("rank").asc(nulls_last=True), "unit__order", "pk")


class Standing(models.Model):
    """结果: the score, place and grade of one unit, with the steps that led to it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="standings")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="standings")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="standings")
    score = models.DecimalField("得分", max_digits=9, decimal_places=4, null=True)
    score_shown = models.CharField("得分（公布）", max_length=20, blank=True)
    exact_score = models.CharField("精确得分", max_length=200, blank=True)
    satisfied_rate = models.DecimalField("满意率", max_digits=7, decimal_places=6, null=True)
    valid_count = models.PositiveIntegerField("计分票数", default=0)
    rank = models.PositiveIntegerField("名次", null=True)
    rank_low = models.PositiveIntegerField("名次区间上", null=True)
    rank_high = models.PositiveIntegerField("名次区间下", null=True)
    tier = models.CharField("等次", max_length=20, blank=True)
    is_tail = models.BooleanField("末位", default=False)
    detail = models.JSONField("计分过程", default=dict)
    appeal_text = models.TextField("复核申请", blank=True)
    appealed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="申请人", null=True, related_name="+"
    )
    appealed_at = models.DateTimeField("申请时间", null=True)
    answer_text = models.TextField("复核答复", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="答复人", null=True, related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "评议结果"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="evaluations_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.score_shown}"

    def get_absolute_url(self) -> str:
        """The page that explains the standing."""
        return f"/rounds/{self.round_id}/standings/{self.unit_id}/"

    @property
    def percent_satisfied(self) -> str:
        """The satisfaction rate as people read it."""
        return "—" if self.satisfied_rate is None else f"{self.satisfied_rate * 100:.2f}%"
