"""What makes a rectification without end acceptable: goals, an approver, a day of check."""

from __future__ import annotations

from django.db import models

from issues.models.issue import Issue
from issues.words import Verdict
from roster.models import User


class LongTermQuerySet(models.QuerySet["LongTerm"]):
    """Questions about long-term requests."""

    def waiting(self) -> LongTermQuerySet:
        """Asked and not yet answered."""
        return self.filter(verdict=Verdict.WAITING)


class LongTerm(models.Model):
    """长期坚持申请: stage goals until a day of check, approved by a leader, renewed or lapsed."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="long_terms")
    goals = models.TextField("阶段目标")
    check_on = models.DateField("下次检查日期")
    reason = models.TextField("列为长期坚持的理由")
    progress = models.TextField("上一阶段完成情况", blank=True)
    is_renewal = models.BooleanField("续期", default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    verdict = models.CharField(
        "结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    answer = models.TextField("审批意见", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="审批人", null=True, related_name="+"
    )
    answered_at = models.DateTimeField("审批时间", null=True, blank=True)

    objects = LongTermQuerySet.as_manager()

    class Meta:
        verbose_name = "长期坚持申请"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["verdict"], name="issues_long_terms_waiting")]

    def __str__(self) -> str:
        return f"{self.issue} {self.kind}至{self.check_on}"

    @property
    def kind(self) -> str:
        """What is asked for."""
        return "续期" if self.is_renewal else "列为长期坚持"
