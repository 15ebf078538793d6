"""What people said: visits, opinions, hotline tickets; each may become an issue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from campaigns.models import Campaign, Category
from common.moves import Staged
from issues.models import Issue
from roster.models import OfUnitQuerySet, Unit, User


class Visit(models.Model):
    """走访: who was visited when, what they asked for and what became of it."""

    class Kind(models.TextChoices):
        """Whom the three rounds of visits go to."""

        FIRM = "firm", "企业"
        VILLAGE = "village", "村居"
        HOUSEHOLD = "household", "群众"

    class Handling(models.TextChoices):
        """What became of the demand."""

        NONE = "none", "没有诉求"
        SETTLED = "settled", "现场解决"
        EXPLAINED = "explained", "解释说明"
        TRANSFERRED = "transferred", "转12345"
        ADOPTED = "adopted", "纳入清单"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="visits")
    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    target = models.CharField("走访对象", max_length=100)
    visited_on = models.DateField("走访日期")
    visitor = models.CharField("走访干部", max_length=60)
    demand = models.TextField("反映问题和意见建议", blank=True)
    handling = models.CharField(
        "处理方式", max_length=20, choices=Handling.choices, default=Handling.NONE
    )
    reply = models.TextField("办理结果", blank=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="visits")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Visit"].as_manager()

    class Meta:
        verbose_name = "走访"
        indexes = [models.Index(fields=["campaign", "visited_on", "id"], name="outreach_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.demand


class Opinion(Staged):
    """意见建议: kept word for word; adopted or not, with a reason."""

    class Status(models.TextChoices):
        """Where the opinion stands."""

        RECEIVED = "received", "待处理"
        ADOPTED = "adopted", "已采纳"
        DECLINED = "declined", "未采纳"

    class Channel(models.TextChoices):
        """How it came."""

        BOX = "box", "意见箱"
        LETTER = "letter", "来信来访"
        FORUM = "forum", "座谈会"
        PHONE = "phone", "电话"
        SURVEY = "survey", "问卷"
        DEPUTY = "deputy", "代表委员"
        MEETING = "meeting", "民主生活会"

    MOVES: ClassVar = {Status.RECEIVED: {Status.ADOPTED, Status.DECLINED}}

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.RECEIVED
    )
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="涉及单位", related_name="opinions")
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices)
    text = models.TextField("意见原文")
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name="类别", null=True, blank=True, related_name="+"
    )
    proposer = models.CharField("提出人", max_length=40, blank=True)
    received_on = models.DateField("收到日期")
    reason = models.TextField("采纳或不采纳的理由", blank=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="opinions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Opinion"].as_manager()

    class Meta:
        verbose_name = "意见建议"
        indexes = [models.Index(fields=["campaign", "received_on", "id"], name="outreach_opinions")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.text


class Ticket(models.Model):
    """12345工单: known by its order number; persons are masked before they are kept."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tickets")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="承办单位", related_name="tickets")
    order_no = models.CharField("办件编号", max_length=60)
    title = models.CharField("诉求主题", max_length=200, blank=True)
    content = models.TextField("诉求内容")
    channel = models.CharField("来源", max_length=40, blank=True)
    category = models.CharField("事项类别", max_length=80, blank=True)
    phone_masked = models.CharField("电话（已遮蔽）", max_length=20, blank=True)
    reply = models.TextField("处理结果", blank=True)
    dispatched_at = models.DateTimeField("派发时间", null=True)
    due_at = models.DateTimeField("承诺完成时间", null=True)
    is_finished = models.BooleanField("已办结", default=False)

    objects = OfUnitQuerySet["Ticket"].as_manager()

    class Meta:
        verbose_name = "热线工单"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "order_no"], name="outreach_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_no} {self.title}"
