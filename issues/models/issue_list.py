"""The issue list of a team, a unit or a cadre, and its reviews."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from campaigns.models import Campaign
from common.moves import Staged
from issues.words import Level, ReturnReason, Verdict
from roster.models import Cadre, Unit, User
from roster.words import PostLevel

CHAIN = (PostLevel.HEAD, PostLevel.DEPUTY, PostLevel.MIDDLE)
"""Who signs a list of the unit, in this order."""


def _of_cadre(cadre: Cadre) -> Q:
    """The own list; for those of the chain also the lists of the unit they sign."""
    own = Q(cadre=cadre)
    return own | Q(unit=cadre.unit_id, cadre=None) if cadre.level in CHAIN else own


class IssueListQuerySet(models.QuerySet["IssueList"]):
    """Questions about issue lists."""

    def visible_to(self, user: User) -> IssueListQuerySet:
        """Lists a person may see: the office's side all, others own units and list."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self
        reach = _of_cadre(user.cadre) if user.cadre else Q(pk__in=[])
        for path in user.unit_paths:
            reach |= Q(unit__path__startswith=path)
        return self.filter(reach)

    def of(self, campaign: Campaign) -> IssueListQuerySet:
        """Lists of one campaign."""
        return self.filter(campaign=campaign)

    def of_unit_itself(self, issue_list: IssueList) -> IssueListQuerySet:
        """The team's and the unit's lists beside this one, itself among them."""
        own = self.filter(campaign=issue_list.campaign_id, unit=issue_list.unit_id)
        return own.exclude(level=Level.PERSON)

    def unfiled(self) -> IssueListQuerySet:
        """Begun with at least one issue and not filed yet."""
        begun = self.exclude(status=IssueList.Status.APPROVED).filter(issues__isnull=False)
        return begun.distinct()

    def of_whom(self, word: str) -> IssueListQuerySet:
        """Of units or cadres whose name contains the word; all without a word."""
        named = Q(unit__name__icontains=word) | Q(unit__short__icontains=word)
        return self.filter(named | Q(cadre__name__icontains=word)) if word else self

    def waiting(self) -> IssueListQuerySet:
        """Submitted and not yet answered, oldest first."""
        return self.filter(status=IssueList.Status.SUBMITTED).order_by("submitted_at", "pk")

    def returned_by(self, until: date) -> IssueListQuerySet:
        """Sent back, to be submitted again by the day or earlier."""
        return self.filter(status=IssueList.Status.RETURNED, return_due_on__lte=until)

    def approved(self) -> IssueListQuerySet:
        """Filed lists."""
        return self.filter(status=IssueList.Status.APPROVED)


class IssueList(Staged):
    """问题清单: what a team, a unit or a cadre has found about itself, reviewed as one paper."""

    class Status(models.TextChoices):
        """Where the list stands."""

        DRAFT = "draft", "填报中"
        SUBMITTED = "submitted", "待审核"
        RETURNED = "returned", "退回修改"
        APPROVED = "approved", "已备案"

    MOVES: ClassVar = {
        Status.DRAFT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.RETURNED, Status.APPROVED, Status.DRAFT},
        Status.RETURNED: {Status.SUBMITTED},
        Status.APPROVED: {Status.DRAFT},
    }

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="issue_lists")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="issue_lists")
    level = models.CharField("层级", max_length=2, choices=Level.choices, default=Level.UNIT)
    cadre = models.ForeignKey(
        Cadre,
        models.PROTECT,
        verbose_name="干部",
        null=True,
        blank=True,
        related_name="issue_lists",
    )
    self_examination = models.TextField("对照检查材料", blank=True)
    round = models.PositiveSmallIntegerField("报送次数", default=0)
    version = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(
        User, models.PROTECT, verbose_name="审核员", null=True, related_name="review_lists"
    )
    return_due_on = models.DateField("重报期限", null=True, blank=True)
    approved_at = models.DateTimeField("备案时间", null=True, blank=True)
    filing_number = models.CharField("备案号", max_length=60, blank=True)
    content_digest = models.CharField("内容摘要", max_length=64, blank=True)

    objects = IssueListQuerySet.as_manager()

    class Meta:
        verbose_name = "问题清单"
        constraints = [
            models.UniqueConstraint(
                "campaign",
                "unit",
                "level",
                Coalesce("cadre", 0),
                name="issues_one_list_each",
                violation_error_message="该层级的清单已经存在。",
            ),
            models.CheckConstraint(
                name="issues_list_filed_iff_numbered",
                condition=~Q(status="approved") | ~Q(filing_number=""),
                violation_error_message="已备案的清单必须有备案号。",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "status", "submitted_at"], name="issues_list_queue")
        ]

    def __str__(self) -> str:
        whose = self.cadre.name if self.cadre else self.unit.name
        return f"{whose}{self.get_level_display()}清单"

    def get_absolute_url(self) -> str:
        """The list's own page."""
        return reverse("issues:issue_list", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        """Tell whether the unit may still change it."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}

    def is_resubmission_late(self, today: date) -> bool:
        """Tell whether a returned list has missed its date."""
        return self.status == self.Status.RETURNED and bool(
            self.return_due_on and self.return_due_on < today
        )


class Review(models.Model):
    """审核: one answer of the office to one submission, with the content it judged."""

    issue_list = models.ForeignKey(IssueList, models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField("第几次报送")
    verdict = models.CharField(
        "结论", max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    reasons = models.JSONField("退回原因", default=list)
    text = models.TextField("审核意见", blank=True)
    snapshot = models.JSONField("报送内容", default=list)
    content_digest = models.CharField("内容摘要", max_length=64)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="审核员", null=True, related_name="+")
    submitted_at = models.DateTimeField("报送时间")
    answered_at = models.DateTimeField("审核时间", null=True, blank=True)

    class Meta:
        verbose_name = "审核"
        ordering = ["issue_list", "-round"]
        constraints = [
            models.UniqueConstraint(fields=["issue_list", "round"], name="issues_review_once")
        ]

    def __str__(self) -> str:
        return f"{self.issue_list} 第{self.round}次"

    @property
    def reason_labels(self) -> list[str]:
        """The coded reasons in words."""
        return [ReturnReason(code).label for code in self.reasons]


class Remark(models.Model):
    """审核意见（逐条）: what the reviewer says of one issue."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="remarks")
    issue = models.ForeignKey("issues.Issue", models.CASCADE, related_name="remarks")
    reasons = models.JSONField("退回原因", default=list)
    text = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = "逐条意见"
        constraints = [
            models.UniqueConstraint(fields=["review", "issue"], name="issues_remark_once")
        ]

    def __str__(self) -> str:
        return f"{self.issue}"

    @property
    def reason_labels(self) -> list[str]:
        """The coded reasons in words."""
        return [ReturnReason(code).label for code in self.reasons]
