"""Leaders answering the hotline themselves: who is down for which day, and who did."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse

from campaigns.models import Campaign
from roster.models import OfUnitQuerySet, Unit, User


class ShiftQuerySet(OfUnitQuerySet["Shift"]):
    """Questions about shifts."""

    def missed(self, today: date) -> ShiftQuerySet:
        """The day has gone by and nobody has said that the telephone was answered."""
        return self.filter(answered_at=None, held_on__lt=today)

    def coming(self, today: date) -> ShiftQuerySet:
        """Today or later, not answered yet."""
        return self.filter(answered_at=None, held_on__gte=today)


class Shift(models.Model):
    """接听热线: a leader is down for a day of a unit; afterwards who answered, how many calls."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="shifts")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="shifts")
    held_on = models.DateField("接听日期")
    leader = models.CharField("接听领导", max_length=60)
    answered_by = models.CharField("实际接听人", max_length=60, blank=True)
    answered_at = models.DateTimeField("登记时间", null=True)
    calls = models.PositiveSmallIntegerField("接听电话", default=0)
    note = models.TextField("接听情况", blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="排班人", related_name="+")

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = "领导接听热线"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "held_on", "leader"], name="outreach_shift_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.unit.short} {self.leader}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:shift", args=[self.pk])

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return f"{self.leader}接听热线"

    @property
    def is_answered(self) -> bool:
        """Whether somebody has said how it went."""
        return self.answered_at is not None

    @property
    def is_stood_in(self) -> bool:
        """Somebody else answered than was down for it."""
        return self.is_answered and self.answered_by != self.leader
