"""Who of a unit's leaders has taken an issue as one's own."""

from django.db import models

from issues.models.issue import Issue
from issues.words import Weight
from roster.models import Cadre, User


class Claim(models.Model):
    """认领: a leader answers for an issue, mainly or with others."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="claims")
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, verbose_name="认领人", related_name="issue_claims"
    )
    weight = models.CharField("责任", max_length=10, choices=Weight.choices)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("认领时间", auto_now_add=True)

    class Meta:
        verbose_name = "认领"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "cadre"], name="issues_claim_once")]

    def __str__(self) -> str:
        return f"{self.cadre}（{self.get_weight_display()}）"
