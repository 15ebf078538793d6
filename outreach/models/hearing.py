"""What people said: visits and opinions; each may become an issue."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.models import Campaign, Category
from common.moves import Staged
from issues.models import Issue
from outreach.models.visiting import Kind, Target
from roster.models import OfUnitQuerySet, Unit, User
from roster.words import Work


class VisitQuerySet(OfUnitQuerySet["Visit"]):
    """The questions asked of visits."""

    def visible_to(self, user: User) -> VisitQuerySet:
        """Own visits and, besides, those whose demand was handed to one's unit."""
        handed = self.filter(duty_unit__in=user.units_as(Work.CLERK, Work.HEAD))
        reached = super().visible_to(user).values("pk")
        return self.filter(models.Q(pk__in=reached) | models.Q(pk__in=handed.values("pk")))

    def waiting(self) -> VisitQuerySet:
        """Demands handed on of which the person has not heard yet."""
        return self.filter(due_on__isnull=False, replied_on=None)

    def late(self, today: date) -> VisitQuerySet:
        """Of these, the ones whose day has gone by."""
        return self.waiting().filter(due_on__lt=today)

    def owing(self, today: date) -> dict[str, int]:
        """How many demands nobody decided about, wait for their reply, wait too long."""
        waits = models.Q(due_on__isnull=False, replied_on=None)
        untold = models.Q(handling=Visit.Handling.NONE) & ~models.Q(demand="")
        counts = {
            "untold": models.Count("pk", filter=untold),
            "waiting": models.Count("pk", filter=waits),
            "late": models.Count("pk", filter=waits & models.Q(due_on__lt=today)),
        }
        found: dict[str, int] = self.aggregate(**counts)
        return found

    def untold(self) -> VisitQuerySet:
        """Demands nobody has decided about."""
        return self.exclude(demand="").filter(handling=Visit.Handling.NONE)


class Visit(models.Model):
    """走访: who was visited when, what they asked for and what became of it."""

    Kind = Kind

    class Handling(models.TextChoices):
        """What became of the demand."""

        NONE = "none", "没有诉求"
        SETTLED = "settled", "现场解决"
        EXPLAINED = "explained", "解释说明"
        TRANSFERRED = "transferred", "转12345"
        ASSIGNED = "assigned", "交办"
        ADOPTED = "adopted", "纳入清单"

    class Way(models.TextChoices):
        """How it was made."""

        VISIT = "visit", "上门"
        PHONE = "phone", "电话"
        MEETING = "meeting", "座谈"
        ONLINE = "online", "线上"

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
    listed = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="visits")
    way = models.CharField("走访方式", max_length=10, choices=Way.choices, default=Way.VISIT)
    address = models.CharField("地址", max_length=100, blank=True)
    category = models.CharField("问题类别", max_length=60, blank=True)
    duty_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, verbose_name="承办单位", related_name="visit_duties"
    )
    order_no = models.CharField("12345编号", max_length=60, blank=True)
    due_on = models.DateField("反馈时限", null=True)
    replied_on = models.DateField("反馈时间", null=True)
    is_satisfied = models.BooleanField("满意", null=True)
    complaint = models.TextField("不满意的原因", blank=True)
    called_on = models.DateField("回访时间", null=True)
    returns = models.PositiveSmallIntegerField("重办次数", default=0)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="visits")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "走访"
        indexes = [models.Index(fields=["campaign", "visited_on", "id"], name="outreach_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:visit", args=[self.pk])

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.demand

    @property
    def is_waiting(self) -> bool:
        """Whether the person still waits to hear what became of the demand."""
        return self.due_on is not None and self.replied_on is None

    @property
    def is_late(self) -> bool:
        """Whether the person has waited longer than was promised."""
        return self.is_waiting and self.due_on is not None and self.due_on < localdate()


class Opinion(Staged):
    """意见建议: kept word for word; adopted or not, with a reason."""

    class Status(models.TextChoices):
        """Where the opinion stands."""

        RECEIVED = "received", "待处理"
        ADOPTED = "adopted", "已采纳"
        DECLINED = "declined", "未采纳"
        MERGED = "merged", "已归并"

    class Respondent(models.TextChoices):
        """Who spoke."""

        CITIZEN = "citizen", "群众"
        FIRM = "firm", "企业"
        PARTY = "party", "党代表"
        PEOPLE = "people", "人大代表"
        CPPCC = "cppcc", "政协委员"
        STAFF = "staff", "职工代表"
        CADRE = "cadre", "基层干部"

    class Channel(models.TextChoices):
        """How it came."""

        BOX = "box", "意见箱"
        LETTER = "letter", "来信来访"
        FORUM = "forum", "座谈会"
        PHONE = "phone", "电话"
        SURVEY = "survey", "问卷"
        DEPUTY = "deputy", "代表委员"
        MEETING = "meeting", "民主生活会"

    MOVES: ClassVar = {
        Status.RECEIVED: {Status.ADOPTED, Status.DECLINED, Status.MERGED},
        Status.DECLINED: {Status.RECEIVED},
    }

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
    respondent = models.CharField(
        "身份类别", max_length=10, choices=Respondent.choices, default=Respondent.CITIZEN
    )
    occasion = models.CharField("来信或座谈会", max_length=100, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    answer = models.TextField("反馈情况", blank=True)
    answered_on = models.DateField("反馈时间", null=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="opinions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Opinion"].as_manager()

    class Meta:
        verbose_name = "意见建议"
        indexes = [models.Index(fields=["campaign", "received_on", "id"], name="outreach_opinions")]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return reverse("outreach:opinion", args=[self.pk])

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.text
