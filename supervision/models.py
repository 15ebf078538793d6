"""Looking on: inspections with findings, orders with receipts, cards on a ladder."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.moves import Staged
from issues.models import Issue
from roster.models import OfUnitQuerySet, Unit, User
from roster.words import Work


class InspectionQuerySet(OfUnitQuerySet["Inspection"]):
    """Covert inspections are hidden from everybody but those who make them until released."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Inspection]:
        """As for other rows, but nobody learns of a covert inspection before its release."""
        rows = super().visible_to(user)
        if user.works_as(Work.OFFICE, Work.INSPECTOR):
            return rows
        return rows.filter(released_at__isnull=False)


class CardQuerySet(OfUnitQuerySet["Card"]):
    """A unit learns of a card only when it is signed."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Card]:
        """As for other rows, but proposals stay with those who supervise."""
        rows = super().visible_to(user)
        if user.sees_all_units:
            return rows
        return rows.filter(signed_at__isnull=False)


class Inspection(models.Model):
    """督查: who looked where, when and how."""

    class Method(models.TextChoices):
        """How it was done."""

        OPEN = "open", "明查"
        COVERT = "covert", "暗访"
        PAPERS = "papers", "查阅资料"
        PHONE = "phone", "电话抽查"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="受检单位", related_name="+")
    method = models.CharField("方式", max_length=20, choices=Method.choices)
    inspected_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    inspectors = models.CharField("检查人", max_length=100)
    text = models.TextField("检查情况")
    released_at = models.DateTimeField("反馈时间", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "督查"
        indexes = [
            models.Index(fields=["campaign", "inspected_on", "id"], name="supervision_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.unit.short}"


class Finding(models.Model):
    """发现问题: one thing found; may be raised as an issue of the unit."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    text = models.TextField("发现问题")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="findings")

    class Meta:
        verbose_name = "发现问题"

    def __str__(self) -> str:
        return self.text[:40]


class Order(models.Model):
    """督办单: a matter handed to a unit, signed for, answered; unheard, it leads to the next."""

    class Kind(models.TextChoices):
        """The ladder of papers, from the mildest to the gravest."""

        URGE = "urge", "督办单"
        RECTIFY = "rectify", "整改通知书"
        REMIND = "remind", "整改提醒书"
        WARN = "warn", "整改告诫书"
        ADVISE = "advise", "问责建议书"

    HARDER: ClassVar = {
        Kind.URGE: Kind.REMIND,
        Kind.RECTIFY: Kind.REMIND,
        Kind.REMIND: Kind.WARN,
        Kind.WARN: Kind.ADVISE,
    }

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="承办单位", related_name="orders")
    kind = models.CharField("文书", max_length=20, choices=Kind.choices, default=Kind.URGE)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, verbose_name="上一份文书", related_name="next"
    )
    number = models.CharField("文号", max_length=60)
    subject = models.CharField("督办事项", max_length=100)
    content = models.TextField("督办内容")
    due_on = models.DateField("交办时限")
    sent_at = models.DateTimeField("交办时间", auto_now_add=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    feedback = models.TextField("办理情况", blank=True)
    answered_at = models.DateTimeField("反馈时间", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Order"].as_manager()

    class Meta:
        verbose_name = "督办单"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="supervision_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    def is_ignored(self, today: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.answered_at is None and self.due_on < today

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.content


class Rung(models.Model):
    """亮牌阶梯: a colour with its name and meaning; data, because colours differ by place."""

    code = models.CharField("编码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40)
    colour = models.CharField("颜色", max_length=10)
    meaning = models.TextField("后果", blank=True)
    needs_leader = models.BooleanField("须领导小组签发", default=False)
    respond_workdays = models.PositiveSmallIntegerField("说明期限（工作日）", default=3)
    order = models.PositiveSmallIntegerField("序号", default=0)
    triggers = models.TextField("触发情形", blank=True)
    overdue_from = models.PositiveSmallIntegerField("逾期工作日起", null=True, blank=True)
    overdue_to = models.PositiveSmallIntegerField("逾期工作日止", null=True, blank=True)
    after_workdays = models.PositiveSmallIntegerField(
        "上一级亮牌后未改正的工作日", null=True, blank=True
    )
    times = models.PositiveSmallIntegerField("上一级累计张数", null=True, blank=True)
    window_days = models.PositiveSmallIntegerField("累计时段（天）", default=366)

    class Meta:
        verbose_name = "亮牌等级"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Card(Staged):
    """亮牌: proposed with a reason, signed by a named person, lifted after verification."""

    class Status(models.TextChoices):
        """Where the card stands."""

        PROPOSED = "proposed", "待签发"
        SIGNED = "signed", "已亮牌"
        REFUSED = "refused", "不予亮牌"
        LIFTED = "lifted", "已解除"
        REVOKED = "revoked", "申诉成立，已撤销"

    MOVES: ClassVar = {
        Status.PROPOSED: {Status.SIGNED, Status.REFUSED},
        Status.SIGNED: {Status.LIFTED, Status.REVOKED},
    }

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.PROPOSED
    )
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cards")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="cards")
    rung = models.ForeignKey(Rung, models.PROTECT, verbose_name="等级", related_name="cards")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="cards")
    reason = models.TextField("事由")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    respond_by = models.DateField("说明期限", null=True, blank=True)
    answer = models.TextField("意见", blank=True)
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    number = models.CharField("通知书文号", max_length=40, blank=True)
    reply = models.TextField("书面说明", blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField("说明时间", null=True)
    talked_on = models.DateField("约谈日期", null=True)
    talked_with = models.CharField("约谈对象", max_length=60, blank=True)
    talk = models.TextField("约谈要求", blank=True)
    appeal = models.TextField("申诉理由", blank=True)
    appealed_at = models.DateTimeField("申诉时间", null=True)
    appeal_answer = models.TextField("复核意见", blank=True)
    appeal_answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = "亮牌"
        constraints = [
            models.CheckConstraint(
                name="supervision_signed_by_a_person",
                condition=~Q(status__in=["signed", "lifted"]) | Q(signed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.rung}"

    @property
    def is_late(self) -> bool:
        """Whether the explanation came after its day; it stays late once it has come."""
        return bool(
            self.replied_at and self.respond_by and localdate(self.replied_at) > self.respond_by
        )

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.reason
