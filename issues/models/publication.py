"""What of an issue is shown to others: a copy without persons, approved, and taken down again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from common.moves import Staged
from issues.models.issue import Issue
from issues.words import Scope
from roster.models import User


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions about publications."""

    def visible_to(self, user: User) -> PublicationQuerySet:
        """What is shown to everyone in the system, and all of the issues one may see anyway."""
        if user.is_officer:
            return self.none()
        shown = Q(status=Publication.Status.SHOWN, scope__in=[Scope.SYSTEM, Scope.PUBLIC])
        return self.filter(shown | Q(issue__in=Issue.objects.visible_to(user)))

    def of(self, campaign: Campaign) -> PublicationQuerySet:
        """Publications of one campaign."""
        return self.filter(issue__campaign=campaign)

    def shown(self) -> PublicationQuerySet:
        """Approved, not taken down, and of an issue that still stands in the ledger."""
        return self.filter(status=Publication.Status.SHOWN, issue__status__in=Issue.LEDGER)

    def waiting(self) -> PublicationQuerySet:
        """Asked for and not yet answered."""
        return self.filter(status=Publication.Status.ASKED)

    def standing(self) -> PublicationQuerySet:
        """Asked for or shown: a second one of the same scope would be one too many."""
        return self.filter(status__in=[Publication.Status.ASKED, Publication.Status.SHOWN])

    def for_everyone(self) -> PublicationQuerySet:
        """What the public page shows."""
        return self.shown().filter(scope=Scope.PUBLIC)


class Publication(Staged):
    """公示: one copy of an issue for one circle of readers; the copy holds no person's name."""

    class Status(models.TextChoices):
        """Where the publication stands."""

        ASKED = "asked", "待审批"
        SHOWN = "shown", "公示中"
        DECLINED = "declined", "不同意公示"
        WITHDRAWN = "withdrawn", "已撤下"

    MOVES: ClassVar = {
        Status.ASKED: {Status.SHOWN, Status.DECLINED, Status.WITHDRAWN},
        Status.SHOWN: {Status.WITHDRAWN},
    }

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="publications")
    scope = models.CharField("公示范围", max_length=10, choices=Scope.choices)
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.ASKED)
    text = models.TextField("公示内容")
    measures = models.TextField("整改措施", blank=True)
    duty = models.CharField("责任人", max_length=200, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    answer = models.TextField("审批意见", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("审批时间", null=True, blank=True)
    withdrawn_for = models.TextField("撤下原因", blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "公示"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "scope", "id"], name="issues_board")]

    def __str__(self) -> str:
        return f"{self.issue.number} {self.get_scope_display()}"

    @property
    def can_withdraw(self) -> bool:
        """Tell whether it may still be taken down."""
        return self.can_move(self.Status.WITHDRAWN)
