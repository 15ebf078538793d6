"""What an issue is held against: a document, a better unit, a case, an indicator; and its tags."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from issues.models.issue import Issue
from issues.words import Cited
from roster.models import User


class CitationQuerySet(models.QuerySet["Citation"]):
    """Questions about what issues are held against."""

    def of(self, campaign: Campaign) -> CitationQuerySet:
        """Of the standing issues of one campaign."""
        rows = self.filter(issue__campaign=campaign)
        return rows.exclude(issue__status=Issue.Status.CANCELLED)

    def visible_to(self, user: User) -> CitationQuerySet:
        """Of the issues a person may see."""
        return self.filter(issue__in=Issue.objects.visible_to(user))


class Citation(models.Model):
    """对照: one thing an issue is held against, with the clause, the gap or a word about it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="citations")
    kind = models.CharField("对照内容", max_length=10, choices=Cited.choices)
    name = models.CharField("名称", max_length=100)
    note = models.TextField("条款、差距或说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "对照与标签"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "kind", "name"], name="issues_cited_once")
        ]
        indexes = [models.Index(fields=["kind", "name"], name="issues_cited_names")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.name}"
