"""One concrete issue on its way from the list through the ledger, and the counts of issues."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models import Campaign, Category
from campaigns.workdays import Calendar
from common.labels import Label
from common.moves import Staged
from issues.models.indexes import INDEXES
from issues.models.issue_list import IssueList
from issues.models.labels import Labelled, reach
from issues.models.ledger import Ledger
from issues.words import Closure, Level, Nature, Rating, Rectify, Source
from roster.models import Unit, User

NO_DATE = date(9999, 12, 31)


class IssueQuerySet(models.QuerySet["Issue"]):
    """Questions about issues."""

    def visible_to(self, user: User) -> IssueQuerySet:
        """Issues a person may see: the office's side all, others own units and list."""
        if user.is_officer:
            return self.none()
        return self if user.clearance >= Label.SEALED else self.filter(reach(user))

    def of(self, campaign: Campaign) -> IssueQuerySet:
        """Issues of one campaign."""
        return self.filter(campaign=campaign)

    def editable(self) -> IssueQuerySet:
        """Whose words may still be changed."""
        return self.filter(status__in=[Issue.Status.DRAFT, Issue.Status.RETURNED])

    def standing(self) -> IssueQuerySet:
        """Not cancelled: what a list consists of."""
        return self.exclude(status=Issue.Status.CANCELLED)

    def in_ledger(self) -> IssueQuerySet:
        """Approved at some time: what the ledger shows."""
        return self.filter(status__in=Issue.LEDGER)

    def open(self) -> IssueQuerySet:
        """In the ledger and not ended."""
        return self.filter(status__in=Issue.OPEN)

    def closed(self) -> IssueQuerySet:
        """Struck off."""
        return self.filter(status=Issue.Status.CLOSED)

    def overdue(self, today: date) -> IssueQuerySet:
        """Open and past the due date."""
        return self.open().filter(due_on__lt=today)

    def due_by(self, today: date, until: date) -> IssueQuerySet:
        """Open and due from today up to a day."""
        return self.open().filter(due_on__gte=today, due_on__lte=until)

    def by_due(self, due: str, today: date) -> IssueQuerySet:
        """Narrow by a word of the ledger's filter: overdue, week, month, standing …, or nothing."""
        if due == "overdue":
            return self.overdue(today)
        standing = self.filter(rectify=Rectify.STANDING)
        if due == "standing":
            return standing
        if due == "lapsed":
            return standing.overdue(today)
        if due == "unapproved":
            return standing.open().filter(due_on=NO_DATE)
        spans = {"week": 7, "month": 30}
        if due in spans:
            return self.due_by(today, today + timedelta(days=spans[due]))
        return self

    def in_category(self, category: int | str) -> IssueQuerySet:
        """Of this category: its own, as one of several, or by an entry that means or refines it."""
        same = Q(pk=category) | Q(local=category) | Q(parent=category)
        meant = Category.objects.filter(same).values("pk")
        more = Issue.objects.filter(more_categories__in=meant).values("pk")
        return self.filter(Q(category__in=meant) | Q(pk__in=more))

    def by_state(self, state: str) -> IssueQuerySet:
        """Narrow by a status, by "open" for all that are not ended, or not at all."""
        if state == "open":
            return self.open()
        return self.filter(status=state) if state else self

    def beside(self, issue_list: IssueList) -> IssueQuerySet:
        """What a list may have been copied from: the unit's others, and the same categories."""
        categories = issue_list.issues.values("category")
        return (
            self.standing()
            .filter(Q(unit=issue_list.unit_id) | Q(category__in=categories))
            .exclude(issue_list=issue_list)
        )

    def saying(self, word: str) -> IssueQuerySet:
        """Whose text, number, people or unit contain the word; everything without a word."""
        if not word:
            return self
        places = ("text", "example", "number", "leader", "owner")
        said = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in places))
        return self.filter(said | Q(unit__in=Unit.objects.filter(name__icontains=word)))

    def to_verify(self) -> IssueQuerySet:
        """Closure requested, waiting for somebody else to look."""
        return self.filter(status=Issue.Status.CLOSE_APPLIED)


