"""One evaluation: its sides, its cohorts, and where it stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from campaigns.models import Campaign
from common.moves import Staged
from evaluations.models.schemes import Scheme
from roster.models import Unit, User


class RoundQuerySet(models.QuerySet["Round"]):
    """Questions about rounds."""

    def visible_to(self, user: User) -> RoundQuerySet:
        """Those who work across all units see every round; units see what is published."""
        if user.sees_all_units:
            return self
        if not user.unit_paths:
            return self.none()
        return self.filter(status__in=Round.SHOWN)

    def sealed(self) -> RoundQuerySet:
        """Sealed and waiting for the count."""
        return self.filter(status=Round.Status.SEALED)


class Round(Staged):
    """一次评议: frozen before it opens, counted only after it is sealed."""

    class Status(models.TextChoices):
        """Where the round stands."""

        DRAFT = "draft", "筹备中"
        REHEARSING = "rehearsing", "试运行"
        FROZEN = "frozen", "已冻结待开始"
        OPEN = "open", "评议中"
        ENDED = "ended", "已结束待封存"
        SEALED = "sealed", "已封存待计票"
        TALLIED = "tallied", "已计票待审定"
        APPROVED = "approved", "已审定"
        PUBLISHED = "published", "公示中"
        FINAL = "final", "已定案"
        VOID = "void", "作废"

    MOVES: ClassVar = {
        Status.DRAFT: {Status.REHEARSING, Status.FROZEN},
        Status.REHEARSING: {Status.DRAFT},
        Status.FROZEN: {Status.OPEN, Status.VOID},
        Status.OPEN: {Status.ENDED, Status.VOID},
        Status.ENDED: {Status.SEALED, Status.VOID},
        Status.SEALED: {Status.TALLIED},
        Status.TALLIED: {Status.APPROVED, Status.VOID},
        Status.APPROVED: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.FINAL},
    }
    TAKES_BALLOTS: ClassVar = (Status.OPEN, Status.REHEARSING)
    SHOWN: ClassVar = (Status.PUBLISHED, Status.FINAL)
    COUNTED: ClassVar = (Status.TALLIED, Status.APPROVED, Status.PUBLISHED, Status.FINAL)

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, verbose_name="活动", related_name="rounds"
    )
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, verbose_name="评议办法", related_name="rounds"
    )
    name = models.CharField("评议名称", max_length=100)
    plan = models.JSONField("冻结的办法和规则", default=dict)
    sessions = models.JSONField("发放回收登记", default=list)
    show_min = models.PositiveSmallIntegerField("单独显示的最少票数", default=5)
    plan_digest = models.CharField("办法摘要", max_length=64, blank=True)
    electorate_digest = models.CharField("评议人名单摘要", max_length=64, blank=True)
    codes_digest = models.CharField("测评码摘要", max_length=64, blank=True)
    leaves_digest = models.CharField("封存票摘要", max_length=64, blank=True)
    result_digest = models.CharField("结果摘要", max_length=64, blank=True)
    sealed_first_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="封存人", null=True, related_name="+"
    )
    sealed_second_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="监票人", null=True, related_name="+"
    )
    opened_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    sealed_at = models.DateTimeField("封存时间", null=True)
    tallied_at = models.DateTimeField("计票时间", null=True)
    approved_at = models.DateTimeField("审定时间", null=True)
    published_at = models.DateTimeField("公示时间", null=True)
    appeal_until_on = models.DateField("复核申请截止", null=True)
    final_at = models.DateTimeField("定案时间", null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "评议"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The round's own page."""
        return f"/rounds/{self.pk}/"

    @property
    def result_name(self) -> str:
        """What its results are called, without saying 评议 twice."""
        stem = self.name.partition("（")[0]
        return (
            f"{self.name}结果"
            if stem.endswith(("评议", "测评", "评价"))
            else f"{self.name}评议结果"
        )

    @property
    def takes_ballots(self) -> bool:
        """Whether a ballot cast now is taken."""
        return self.status in self.TAKES_BALLOTS

    @property
    def is_counted(self) -> bool:
        """Whether there are standings."""
        return self.status in self.COUNTED


class Side(models.Model):
    """评议方: one group of raters of a round; a sub-group shares the code and has a part."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sides")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("评议方", max_length=60)
    part = models.CharField("分组", max_length=60, blank=True)
    weight = models.DecimalField("权重", max_digits=7, decimal_places=3)
    excludes_self = models.BooleanField("回避本单位", default=False)
    is_per_unit = models.BooleanField("一票评一个单位", default=False)
    order = models.PositiveSmallIntegerField("序号", default=0)

    class Meta:
        verbose_name = "评议方"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code", "part"], name="evaluations_side_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}·{self.part}" if self.part else self.name


class Cohort(models.Model):
    """分类: units of a round that are compared with each other and nobody else."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="cohorts")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("分类名称", max_length=60)
    is_ranked = models.BooleanField("排名", default=True)
    is_published = models.BooleanField("公布", default=True)
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        verbose_name="单独适用的办法",
        null=True,
        blank=True,
        related_name="cohorts",
    )
    units: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, verbose_name="单位", related_name="cohorts"
    )
    order = models.PositiveSmallIntegerField("序号", default=0)

    class Meta:
        verbose_name = "分类"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="evaluations_cohort_once")
        ]

    def __str__(self) -> str:
        return self.name
