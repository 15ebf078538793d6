"""Asking many units the same thing: common problems, and “do you have this too?”."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models import Campaign
from issues.models.issue import Issue
from roster.models import Unit, User


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Questions about enquiries."""

    def of(self, campaign: Campaign) -> EnquiryQuerySet:
        """Enquiries of one campaign."""
        return self.filter(campaign=campaign)

    def visible_to(self, user: User) -> EnquiryQuerySet:
        """The office's side sees all, a unit what it was asked."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self
        return self.filter(answers__in=Answer.objects.visible_to(user)).distinct()


class Enquiry(models.Model):
    """一问: a common problem, or one unit's issue, put to others who answer yes or no."""

    class Kind(models.TextChoices):
        """Why the units are asked."""

        COMMON = "common", "共性问题"
        LEARN = "learn", "举一反三"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="enquiries")
    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    text = models.TextField("问题表现")
    issue = models.ForeignKey(
        Issue, models.PROTECT, verbose_name="由哪条问题引出", null=True, related_name="enquiries"
    )
    due_on = models.DateField("答复期限")
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", related_name="+")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "共性问题与举一反三"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        """The enquiry's own page."""
        return reverse("issues:enquiry", args=[self.pk])


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Questions about answers."""

    def visible_to(self, user: User) -> AnswerQuerySet:
        """The office's side sees all, a unit its own."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self
        reach = Q(pk__in=[])
        for path in user.unit_paths:
            reach |= Q(unit__path__startswith=path)
        return self.filter(reach)

    def open(self) -> AnswerQuerySet:
        """Asked and not answered."""
        return self.filter(answered_at=None)

    def late(self, today: date) -> AnswerQuerySet:
        """Not answered in time."""
        return self.open().filter(enquiry__due_on__lt=today)


class Answer(models.Model):
    """一答: what one unit says: no, or yes with an example, which may become an issue."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answers")
    has_it = models.BooleanField("有无此类问题", null=True)
    example = models.TextField("具体事例或排查情况", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    issue = models.OneToOneField(
        Issue, models.SET_NULL, verbose_name="列入清单", null=True, related_name="adopted_from"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "答复"
        ordering = ["unit__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "unit"], name="issues_answer_once"),
            models.CheckConstraint(
                name="issues_answer_iff_stamped",
                condition=Q(answered_at=None, has_it=None)
                | Q(answered_at__isnull=False, has_it__isnull=False),
                violation_error_message="答复须写明有或无。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.word}"

    @property
    def word(self) -> str:
        """有, 无 or still open."""
        return {None: "未答", True: "有", False: "无"}[self.has_it]

    def is_late(self, today: date) -> bool:
        """Tell whether the day has passed without an answer."""
        return self.has_it is None and self.enquiry.due_on < today
