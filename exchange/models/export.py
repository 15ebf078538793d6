"""Large exports of personal data: asked for by one person, allowed by another."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from common.labels import Label
from common.moves import Staged
from roster.models import User


class ExportQuerySet(models.QuerySet["Export"]):
    """Questions about exports."""

    def waiting(self) -> ExportQuerySet:
        """What nobody has decided yet."""
        return self.filter(status=Export.Status.ASKED)

    def standing(self, at: datetime) -> ExportQuerySet:
        """What was allowed and may still be taken."""
        return self.filter(status=Export.Status.ALLOWED, until__gt=at)

    def visible_to(self, user: User) -> ExportQuerySet:
        """The office and the leaders see all of them, everybody else the own ones."""
        return self if user.is_office or user.is_leader else self.filter(by=user)


class Export(Staged):
    """导出审批: somebody wants to take many persons' data away, and why."""

    class Status(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "待审批"
        ALLOWED = "allowed", "已同意"
        DECLINED = "declined", "未同意"

    MOVES: ClassVar = {Status.ASKED: {Status.ALLOWED, Status.DECLINED}}

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.ASKED, db_index=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="申请人", related_name="exports"
    )
    target = models.CharField("导出地址", max_length=500)
    name = models.CharField("文件名", max_length=200)
    label = models.PositiveSmallIntegerField("安全标记", choices=Label.choices)
    rows = models.PositiveIntegerField("行数", null=True)
    reason = models.CharField("用途", max_length=200)
    asked_at = models.DateTimeField("申请时间", default=now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="审批人",
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField("审批时间", null=True)
    answer = models.CharField("审批意见", max_length=200, blank=True)
    until = models.DateTimeField("有效期至", null=True)
    taken_count = models.PositiveIntegerField("已下载次数", default=0)
    taken_at = models.DateTimeField("最近下载", null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "导出审批"
        indexes = [models.Index(fields=["by", "-asked_at"], name="exchange_export_mine")]

    def __str__(self) -> str:
        return self.name

    def is_standing(self, at: datetime) -> bool:
        """Tell whether it may be taken now."""
        return self.status == self.Status.ALLOWED and self.until is not None and self.until > at
