"""What is done about an issue: measures, progress, extensions, verifications, look-backs."""

from __future__ import annotations

from django.db import models

from issues.models.issue import Issue
from issues.words import CallBack, Evidence, Rating, Verdict
from roster.models import User


class Measure(models.Model):
    """整改措施: one numbered step."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("措施")
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "整改措施"
        ordering = ["issue", "number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="issues_measure_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}.{self.text}"


class Progress(models.Model):
    """整改进展: appended, never overwritten."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="progress")
    text = models.TextField("进展")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="填报人", null=True, related_name="+")
    at = models.DateTimeField("填报时间", auto_now_add=True)

    class Meta:
        verbose_name = "整改进展"
        ordering = ["issue", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Questions about extensions."""

    def waiting(self) -> ExtensionQuerySet:
        """Asked and not yet answered."""
        return self.filter(verdict=Verdict.WAITING)


class Extension(models.Model):
    """延期申请: asked before the date, answered by the office, counted."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="extensions")
    old_due_on = models.DateField("原时限")
    new_due_on = models.DateField("申请延至")
    reason = models.TextField("延期原因")
    progress = models.TextField("当前进展", blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    verdict = models.CharField(
        "结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    answer = models.TextField("审批意见", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("审批时间", null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "延期申请"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["verdict"], name="issues_extensions_waiting")]

    def __str__(self) -> str:
        return f"{self.issue} 延至{self.new_due_on}"


class Verification(models.Model):
    """验收: one request to strike off and what another party found."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="verifications")
    result = models.TextField("整改成效")
    evidence_kind = models.CharField(
        "佐证方式", max_length=10, choices=Evidence.choices, default=Evidence.PAPER
    )
    evidence = models.TextField("佐证材料目录", blank=True)
    paper_number = models.CharField("佐证文号", max_length=100, blank=True)
    self_rating = models.CharField("自评", max_length=1, choices=Rating.choices, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    verdict = models.CharField(
        "验收结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    opinion = models.TextField("验收意见", blank=True)
    rating = models.CharField("核定", max_length=1, choices=Rating.choices, blank=True)
    call_back = models.CharField("回访情况", max_length=200, blank=True)
    call_back_result = models.CharField(
        "反映人评价", max_length=10, choices=CallBack.choices, blank=True
    )
    verified_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="验收人", null=True, related_name="+"
    )
    verified_at = models.DateTimeField("验收时间", null=True, blank=True)

    class Meta:
        verbose_name = "验收"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.issue} 验收"
