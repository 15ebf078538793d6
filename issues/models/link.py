"""What one issue has to do with another: the root under a symptom, the unit's issue above."""

from __future__ import annotations

from django.db import models

from issues.models.issue import Issue
from roster.models import User


class Link(models.Model):
    """关联: a symptom with its root, or a person's issue with the unit's it was taken into."""

    class Kind(models.TextChoices):
        """What the link says."""

        ROOT = "root", "根源问题"
        ABSORBED = "absorbed", "并入单位清单"

    kind = models.CharField("关系", max_length=10, choices=Kind.choices)
    lower = models.ForeignKey(
        Issue, models.CASCADE, verbose_name="表现（个人）问题", related_name="upper_links"
    )
    upper = models.ForeignKey(
        Issue, models.CASCADE, verbose_name="根源（单位）问题", related_name="lower_links"
    )
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "问题关联"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "lower"], name="issues_one_upper_each")
        ]

    def __str__(self) -> str:
        return f"{self.lower.number} {self.get_kind_display()} {self.upper.number}"
