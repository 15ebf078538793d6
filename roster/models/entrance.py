"""Coming in: past passwords, sittings, second factors, and deeds that take two officers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from common.moves import Staged
from roster.models.accounts import User


class PastPassword(models.Model):
    """旧口令: a password the account had, hashed; it is not chosen again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    hashed = models.CharField("口令摘要", max_length=128)
    until = models.DateTimeField("停用时间", default=now)

    class Meta:
        verbose_name = "旧口令"

    def __str__(self) -> str:
        return f"{self.user} {self.until:%Y-%m-%d}"


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Questions about sittings."""

    def standing(self, at: datetime) -> SittingQuerySet:
        """Sittings that have not outlived the longest time one may last."""
        return self.filter(began_at__gt=at - timedelta(hours=settings.SITTING_HOURS))


class Sitting(models.Model):
    """会话: one stay in the system, from signing in to leaving."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="sittings")
    key = models.CharField("会话标识", max_length=40, unique=True)
    address = models.CharField("网络地址", max_length=45, blank=True)
    began_at = models.DateTimeField("登录时间", default=now)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "会话"

    def __str__(self) -> str:
        return f"{self.user} {self.began_at:%Y-%m-%d %H:%M}"


class Authenticator(models.Model):
    """动态口令: the second factor of an account; the seed is sealed, a used step counts once."""

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator")
    seed = models.CharField("密钥（加密）", max_length=200)
    confirmed_at = models.DateTimeField("启用时间", null=True)
    last_step = models.PositiveBigIntegerField("已用时间步", default=0)

    class Meta:
        verbose_name = "动态口令"

    def __str__(self) -> str:
        return f"{self.user}的动态口令"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about consents."""

    def waiting(self) -> ConsentQuerySet:
        """What nobody has answered yet."""
        return self.filter(status=Consent.Status.WAITING)


class Consent(Staged):
    """会签: a deed on an account that one officer asks for and another one answers."""

    class Kind(models.TextChoices):
        """What is asked for."""

        RECOVER = "recover", "解除动态口令"
        RESET = "reset", "重置管理员口令"
        DISABLE = "disable", "停用管理员账号"
        GRANT = "grant", "任命管理员"
        WITHDRAW = "withdraw", "收回管理员职责"

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "待会签"
        AGREED = "agreed", "已同意"
        DECLINED = "declined", "未同意"

    MOVES: ClassVar = {Status.WAITING: {Status.AGREED, Status.DECLINED}}

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.WAITING, db_index=True
    )
    kind = models.CharField("事项", max_length=20, choices=Kind.choices)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="账号", related_name="consents")
    work = models.CharField("职责", max_length=20, blank=True)
    reason = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="发起人", related_name="+")
    asked_at = models.DateTimeField("发起时间", default=now)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="会签人", null=True, related_name="+"
    )
    answered_at = models.DateTimeField("会签时间", null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "会签"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.user}"
