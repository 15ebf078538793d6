"""An issue on its way from one unit to another, with every refusal kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from issues.models.issue import Issue
from issues.models.labels import cleared
from issues.words import Verdict
from roster.models import Unit, User


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about handovers."""

    def visible_to(self, user: User) -> HandoverQuerySet:
        """Both units concerned, and whoever sees all units."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self.filter(cleared(user, "issue"))
        reach = Q(pk__in=[])
        for path in user.unit_paths:
            reach |= Q(from_unit__path__startswith=path) | Q(to_unit__path__startswith=path)
        return self.filter(reach)

    def waiting(self) -> HandoverQuerySet:
        """Offered and not yet answered."""
        return self.filter(verdict=Verdict.WAITING)


class Handover(models.Model):
    """转办: offered with a reason, taken over or refused by the other unit, or decided above."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="handovers")
    from_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="转出单位", related_name="handed_over"
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="接收单位", related_name="handed_to"
    )
    reason = models.TextField("转办理由")
    is_decision = models.BooleanField("办公室裁定", default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", related_name="+")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    verdict = models.CharField(
        "结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="答复人", null=True, related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "转办"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.issue.number} 由{self.from_unit}转{self.to_unit}"

    @property
    def outcome(self) -> str:
        """What came of it, in the words of the two units."""
        if self.is_decision:
            return "办公室裁定"
        return {Verdict.WAITING: "待接收", Verdict.PASSED: "已接收"}.get(
            Verdict(self.verdict), "已退回"
        )
