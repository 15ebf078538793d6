"""Two issues that read much the same; whether one was copied a person decides, once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from issues.models.issue import Issue
from issues.models.labels import cleared
from issues.words import Part, Reach, Sameness
from roster.models import User


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Questions about likenesses."""

    def of(self, campaign: Campaign) -> LikenessQuerySet:
        """Those of one campaign."""
        return self.filter(campaign=campaign)

    def visible_to(self, user: User) -> LikenessQuerySet:
        """Those both of whose issues the person may read."""
        return self.filter(cleared(user, "first"), cleared(user, "second"))

    def waiting(self) -> LikenessQuerySet:
        """Those nobody has judged yet."""
        return self.filter(verdict=Sameness.WAITING)

    def standing(self) -> LikenessQuerySet:
        """All but those a person has found to be no copies."""
        return self.exclude(verdict=Sameness.DIFFERENT)

    def about(self, unit_id: int) -> LikenessQuerySet:
        """Those in which an issue of the unit stands on either side."""
        return self.filter(Q(first__unit=unit_id) | Q(second__unit=unit_id))


class Likeness(models.Model):
    """雷同对: two texts above the threshold; the earlier issue stands first."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="likenesses")
    first = models.ForeignKey(Issue, models.CASCADE, related_name="likenesses_first")
    second = models.ForeignKey(Issue, models.CASCADE, related_name="likenesses_second")
    part = models.CharField("比对内容", max_length=10, choices=Part.choices)
    reach = models.CharField("范围", max_length=10, choices=Reach.choices)
    similarity = models.PositiveSmallIntegerField("相似度（%）")
    verdict = models.CharField(
        "判定", max_length=10, choices=Sameness.choices, default=Sameness.WAITING
    )
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, verbose_name="判定人", related_name="+")
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    judged_at = models.DateTimeField("判定时间", null=True, blank=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = "雷同对"
        ordering = ["-similarity", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "part"], name="issues_likeness_once")
        ]
        indexes = [models.Index(fields=["campaign", "verdict"], name="issues_likeness_map")]

    def __str__(self) -> str:
        return f"{self.first.number}与{self.second.number}"
