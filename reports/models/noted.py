"""Numbers that the system cannot count, each with the document it comes from."""

from __future__ import annotations

from datetime import date

from django.db import models

from campaigns.models import Campaign
from roster.models import User


class NotedQuerySet(models.QuerySet["Noted"]):
    """Questions about noted numbers."""

    def standing(self, day: date) -> NotedQuerySet:
        """The newest word on every name up to a day, by name."""
        newest = (
            Noted.objects.filter(
                campaign=models.OuterRef("campaign"),
                label=models.OuterRef("label"),
                noted_on__lte=day,
            )
            .order_by("-noted_on", "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest)).select_related("by").order_by("label")


class Noted(models.Model):
    """手工登记数: one number on a day, with its source; a later word never replaces it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="noted")
    label = models.CharField("名称", max_length=30)
    number = models.DecimalField("数", max_digits=14, decimal_places=2)
    measure = models.CharField("计量单位", max_length=10)
    source = models.CharField("依据", max_length=100)
    noted_on = models.DateField("截至日期")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        verbose_name = "手工登记数"
        ordering = ["label", "-noted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.label}{self.number.normalize():f}{self.measure}"
