"""What was done: one entry a verb, appended in the deed's own transaction."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from common.moves import Staged


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about the journal."""

    def about(self, row: models.Model) -> EntryQuerySet:
        """Entries on one row, newest first."""
        return self.filter(model=row._meta.label_lower, row=str(row.pk)).order_by("-pk")


class Entry(models.Model):
    """留痕: who did which verb when, on which row, on whose word."""

    at = models.DateTimeField("时间", default=now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="操作人",
        null=True,
        related_name="entries",
    )
    actor_name = models.CharField("姓名", max_length=60)
    verb = models.CharField("操作", max_length=20)
    model = models.CharField("对象类型", max_length=60)
    row = models.CharField("对象编号", max_length=40)
    title = models.CharField("对象", max_length=120)
    note = models.TextField("说明", blank=True)
    details = models.JSONField("明细", default=dict)
    seq = models.PositiveBigIntegerField("链序", null=True, unique=True)
    digest = models.CharField("摘要", max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "操作日志"
        indexes = [models.Index(fields=["model", "row", "id"], name="journal_by_row")]

    def __str__(self) -> str:
        return f"{self.actor_name}{self.verb}：{self.title}"


class Checkpoint(models.Model):
    """校验点: the head of the chain at a moment, signed; a copy outside proves what stood then."""

    number = models.PositiveIntegerField("序号", unique=True)
    seq = models.PositiveBigIntegerField("链序")
    head = models.CharField("链头摘要", max_length=64)
    at = models.DateTimeField("时间")
    algorithm = models.CharField("摘要算法", max_length=10, default="sha256")
    key = models.CharField("公钥", max_length=64)
    before = models.CharField("前一签名", max_length=128)
    signature = models.CharField("签名", max_length=128)

    class Meta:
        verbose_name = "日志校验点"

    def __str__(self) -> str:
        return f"{self.seq}·{self.head[:16]}"


class JobRun(models.Model):
    """后台任务: when a job last ran, how long it took, and how it last failed."""

    name = models.CharField("任务", max_length=60, unique=True)
    started_at = models.DateTimeField("最近开始")
    done_at = models.DateTimeField("最近成功", null=True)
    seconds = models.FloatField("用时（秒）", default=0)
    runs = models.PositiveBigIntegerField("次数", default=0)
    failures = models.PositiveBigIntegerField("失败次数", default=0)
    failed_at = models.DateTimeField("最近失败", null=True)
    fault = models.CharField("失败原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "后台任务"

    def __str__(self) -> str:
        return self.name


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Questions about erasures."""

    def standing(self) -> ErasureQuerySet:
        """Proposed or held, not yet done."""
        return self.exclude(status=Erasure.Status.DONE)


class Erasure(Staged):
    """到期清除: personal data of one table whose term is over; a person confirms or holds it."""

    class Status(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", "待确认"
        HELD = "held", "暂缓"
        DONE = "done", "已清除"

    MOVES: ClassVar = {
        Status.PROPOSED: {Status.DONE, Status.HELD},
        Status.HELD: {Status.PROPOSED},
    }

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.PROPOSED, db_index=True
    )
    term = models.CharField("期限", max_length=40, db_index=True)
    until = models.DateField("早于")
    count = models.PositiveIntegerField("行数")
    proposed_at = models.DateTimeField("提出时间", default=now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="办理人",
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField("办理时间", null=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = "到期清除"

    def __str__(self) -> str:
        return f"{self.term} {self.until:%Y-%m-%d}以前"
