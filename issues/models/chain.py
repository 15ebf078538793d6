"""Who of the unit's leaders has signed a list, in the order of their responsibility."""

from __future__ import annotations

from django.db import models

from issues.models.issue_list import IssueList
from roster.models import Cadre, User


class Signature(models.Model):
    """责任链签字: a cadre answers for the list as it read on that day."""

    issue_list = models.ForeignKey(IssueList, models.CASCADE, related_name="signatures")
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, verbose_name="签字人", related_name="signatures"
    )
    content_digest = models.CharField("签字时的内容", max_length=64)
    is_paper = models.BooleanField("纸面签字由联络员代录", default=False)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("签字时间", auto_now_add=True)

    class Meta:
        verbose_name = "责任链签字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue_list", "cadre", "content_digest"], name="issues_signed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cadre}签{self.issue_list}"
