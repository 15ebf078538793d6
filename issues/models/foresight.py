"""Whether what others found outside had been found by the unit itself before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from campaigns.models import Campaign
from common.moves import Staged
from issues.models.issue import Issue
from roster.models import User


class ForesightQuerySet(models.QuerySet["Foresight"]):
    """Questions about foresights."""

    def visible_to(self, user: User) -> ForesightQuerySet:
        """Those of the issues one may see."""
        return self.filter(outside__in=Issue.objects.visible_to(user))

    def of(self, campaign: Campaign) -> ForesightQuerySet:
        """Those of one campaign."""
        return self.filter(outside__campaign=campaign)

    def confirmed(self) -> ForesightQuerySet:
        """Those two people agreed on."""
        return self.filter(status=Foresight.Status.CONFIRMED)

    def waiting(self) -> ForesightQuerySet:
        """Those a second person has still to look at."""
        return self.filter(status=Foresight.Status.PROPOSED)


class Foresight(Staged):
    """自查发现核对: an outside event beside the unit's own earlier issue, or beside none."""

    class Status(models.TextChoices):
        """How many people have agreed."""

        PROPOSED = "proposed", "待复核"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "复核不同意"

    MOVES: ClassVar = {Status.PROPOSED: {Status.CONFIRMED, Status.REFUSED}}

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.PROPOSED
    )
    outside = models.ForeignKey(Issue, models.CASCADE, related_name="foresights")
    own = models.ForeignKey(
        Issue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="foreseen",
        verbose_name="自查问题",
    )
    own_on = models.DateField("自查发现日期", null=True, blank=True)
    outside_on = models.DateField("外部发现日期")
    reason = models.CharField("理由", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", related_name="+")
    at = models.DateTimeField("提出时间", auto_now_add=True)
    second = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name="复核人", related_name="+"
    )
    second_at = models.DateTimeField("复核时间", null=True, blank=True)
    answer = models.CharField("复核意见", max_length=300, blank=True)

    objects = ForesightQuerySet.as_manager()

    class Meta:
        verbose_name = "自查发现核对"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.outside.number}：{self.word}"

    @property
    def word(self) -> str:
        """What it comes down to."""
        return "自查发现在先" if self.own_id else "发现在后"


class Liability(Staged):
    """责任建议: an outside event the unit had not found itself; a person decides what follows."""

    class Status(models.TextChoices):
        """Whether somebody has decided."""

        WAITING = "waiting", "待研究"
        PURSUED = "pursued", "追究责任"
        WAIVED = "waived", "不予追究"

    MOVES: ClassVar = {Status.WAITING: {Status.PURSUED, Status.WAIVED}}

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.WAITING)
    foresight = models.OneToOneField(Foresight, models.CASCADE, related_name="liability")
    text = models.TextField("处理意见", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, verbose_name="决定人", related_name="+")
    at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = "责任建议"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"责任建议：{self.foresight.outside.number}"
