"""One register of what was held — meetings, study, tests — and of rules that were made."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from roster.models import OfUnitQuerySet, Unit, User


class ActivityKind(models.Model):
    """活动种类: data, not code; the office adds its own."""

    class Group(models.TextChoices):
        """Which counting row of a summary it answers."""

        MEETING = "meeting", "会议"
        STUDY = "study", "学习"
        TEST = "test", "测试"
        PUBLICITY = "publicity", "宣传"
        TRAINING = "training", "培训"
        SERVICE = "service", "服务"
        TALK = "talk", "谈心谈话"

    code = models.CharField("编码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=60)
    group = models.CharField("类别", max_length=20, choices=Group.choices)
    needs_gate = models.BooleanField("须过审核关", default=False)
    order = models.PositiveSmallIntegerField("序号", default=0)

    class Meta:
        verbose_name = "活动种类"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """登记: something was held on a day; counted, never scored."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="activities")
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, verbose_name="种类", related_name="activities"
    )
    title = models.CharField("名称", max_length=100)
    held_on = models.DateField("日期")
    host = models.CharField("主持人", max_length=40, blank=True)
    attended_count = models.PositiveIntegerField("参加人数", default=0)
    text = models.TextField("情况", blank=True)
    permit_number = models.CharField("准入号", max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = OfUnitQuerySet["Activity"].as_manager()

    class Meta:
        verbose_name = "会议学习"
        indexes = [models.Index(fields=["campaign", "held_on", "id"], name="activities_by_day")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.title}"


class Institution(models.Model):
    """建章立制: a rule that was made or mended, with its old and new clause."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="institutions")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="institutions")
    title = models.CharField("制度名称", max_length=100)
    old_text = models.TextField("原条款", blank=True)
    new_text = models.TextField("新条款")
    issued_on = models.DateField("印发日期")
    issue_number = models.CharField("对应问题编号", max_length=40, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")

    class Meta:
        verbose_name = "制度"

    def __str__(self) -> str:
        return self.title
