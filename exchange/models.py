"""Files that come in and go out, with their state and progress."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from common.moves import Staged


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Questions about transfers."""

    def waiting(self) -> TransferQuerySet:
        """Requested and not yet taken up by a worker."""
        return self.filter(status=Transfer.Status.WAITING)


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
        Status.PREVIEW: {Status.RUNNING, Status.FINISHED, Status.DROPPED},
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
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "导入导出"
        indexes = [models.Index(fields=["by", "-created_at"], name="exchange_mine")]

    def __str__(self) -> str:
        return self.name
