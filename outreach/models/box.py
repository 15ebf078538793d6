"""The public box: letters by people without an account, and the count of who knocks how often."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from campaigns.models import Campaign
from common.moves import Staged
from outreach.models.hearing import Opinion
from roster.models import OfUnitQuerySet, Unit, User


class Letter(Staged):
    """网上意见箱来信: kept word for word; only an approved reply goes back, by the query code."""

    class Status(models.TextChoices):
        """Where the letter stands."""

        RECEIVED = "received", "待分办"
        ASSIGNED = "assigned", "已交办"
        DRAFTED = "drafted", "答复待审"
        ANSWERED = "answered", "已答复"
        SET_ASIDE = "set_aside", "不予受理"

    MOVES: ClassVar = {
        Status.RECEIVED: {Status.ASSIGNED, Status.SET_ASIDE},
        Status.ASSIGNED: {Status.DRAFTED},
        Status.DRAFTED: {Status.ANSWERED, Status.ASSIGNED},
        Status.ANSWERED: {Status.ASSIGNED},
    }

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.RECEIVED
    )
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="letters")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, verbose_name="承办单位", related_name="letters"
    )
    about_unit = models.CharField("反映的单位", max_length=60, blank=True)
    text = models.TextField("来信原文")
    contact_sealed = models.TextField("联系方式（加密）", blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    question = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    due_on = models.DateField("答复时限", null=True)
    opinion = models.OneToOneField(Opinion, models.PROTECT, null=True, related_name="letter")
    reply = models.TextField("答复", blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    is_satisfied = models.BooleanField("满意", null=True)
    complaint = models.TextField("不满意的原因", blank=True)
    returns = models.PositiveSmallIntegerField("不满意次数", default=0)

    objects = OfUnitQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = "网上来信"
        indexes = [models.Index(fields=["campaign", "received_at", "id"], name="outreach_letters")]

    def __str__(self) -> str:
        return f"来信{self.pk}"


class Attachment(models.Model):
    """附件: a picture or a PDF that came with a letter; only ever given out as a file to keep."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments")
    name = models.CharField("文件名", max_length=80)
    file = models.FileField("文件", upload_to="letters/")

    class Meta:
        verbose_name = "来信附件"

    def __str__(self) -> str:
        return self.name


class Knock(models.Model):
    """来访计数: how often one network place came within an hour; the place itself is not kept."""

    key = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "来访计数"

    def __str__(self) -> str:
        return self.key