class Issue(Labelled, Staged):
    """问题: concrete, with an example, a cause, measures, an owner and a deadline."""

    class Status(models.TextChoices):
        """Where the issue stands."""

        DRAFT = "draft", "草拟"
        SUBMITTED = "submitted", "待审核"
        RETURNED = "returned", "退回修改"
        RECTIFYING = "rectifying", "整改中"
        CLOSE_APPLIED = "close_applied", "申请销号"
        VERIFIED = "verified", "验收通过"
        CLOSE_REJECTED = "close_rejected", "销号驳回"
        CLOSED = "closed", "已销号"
        REOPENED = "reopened", "反弹重启"
        CANCELLED = "cancelled", "撤销"

    MOVES: ClassVar = {
        Status.DRAFT: {Status.SUBMITTED, Status.RECTIFYING, Status.CANCELLED},
        Status.SUBMITTED: {Status.RETURNED, Status.RECTIFYING, Status.DRAFT},
        Status.RETURNED: {Status.SUBMITTED, Status.CANCELLED},
        Status.RECTIFYING: {Status.CLOSE_APPLIED, Status.CANCELLED},
        Status.CLOSE_APPLIED: {Status.VERIFIED, Status.CLOSE_REJECTED},
        Status.VERIFIED: {Status.CLOSED, Status.CLOSE_REJECTED},
        Status.CLOSE_REJECTED: {Status.CLOSE_APPLIED, Status.CANCELLED},
        Status.CLOSED: {Status.REOPENED},
        Status.REOPENED: {Status.CLOSE_APPLIED, Status.CANCELLED},
    }
    OPEN: ClassVar = (
        Status.RECTIFYING,
        Status.CLOSE_APPLIED,
        Status.VERIFIED,
        Status.CLOSE_REJECTED,
        Status.REOPENED,
    )
    IN_HAND: ClassVar = (Status.RECTIFYING, Status.CLOSE_REJECTED, Status.REOPENED)
    LEDGER: ClassVar = (*OPEN, Status.CLOSED)

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="issues")
    issue_list = models.ForeignKey(
        IssueList, models.PROTECT, verbose_name="清单", null=True, blank=True, related_name="issues"
    )
    ledger = models.ForeignKey(
        Ledger, models.PROTECT, verbose_name="台账", null=True, blank=True, related_name="issues"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="issues")
    number = models.CharField("问题编号", max_length=40)
    seq = models.PositiveIntegerField("序号", default=0)
    version = models.PositiveIntegerField(default=0, editable=False)
    level = models.CharField("层级", max_length=2, choices=Level.choices, default=Level.UNIT)
    nature = models.CharField("性质", max_length=2, choices=Nature.choices, blank=True)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name="问题类别",
        null=True,
        blank=True,
        related_name="issues",
    )
    category_raw = models.CharField("类别（原文）", max_length=200, blank=True)
    more_categories: models.ManyToManyField[Category, models.Model] = models.ManyToManyField(
        Category, verbose_name="其他体系类别", blank=True, related_name="+"
    )
    text = models.TextField("存在问题")
    example = models.TextField("具体事例", blank=True)
    source = models.CharField("问题来源", max_length=3, choices=Source.choices, default=Source.SELF)
    origin = models.CharField("来源说明", max_length=200, blank=True)
    cause = models.TextField("原因分析", blank=True)
    target = models.TextField("整改目标", blank=True)
    standard = models.TextField("销号标准", blank=True)
    rectify = models.CharField(
        "整改类型", max_length=2, choices=Rectify.choices, default=Rectify.BY_DATE
    )
    due_on = models.DateField("完成时限", default=NO_DATE)
    due_words = models.CharField("完成时限（原文）", max_length=100, blank=True)
    is_long_term = models.BooleanField("并长期坚持", default=False)
    leader = models.CharField("责任领导", max_length=60, blank=True)
    leader_post = models.CharField("责任领导职务", max_length=100, blank=True)
    owner = models.CharField("责任人", max_length=120, blank=True)
    dept = models.CharField("责任科室", max_length=100, blank=True)
    duty_units: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, verbose_name="责任单位", blank=True, related_name="duty_issues"
    )
    evidence = models.TextField("佐证材料", blank=True)
    note = models.TextField("备注", blank=True)
    found_on = models.DateField("发现时间", null=True, blank=True)
    approved_at = models.DateTimeField("进入台账时间", null=True, blank=True)
    closure = models.CharField("销号类型", max_length=2, choices=Closure.choices, blank=True)
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)
    closed_on = models.DateField("实际完成日期", null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField("反弹次数", default=0)
    rejected_count = models.PositiveSmallIntegerField("驳回次数", default=0)
    extended_count = models.PositiveSmallIntegerField("延期次数", default=0)
    self_rating = models.CharField("自评", max_length=1, choices=Rating.choices, blank=True)
    rating = models.CharField("核定", max_length=1, choices=Rating.choices, blank=True)
    claim_due_on = models.DateField("认领时限", null=True, blank=True)
    bounced_count = models.PositiveSmallIntegerField("转办退回次数", default=0)
    renewed_count = models.PositiveSmallIntegerField("续期次数", default=0)
    repeats = models.ForeignKey(
        "self", models.PROTECT, verbose_name="旧问题", null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    temp = models.CharField(max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "问题"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="issues_number_once"),
            models.CheckConstraint(
                name="issues_closed_iff_stamped",
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True)),
                violation_error_message="已销号的问题必须有销号时间。",
            ),
        ]
        indexes = [models.Index(fields=fields, name=name) for name, fields in INDEXES.items()]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:40]}"

    @classmethod
    def label(cls, name: str) -> str:
        """The Chinese word of one of its columns."""
        field = cls._meta.get_field(name)
        return str(field.verbose_name) if isinstance(field, models.Field) else name

    @classmethod
    def longest(cls, name: str) -> int | None:
        """How many signs a column holds; None where the database sets no limit."""
        return getattr(cls._meta.get_field(name), "max_length", None)

    def get_absolute_url(self) -> str:
        """The issue's own page."""
        return reverse("issues:issue", args=[self.pk])

    @property
    def has_due(self) -> bool:
        """Tell whether a date was set."""
        return self.due_on != NO_DATE

    @property
    def due_text(self) -> str:
        """The date, or the words the paper used, or that none was set."""
        if self.rectify == Rectify.STANDING:
            check = f"，{self.due_on:%Y-%m-%d}检查" if self.has_due else ""
            return (self.due_words or "长期坚持") + check
        if self.has_due:
            return f"{self.due_on:%Y-%m-%d}"
        return self.due_words or "未定"

    @property
    def is_editable(self) -> bool:
        """Tell whether its words may still be changed."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}

    @property
    def is_open(self) -> bool:
        """Tell whether the issue is in the ledger and not ended."""
        return self.status in self.OPEN

    def is_overdue(self, today: date) -> bool:
        """Tell whether the issue is open and past its date."""
        return self.is_open and self.due_on < today

    def days_left(self, today: date, calendar: Calendar) -> int | None:
        """Workdays until the due date, negative when past, None without a date."""
        return calendar.between(today, self.due_on) if self.has_due else None
