"""Files that come in and go out, with their state and progress."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from common.moves import Staged
from roster.models import Unit


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Questions about transfers."""

    def waiting(self) -> TransferQuerySet:
        """Requested and not yet taken up by a worker."""
        return self.filter(status=Transfer.Status.WAITING)

    def stuck(self, since: datetime) -> TransferQuerySet:
        """Taken up before then and never heard of again: the worker is gone."""
        return self.filter(status=Transfer.Status.RUNNING, taken_at__lt=since)

    def light(self) -> TransferQuerySet:
        """Without what was read from the file, which may be large."""
        return self.defer("outcome")


class Transfer(Staged):
    """导入导出: one upload or one export, safe to leave and return to."""

    class Status(models.TextChoices):
        """Where the file work stands."""

        WAITING = "waiting", "排队中"
        RUNNING = "running", "处理中"
        PREVIEW = "preview", "待确认"
        FINISHED = "finished", "已完成"
        FAILED = "failed", "未成功"
        DROPPED = "dropped", "已放弃"

    MOVES: ClassVar = {
        Status.WAITING: {Status.RUNNING, Status.DROPPED},
        Status.RUNNING: {Status.PREVIEW, Status.FINISHED, Status.FAILED, Status.WAITING},
        Status.PREVIEW: {Status.WAITING, Status.RUNNING, Status.FINISHED, Status.DROPPED},
        Status.FAILED: {Status.WAITING, Status.DROPPED},
    }

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.WAITING, db_index=True
    )
    kind = models.CharField("种类", max_length=30)
    is_import = models.BooleanField("导入", default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办人", related_name="transfers"
    )
    name = models.CharField("文件名", max_length=200)
    source = models.FileField("原文件", upload_to="incoming/", blank=True)
    result = models.FileField("结果文件", upload_to="outgoing/", blank=True)
    options = models.JSONField("参数", default=dict)
    outcome = models.JSONField("结果", default=dict)
    done_count = models.PositiveIntegerField("已处理", default=0)
    total_count = models.PositiveIntegerField("总数", default=0)
    step = models.CharField("当前步骤", max_length=100, blank=True)
    fault = models.TextField("未成功原因", blank=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    taken_at = models.DateTimeField("开始处理时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "导入导出"
        indexes = [models.Index(fields=["by", "-created_at"], name="exchange_mine")]

    def __str__(self) -> str:
        return self.name


class HeadingQuerySet(models.QuerySet["Heading"]):
    """Questions about remembered headings."""

    def of(self, kind: str, unit: Unit | None) -> HeadingQuerySet:
        """What a unit (or, without one, the office) said about the headings of its files."""
        return self.filter(kind=kind, unit=unit)

    def told(self) -> dict[str, str]:
        """The field of every remembered heading; an empty one leaves the column out."""
        return dict(self.values_list("key", "field"))


class Heading(models.Model):
    """表头对应: what a unit calls a column, remembered for its next file."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, verbose_name="单位", related_name="headings"
    )
    kind = models.CharField("种类", max_length=30)
    key = models.CharField("比对形式", max_length=100)
    label = models.CharField("原表头", max_length=100)
    field = models.CharField("对应内容", max_length=30, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办人", related_name="+"
    )
    at = models.DateTimeField("登记时间", auto_now=True)

    objects = HeadingQuerySet.as_manager()

    class Meta:
        verbose_name = "表头对应"
        constraints = [
            models.UniqueConstraint(
                "kind",
                Coalesce("unit", 0),
                "key",
                name="exchange_one_field_a_heading",
                violation_error_message="这个表头已经登记过对应关系。",
            )
        ]

    def __str__(self) -> str:
        return self.label
