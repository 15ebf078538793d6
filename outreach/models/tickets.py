"""Tickets of the 12345 hotline, and the lines of its exports that nobody could place yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from campaigns.models import Campaign
from campaigns.workdays import Calendar
from issues.models import Issue
from outreach.models.shifts import Shift
from roster.models import OfUnitQuerySet, Unit, User

MANY_RETURNS = 3
"""重办或转办满三次即提级（practice §3.2）."""


class TicketQuerySet(OfUnitQuerySet["Ticket"]):
    """The questions asked of tickets."""

    def late(self, moment: datetime) -> TicketQuerySet:
        """Past their limit: finished after it, or not finished though it has gone by."""
        ended = Q(finished_at__gt=F("due_at"))
        return self.filter(ended | Q(is_finished=False, due_at__lt=moment))

    def open(self) -> TicketQuerySet:
        """Not finished."""
        return self.filter(is_finished=False)

    def bad(self) -> TicketQuerySet:
        """The caller said on the call-back that he was not content, or that nothing was solved."""
        return self.filter(Q(satisfied=Ticket.Content.NO) | Q(is_solved=False))

    def bouncing(self) -> TicketQuerySet:
        """Done over or handed back so often that the office has to say who leads."""
        return self.filter(Q(redos__gte=MANY_RETURNS) | Q(returns__gte=MANY_RETURNS))

    def pressing(self, moment: datetime) -> dict[str, int]:
        """How many are late, badly answered, handed to and fro."""
        late = Q(finished_at__gt=F("due_at")) | Q(is_finished=False, due_at__lt=moment)
        bad = Q(satisfied=Ticket.Content.NO) | Q(is_solved=False)
        bouncing = Q(redos__gte=MANY_RETURNS) | Q(returns__gte=MANY_RETURNS)
        counts = {"late": late, "bad": bad, "bouncing": bouncing}
        found: dict[str, int] = self.aggregate(
            **{name: models.Count("pk", filter=which) for name, which in counts.items()}
        )
        return found

    def within(self, first: date, last: date) -> TicketQuerySet:
        """Counted in a window: by the day they were finished, otherwise dispatched."""
        start = make_aware(datetime.combine(first, time.min))
        return self.between(start, make_aware(datetime.combine(last, time.min)) + timedelta(days=1))

    def between(self, start: datetime, end: datetime) -> TicketQuerySet:
        """Counted from this moment until before that one."""
        counted = Coalesce("finished_at", "dispatched_at", "received_at")
        return self.annotate(counted_at=counted).filter(counted_at__gte=start, counted_at__lt=end)


class Ticket(models.Model):
    """12345工单: known by its order number; persons are masked before they are kept."""

    class Content(models.TextChoices):
        """What the caller said of the result on the call-back."""

        YES = "yes", "满意"
        FAIR = "fair", "基本满意"
        NO = "no", "不满意"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tickets")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="承办单位", related_name="tickets")
    order_no = models.CharField("办件编号", max_length=60)
    title = models.CharField("诉求主题", max_length=200, blank=True)
    content = models.TextField("诉求内容")
    channel = models.CharField("来源", max_length=40, blank=True)
    appeal_type = models.CharField("诉求类型", max_length=40, blank=True)
    category = models.CharField("事项类别", max_length=80, blank=True)
    town = models.CharField("被反映街乡镇", max_length=60, blank=True)
    dept = models.CharField("办理科室", max_length=60, blank=True)
    phone_masked = models.CharField("电话（已遮蔽）", max_length=20, blank=True)
    reply = models.TextField("处理结果", blank=True)
    received_at = models.DateTimeField("创建时间", null=True)
    dispatched_at = models.DateTimeField("派发时间", null=True)
    signed_at = models.DateTimeField("签收时间", null=True)
    due_at = models.DateTimeField("承诺完成时间", null=True)
    finished_at = models.DateTimeField("办结时间", null=True)
    is_finished = models.BooleanField("已办结", default=False)
    is_visited = models.BooleanField("有效回访", default=False)
    is_contacted = models.BooleanField("已联系", null=True)
    is_solved = models.BooleanField("已解决", null=True)
    satisfied = models.CharField("满意度", max_length=10, choices=Content.choices, blank=True)
    complaint = models.TextField("不满意原因", blank=True)
    returns = models.PositiveSmallIntegerField("转办次数", default=0)
    redos = models.PositiveSmallIntegerField("重办次数", default=0)
    ruling = models.TextField("牵头裁定", blank=True)
    ruled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="tickets")
    shift = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="tickets")

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "热线工单"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "order_no"], name="outreach_order_once")
        ]
        indexes = [models.Index(fields=["campaign", "dispatched_at"], name="outreach_dispatched")]

    def __str__(self) -> str:
        return f"{self.order_no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:ticket", args=[self.pk])

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.content

    @property
    def is_bouncing(self) -> bool:
        """Done over or handed back three times or more."""
        return max(self.returns, self.redos) >= MANY_RETURNS

    def is_late(self, moment: datetime) -> bool:
        """Whether its limit went by before it was finished."""
        if self.due_at is None or self._ended:
            return False
        return (self.finished_at or moment) > self.due_at

    @property
    def _ended(self) -> bool:
        """Finished, though the export does not say when."""
        return self.is_finished and self.finished_at is None

    def spent(self, calendar: Calendar, today: date) -> int | None:
        """Workdays since it was dispatched, until it was finished or until today."""
        if self.dispatched_at is None or self._ended:
            return None
        end = localdate(self.finished_at) if self.finished_at else today
        return calendar.between(localdate(self.dispatched_at), end)


class Stray(models.Model):
    """待对应工单: a line of an export without a known unit or without a known order number."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="strays")
    digest = models.CharField(max_length=64)
    order_no = models.CharField("办件编号", max_length=60, blank=True)
    unit_said = models.CharField("表中的单位", max_length=120, blank=True)
    reason = models.CharField("没有对应上的原因", max_length=200)
    content = models.TextField("诉求内容")
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    came_at = models.DateTimeField("导入时间", auto_now_add=True)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="strays")
    placed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "待对应工单"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "digest"], name="outreach_stray_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_no or '无编号'} {self.unit_said}"

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.content
