"""The second look after the closing, and the draw that says which issues get one."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models import Campaign
from issues.models.issue import Issue
from roster.models import User


class LookBackDraw(models.Model):
    """回头看抽查: a share of the closed issues, chosen by a printed seed anybody can repeat."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="look_back_draws")
    days = models.PositiveSmallIntegerField("销号后天数")
    until = models.DateField("应查日期截至")
    share = models.PositiveSmallIntegerField("抽查比例（%）")
    seed = models.CharField("种子", max_length=60)
    population = models.JSONField("备查的问题编号", default=list)
    size = models.PositiveIntegerField("抽取件数")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="抽取人", related_name="+")
    at = models.DateTimeField("抽取时间", auto_now_add=True)

    class Meta:
        verbose_name = "回头看抽查"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"销号{self.days}天回头看（{self.until}前应查，抽{self.share}%）"

    def get_absolute_url(self) -> str:
        """The page of the draw."""
        return reverse("issues:look_back_draw", args=[self.pk])


class LookBackQuerySet(models.QuerySet["LookBack"]):
    """Questions about look-backs."""

    def due(self, today: date) -> LookBackQuerySet:
        """To be made today or earlier: what a draw has passed over need not be."""
        return self.awaited().filter(due_on__lte=today)

    def awaited(self) -> LookBackQuerySet:
        """Open, and not passed over by a draw."""
        return self.open().filter(Q(draw=None) | Q(is_drawn=True))

    def open(self) -> LookBackQuerySet:
        """Planned, not yet made, of an issue that is still closed."""
        return self.filter(done_on=None, issue__status=Issue.Status.CLOSED)

    def to_draw(self, campaign: Campaign, days: int, until: date) -> LookBackQuerySet:
        """What a draw chooses from: so many days after the closing, not drawn before."""
        rows = self.open().filter(issue__campaign=campaign, days=days, due_on__lte=until)
        return rows.filter(draw=None).order_by("issue__number")


class LookBack(models.Model):
    """回头看: a second look some time after the closing."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="look_backs")
    days = models.PositiveSmallIntegerField("销号后天数", default=0)
    due_on = models.DateField("应查日期")
    done_on = models.DateField("检查日期", null=True, blank=True)
    is_rebound = models.BooleanField("发现反弹", default=False)
    text = models.TextField("检查情况", blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="检查人", null=True, related_name="+")

    draw = models.ForeignKey(
        LookBackDraw, models.PROTECT, verbose_name="抽查", null=True, related_name="rows"
    )
    is_drawn = models.BooleanField("抽中", default=False)

    objects = LookBackQuerySet.as_manager()

    class Meta:
        verbose_name = "回头看"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "due_on"], name="issues_look_back_once")
        ]
        indexes = [models.Index(fields=["done_on", "due_on"], name="issues_look_backs_due")]

    def __str__(self) -> str:
        return f"{self.issue} {self.due_on}"
