"""Errors that happened at work: what went wrong, when it was known, when it was put right."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.workdays import Calendar
from issues.models import Issue
from roster.models import OfUnitQuerySet, Unit, User


class IncidentQuerySet(OfUnitQuerySet["Incident"]):
    """The questions asked of incidents."""

    def open(self) -> IncidentQuerySet:
        """Not put right."""
        return self.filter(mended_on=None)

    def late(self, today: date) -> IncidentQuerySet:
        """Put right after its day, or not yet though the day has gone by."""
        return self.filter(Q(mended_on__gt=F("due_on")) | Q(mended_on=None, due_on__lt=today))

    def at_once(self) -> IncidentQuerySet:
        """事不过夜: put right on the day it was known."""
        return self.filter(mended_on=F("found_on"))


class Incident(models.Model):
    """差错事件: one error of a unit with a clock of its own; may become an issue of the unit."""

    class Kind(models.TextChoices):
        """What went wrong."""

        WORDING = "wording", "文书差错"
        DATA = "data", "数据差错"
        STEPS = "steps", "程序差错"
        DELIVERY = "delivery", "送达差错"
        ANSWER = "answer", "答复差错"
        PILE = "pile", "积压拖延"
        OTHER = "other", "其他差错"

    class Found(models.TextChoices):
        """Who came upon it."""

        SELF = "self", "自查发现"
        RECIPIENT = "recipient", "服务对象反映"
        SUPERIOR = "superior", "上级指出"
        LOOK = "look", "督查发现"
        MEDIA = "media", "媒体曝光"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="incidents")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="incidents")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    found = models.CharField("怎样发现", max_length=12, choices=Found.choices)
    found_on = models.DateField("发现日期")
    text = models.TextField("差错情况")
    harm = models.TextField("造成的影响", blank=True)
    due_on = models.DateField("纠正时限")
    mended_on = models.DateField("纠正日期", null=True)
    mending = models.TextField("怎样纠正", blank=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="incidents")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "差错事件"
        constraints = [
            models.CheckConstraint(
                condition=Q(mended_on=None) | Q(mended_on__gte=F("found_on")),
                name="supervision_mended_after_found",
                violation_error_message="纠正日期不能早于发现日期。",
            )
        ]
        indexes = [models.Index(fields=["campaign", "found_on", "id"], name="supervision_errors")]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.get_kind_display()} {self.found_on}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:incident", args=[self.pk])

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.text

    def is_late(self, today: date) -> bool:
        """Whether its day went by before it was put right."""
        return (self.mended_on or today) > self.due_on

    def spent(self, calendar: Calendar, today: date) -> int:
        """Workdays since it was known, until it was put right or until today."""
        return calendar.between(self.found_on, self.mended_on or today)
