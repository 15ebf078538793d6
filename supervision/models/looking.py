"""Looking on: inspections with findings, orders with receipts."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import localdate

from campaigns.models import Campaign
from issues.models import Issue
from roster.models import OfUnitQuerySet, Unit, User
from roster.words import Work


class InspectionQuerySet(OfUnitQuerySet["Inspection"]):
    """Covert inspections are hidden from everybody but those who make them until released."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Inspection]:
        """As for other rows, but nobody learns of a covert inspection before its release."""
        rows = super().visible_to(user)
        if user.works_as(Work.OFFICE, Work.INSPECTOR):
            return rows
        return rows.filter(released_at__isnull=False)


class Inspection(models.Model):
    """督查: who looked where, when and how."""

    class Method(models.TextChoices):
        """How it was done."""

        OPEN = "open", "明查"
        COVERT = "covert", "暗访"
        PAPERS = "papers", "查阅资料"
        PHONE = "phone", "电话抽查"
        UNTOLD = "untold", "四不两直"
        STATION = "station", "驻点督导"
        REPLAY = "replay", "调取录像"
        ASKED = "asked", "回访服务对象"
        SPECIAL = "special", "专项察访"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="受检单位", related_name="+")
    method = models.CharField("方式", max_length=20, choices=Method.choices)
    inspected_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    inspectors = models.CharField("检查人", max_length=100)
    text = models.TextField("检查情况")
    released_at = models.DateTimeField("反馈时间", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "督查"
        indexes = [
            models.Index(fields=["campaign", "inspected_on", "id"], name="supervision_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.unit.short}"

    def get_absolute_url(self) -> str:
        """The register of inspections, of this unit."""
        return f"/supervision/?unit={self.unit_id}"


class Finding(models.Model):
    """发现问题: one thing found; may be raised as an issue of the unit."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    text = models.TextField("发现问题")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="findings")

    class Meta:
        verbose_name = "发现问题"

    def __str__(self) -> str:
        return self.text[:40]


class Photo(models.Model):
    """督查附件: a picture or a paper of an inspection; never asked for, only ever given out."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="photos")
    name = models.CharField("文件名", max_length=80)
    file = models.FileField("文件", upload_to="inspections/")

    class Meta:
        verbose_name = "督查附件"

    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    """督办文书: a matter handed to a unit, signed for, answered; each next one is sharper."""

    class Kind(models.TextChoices):
        """Which paper of the ladder (五书)."""

        ORDER = "order", "督办单"
        NOTICE = "notice", "整改通知书"
        REMINDER = "reminder", "整改提醒书"
        WARNING = "warning", "整改告诫书"
        LIABILITY = "liability", "问责建议书"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="承办单位", related_name="orders")
    number = models.CharField("文号", max_length=60)
    kind = models.CharField("文书", max_length=10, choices=Kind.choices, default=Kind.ORDER)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="上一份文书",
        null=True,
        blank=True,
        related_name="followed_by",
    )
    subject = models.CharField("督办事项", max_length=100)
    content = models.TextField("督办内容")
    due_on = models.DateField("交办时限")
    sent_at = models.DateTimeField("交办时间", auto_now_add=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    feedback = models.TextField("办理情况", blank=True)
    answered_at = models.DateTimeField("反馈时间", null=True, blank=True)
    objection = models.TextField("异议", blank=True)
    objected_at = models.DateTimeField("提出异议时间", null=True, blank=True)
    objection_answer = models.TextField("异议答复", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Order"].as_manager()

    class Meta:
        verbose_name = "督办单"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="supervision_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def about(self) -> str:
        """The words that a deed on this row is about."""
        return self.content

    @property
    def answered_late(self) -> bool:
        """Whether the answer came after the deadline; it stays visible for good."""
        return self.answered_at is not None and localdate(self.answered_at) > self.due_on
