"""What follows from looking on: exposure, focus units, registers of counts and numbers only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from campaigns.models import Campaign
from common.moves import Staged
from roster.models import OfUnitQuerySet, Unit, User
from supervision.models.looking import Inspection


class ExposureQuerySet(OfUnitQuerySet["Exposure"]):
    """Until approved an exposure is known only to those who supervise."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Exposure]:
        """Every unit sees what has been exposed, whosever it is; that is what exposing means."""
        if user.sees_all_units:
            return super().visible_to(user)
        return self.filter(status=Exposure.Status.SHOWN) if user.unit_paths else self.none()


class Exposure(Staged):
    """曝光: a matter is made known inside, without names of persons, after a leader's approval."""

    class Status(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "待审批"
        SHOWN = "shown", "已曝光"
        REFUSED = "refused", "不予曝光"
        WITHDRAWN = "withdrawn", "已撤下"

    MOVES: ClassVar = {
        Status.ASKED: {Status.SHOWN, Status.REFUSED},
        Status.SHOWN: {Status.WITHDRAWN},
    }

    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.ASKED)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="exposures")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="exposures"
    )
    text = models.TextField("曝光内容（已隐去姓名）")
    later = models.TextField("后续整改情况", blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("审批时间", null=True, blank=True)
    answer = models.CharField("审批意见", max_length=200, blank=True)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        verbose_name = "曝光"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.text[:30]}"


class Focus(Staged):
    """重点整顿对象: proposed by rule, confirmed by a person, with a stationed team and an exit."""

    class Status(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "重点整顿"
        REFUSED = "refused", "不列入"
        LEFT = "left", "已退出"

    MOVES: ClassVar = {
        Status.PROPOSED: {Status.CONFIRMED, Status.REFUSED},
        Status.CONFIRMED: {Status.LEFT},
    }

    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PROPOSED
    )
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="focus_units")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    ground = models.TextField("列入依据")
    exit_rule = models.TextField("退出条件", blank=True)
    team = models.CharField("驻点督导组", max_length=100, blank=True)
    stationed_on = models.DateField("驻点开始", null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    note = models.TextField("意见", blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    objects = OfUnitQuerySet["Focus"].as_manager()

    class Meta:
        verbose_name = "重点整顿对象"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.unit.short


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about the restricted registers."""

    def visible_to(self, user: User) -> EntryQuerySet:
        """Office, inspectors and leaders only; whole units never see one another's."""
        return self if user.works_as("office", "inspector", "leader") else self.none()


class Entry(models.Model):
    """登记簿: numbers of people and of papers only; the matters themselves stay with 纪委."""

    class Kind(models.TextChoices):
        """Which register (practice §3.4)."""

        REMIND = "remind", "提醒谈话"
        CHIEF = "chief", "约谈一把手"
        FIRST = "first", "第一种形态"
        CLUE = "clue", "问题线索"
        FILING = "filing", "立案"
        HANDLED = "handled", "处理处分"
        ADMONISH = "admonish", "诫勉谈话"
        CRITICISE = "criticise", "通报批评"
        SELF_CHECK = "self_check", "责令检查"
        LIABILITY = "liability", "问责"
        TRANSFER = "transfer", "线索移送"
        PRAISE = "praise", "表彰"
        USE = "use", "结果运用"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="register_entries")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    noted_on = models.DateField("日期")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="单位", null=True, blank=True, related_name="+"
    )
    people = models.PositiveSmallIntegerField("人数", default=0)
    matters = models.PositiveSmallIntegerField("件数", default=0)
    paper_number = models.CharField("文号", max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "问责表彰登记"
        ordering = ["-noted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.noted_on} {self.get_kind_display()}"
