"""A second reviewer reads again what another has answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from issues.models.issue_list import Review
from issues.words import Verdict
from roster.models import User


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    """Questions about second looks."""

    def waiting(self) -> SecondLookQuerySet:
        """Drawn and not yet read again."""
        return self.filter(verdict=Verdict.WAITING)

    def differing(self) -> SecondLookQuerySet:
        """Where the second reviewer answers otherwise than the first."""
        return self.exclude(verdict=Verdict.WAITING).exclude(verdict=F("review__verdict"))


class SecondLook(models.Model):
    """抽查复审: a review drawn by a seed anybody can draw again, and the second opinion."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="second_look")
    seed = models.CharField("抽取种子", max_length=40)
    verdict = models.CharField(
        "复审结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    text = models.TextField("复审意见", blank=True)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField("抽取时间", auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="复审人", null=True, related_name="+")
    answered_at = models.DateTimeField("复审时间", null=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = "抽查复审"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.review}"

    @property
    def differs(self) -> bool:
        """Tell whether the two reviewers disagree."""
        return self.verdict not in {Verdict.WAITING, self.review.verdict}
