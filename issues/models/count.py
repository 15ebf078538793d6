"""The counts of issues per unit and status, kept exact in every deed's own transaction."""

from django.db import models

from campaigns.models import Campaign
from issues.models.issue import Issue
from roster.models import Unit


class IssueCount(models.Model):
    """问题计数: how many issues of a unit stand where; moved together with the issue."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="issue_counts")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="issue_counts")
    status = models.CharField("状态", max_length=20, choices=Issue.Status.choices)
    count = models.IntegerField("件数", default=0)

    class Meta:
        verbose_name = "问题计数"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "status"], name="issues_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_status_display()} {self.count}"
