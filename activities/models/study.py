"""What every unit must study, and how people did in a test."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from activities.models.register import Activity, ActivityKind
from campaigns.models import Campaign
from roster.models import Cadre, User


class Requirement(models.Model):
    """规定动作、自选动作: study asked of every unit, once or in a rhythm."""

    class Rhythm(models.TextChoices):
        """How often it comes back."""

        ONCE = "once", "一次"
        WEEKLY = "weekly", "每周"
        MONTHLY = "monthly", "每月"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="requirements")
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, verbose_name="种类", related_name="requirements"
    )
    title = models.CharField("学习内容", max_length=100)
    is_required = models.BooleanField("规定动作", default=True)
    rhythm = models.CharField("频次", max_length=10, choices=Rhythm.choices, default=Rhythm.ONCE)
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="布置人", related_name="+")

    class Meta:
        verbose_name = "学习任务"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activities_requirement_forward",
                condition=models.Q(due_on__gte=models.F("starts_on")),
                violation_error_message="完成期限不能早于开始日期。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def spans(self, today: date) -> list[tuple[date, date]]:
        """The stretches begun until today, each to be answered once; one stretch if asked once."""
        if self.rhythm == self.Rhythm.ONCE:
            return [(self.starts_on, self.due_on)] if self.starts_on <= today else []
        found, start = [], self.starts_on
        while start <= min(self.due_on, today):
            end = min(self._end_of(start), self.due_on)
            found.append((start, end))
            start = end + timedelta(days=1)
        return found

    def _end_of(self, start: date) -> date:
        if self.rhythm == self.Rhythm.WEEKLY:
            return start + timedelta(days=6 - start.weekday())
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        return following - timedelta(days=1)


class TestResultQuerySet(models.QuerySet["TestResult"]):
    """Questions about results."""

    def passed(self, mark: int) -> TestResultQuerySet:
        """Those who passed, at first or in the resit."""
        return self.filter(models.Q(score__gte=mark) | models.Q(resit_score__gte=mark))


class TestResult(models.Model):
    """成绩: how one person did in a test; kept for making up, never for ranking people."""

    __test__ = False  # not a test case for the collector

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="results")
    cadre = models.ForeignKey(Cadre, models.PROTECT, verbose_name="干部", related_name="results")
    score = models.DecimalField("成绩", max_digits=5, decimal_places=1, null=True, blank=True)
    is_absent = models.BooleanField("缺考", default=False)
    resit_score = models.DecimalField(
        "补考成绩", max_digits=5, decimal_places=1, null=True, blank=True
    )
    integrity_note = models.CharField("考风考纪", max_length=200, blank=True)

    objects = TestResultQuerySet.as_manager()

    class Meta:
        verbose_name = "测试成绩"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "cadre"],
                name="activities_one_result",
                violation_error_message="同一场测试里这名干部已有成绩。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cadre} {self.activity.title}"

    @property
    def is_passed(self) -> bool:
        """Whether the pass mark was reached, in the resit or at first."""
        mark = self.activity.pass_mark or 0
        return any(one is not None and one >= mark for one in (self.score, self.resit_score))
