"""What people are told, once each, and how it reaches them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from roster.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def unread(self) -> NoticeQuerySet:
        """Not yet opened by the person."""
        return self.filter(read_at=None)

    def visible_to(self, user: User) -> NoticeQuerySet:
        """Notices are read by the one they were told to."""
        return self.filter(person=user)


class Notice(models.Model):
    """提醒: one thing one person is told once; the key makes twice the same as once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="收件人", related_name="notices"
    )
    key = models.CharField("事由键", max_length=120)
    kind = models.CharField("类别", max_length=20)
    text = models.TextField("内容")
    url = models.CharField("链接", max_length=200, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notices_told_once")]
        indexes = [models.Index(fields=["person", "read_at", "id"], name="notices_inbox")]

    def __str__(self) -> str:
        return self.text[:60]


class Preference(models.Model):
    """提醒方式: how a person wants to hear outside the system; the inbox itself is not a choice."""

    class Rhythm(models.TextChoices):
        """How often."""

        AT_ONCE = "at_once", "有事就发（上班时间）"
        DAILY = "daily", "每个工作日汇总一次"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference"
    )
    by_mail = models.BooleanField("邮件", default=True)
    by_hook = models.BooleanField("企业微信、钉钉等消息", default=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    rhythm = models.CharField("频次", max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)

    class Meta:
        verbose_name = "提醒方式"

    def __str__(self) -> str:
        return f"{self.person}的提醒方式"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about deliveries."""

    def ready(self, moment: datetime) -> DeliveryQuerySet:
        """Waiting, and not put off beyond the moment."""
        waiting = self.filter(status=Delivery.Status.WAITING)
        return waiting.filter(models.Q(not_before=None) | models.Q(not_before__lte=moment))


class Delivery(models.Model):
    """投递: a notice on its way through one channel outside the system."""

    class Status(models.TextChoices):
        """Where the delivery stands."""

        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "失败"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField("渠道", max_length=20)
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.WAITING)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    not_before = models.DateTimeField("最早发出时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    last_error = models.CharField("最近错误", max_length=200, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "投递"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_channel_once")
        ]
        indexes = [models.Index(fields=["status", "id"], name="notices_waiting")]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice}"
