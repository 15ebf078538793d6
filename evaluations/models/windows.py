"""Windows that people rate on the spot, and what they said."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from common.moves import Staged
from roster.models import Unit, User


def fresh_token() -> str:
    """What stands in the poster's address; it opens the rating page of one window."""
    return secrets.token_urlsafe(9)


class Window(models.Model):
    """窗口: a counter of a unit with its own rating page."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="windows")
    name = models.CharField("窗口名称", max_length=60)
    token = models.CharField(max_length=24, unique=True, default=fresh_token, editable=False)
    is_open = models.BooleanField("接受评价", default=True)

    class Meta:
        verbose_name = "窗口"
        ordering = ["unit__order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="evaluations_window_once",
                violation_error_message="该单位已有同名窗口。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.name}"


class WindowRating(Staged):
    """窗口评价: satisfied or not, on a day; nobody's name, address or hour."""

    class Status(models.TextChoices):
        """Whether somebody has to do something about it."""

        NOTED = "noted", "已计入"
        WAITING = "waiting", "待办理"
        CALLED_BACK = "called_back", "已回访"
        PASSED_ON = "passed_on", "已转办"

    class Reason(models.TextChoices):
        """Why not satisfied."""

        ATTITUDE = "attitude", "态度不好"
        SLOW = "slow", "办得慢、久等"
        UNCLEAR = "unclear", "说不清、多跑路"
        REFUSED = "refused", "推诿不办"
        ABSENT = "absent", "窗口没人"
        FEES = "fees", "乱收费或吃拿卡要"
        OTHER = "other", "其他"

    class Channel(models.TextChoices):
        """By which way somebody was called back."""

        PHONE = "phone", "电话"
        MESSAGE = "message", "短信"
        NET = "net", "网络"
        VISIT = "visit", "上门或当面"

    class Result(models.TextChoices):
        """What the person called back said."""

        SATISFIED = "satisfied", "满意"
        UNSATISFIED = "unsatisfied", "仍不满意"
        UNREACHED = "unreached", "联系不上"

    MOVES: ClassVar = {Status.WAITING: {Status.CALLED_BACK, Status.PASSED_ON}}

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.NOTED)
    window = models.ForeignKey(Window, models.PROTECT, related_name="ratings")
    on = models.DateField("日期")
    is_satisfied = models.BooleanField("满意")
    reason = models.CharField("原因", max_length=10, choices=Reason.choices, blank=True)
    text = models.CharField("说明", max_length=200, blank=True)
    contact = models.CharField("回访电话", max_length=20, blank=True)
    note = models.CharField("办理情况", max_length=200, blank=True)
    channel = models.CharField("回访渠道", max_length=10, choices=Channel.choices, blank=True)
    result = models.CharField("回访结果", max_length=12, choices=Result.choices, blank=True)
    owner = models.CharField("当事人（直接责任）", max_length=40, blank=True)
    chief = models.CharField("科室负责人（领导责任）", max_length=40, blank=True)
    handled_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="办理人", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "窗口评价"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["window", "on"]), models.Index(fields=["status", "on"])]

    def __str__(self) -> str:
        return f"{self.window} {'满意' if self.is_satisfied else '不满意'}"
