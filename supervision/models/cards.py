"""Cards on a ladder: proposed, signed by a named person, answered, appealed, lifted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.moves import Staged
from issues.models import Issue
from roster.models import OfUnitQuerySet, Unit, User


class CardQuerySet(OfUnitQuerySet["Card"]):
    """A unit learns of a card only when it is signed."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Card]:
        """As for other rows, but proposals stay with those who supervise."""
        rows = super().visible_to(user)
        if user.sees_all_units:
            return rows
        return rows.filter(status__in=Card.OUT)


class Rung(models.Model):
    """亮牌阶梯: a colour with its name and meaning; data, because colours differ by place."""

    code = models.CharField("编码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40)
    colour = models.CharField("颜色", max_length=10)
    meaning = models.TextField("后果", blank=True)
    needs_leader = models.BooleanField("须领导小组签发", default=False)
    deducts = models.DecimalField("建议扣分", max_digits=4, decimal_places=1, default=0)
    needs_talk = models.BooleanField("须约谈", default=False)
    is_enabled = models.BooleanField("启用", default=True)
    respond_workdays = models.PositiveSmallIntegerField("说明期限（工作日）", default=3)
    order = models.PositiveSmallIntegerField("序号", default=0)

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
        REVOKED = "revoked", "申诉成立撤销"

    MOVES: ClassVar = {
        Status.PROPOSED: {Status.SIGNED, Status.REFUSED},
        Status.SIGNED: {Status.LIFTED, Status.REVOKED},
    }
    OUT = (Status.SIGNED, Status.LIFTED, Status.REVOKED)

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
    response = models.TextField("单位说明", blank=True)
    responded_at = models.DateTimeField("说明时间", null=True, blank=True)
    lift_asked_at = models.DateTimeField("申请解除时间", null=True, blank=True)
    lift_ground = models.TextField("申请解除理由", blank=True)
    appeal = models.TextField("申诉", blank=True)
    appealed_at = models.DateTimeField("申诉时间", null=True, blank=True)
    appeal_answer = models.TextField("申诉答复", blank=True)
    appeal_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)

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

    def get_absolute_url(self) -> str:
        """The card's own page."""
        return f"/supervision/cards/{self.pk}/"

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.reason

    @property
    def responded_late(self) -> bool:
        """Whether the unit answered after the day it had; it stays visible for good."""
        if self.responded_at is None or self.respond_by is None:
            return False
        return localdate(self.responded_at) > self.respond_by


class Talk(models.Model):
    """约谈记录: who talked to whom about a card, and what was promised."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="talks")
    talked_on = models.DateField("约谈日期")
    host = models.CharField("约谈人", max_length=60)
    guest = models.CharField("被约谈人", max_length=60)
    text = models.TextField("约谈内容")
    promise = models.TextField("整改承诺", blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="记录人", related_name="+")

    class Meta:
        verbose_name = "约谈记录"
        ordering = ["talked_on", "pk"]

    def __str__(self) -> str:
        return f"{self.host}约谈{self.guest}"
