"""Plans of inspection and the draw of who inspects whom (双随机、一公开)."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from roster.models import Unit, User


class Plan(models.Model):
    """督查计划: what is looked at in a month or quarter, and the draw behind it."""

    class Rhythm(models.TextChoices):
        """How long it runs."""

        MONTH = "month", "月督查"
        QUARTER = "quarter", "季督查"
        SPECIAL = "special", "专项督查"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspection_plans")
    title = models.CharField("名称", max_length=100)
    rhythm = models.CharField("周期", max_length=10, choices=Rhythm.choices)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    focus = models.TextField("督查重点")
    pool = models.JSONField("备选单位", default=list)
    teams = models.JSONField("督查组", default=list)
    share = models.PositiveSmallIntegerField("抽查单位数")
    pool_digest = models.CharField("备选名单摘要", max_length=64)
    seed = models.CharField("随机种子", max_length=80, blank=True)
    seed_note = models.CharField("种子来历", max_length=100, blank=True)
    witness = models.CharField("见证人", max_length=60, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="制定人", related_name="+")

    class Meta:
        verbose_name = "督查计划"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="supervision_plan_forward",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="结束日期不能早于开始日期。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The plan's own page."""
        return f"/supervision/plans/{self.pk}/"


class Drawn(models.Model):
    """抽中: a unit and the team that looks at it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="drawn")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="受检单位", related_name="+")
    team = models.CharField("督查组", max_length=60)
    place = models.PositiveSmallIntegerField("序号")

    class Meta:
        verbose_name = "抽中单位"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="supervision_drawn_once")
        ]

    def __str__(self) -> str:
        return f"{self.team}督查{self.unit.short}"
