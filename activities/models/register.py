"""One register of what was held, from meetings to publicity; each kind has its own fields."""

from __future__ import annotations

from typing import Any

from django.db import models

from campaigns.models import Campaign
from roster.models import Cadre, OfUnitQuerySet, Unit, User


class ActivityKindQuerySet(models.QuerySet["ActivityKind"]):
    """Questions about kinds."""

    def in_use(self) -> ActivityKindQuerySet:
        """Kinds that are still offered."""
        return self.filter(is_enabled=True)


class ActivityKind(models.Model):
    """活动种类: data, not code; the office adds its own with the fields it wants."""

    class Group(models.TextChoices):
        """Which counting row of a summary it answers."""

        MEETING = "meeting", "会议"
        STUDY = "study", "学习"
        TEST = "test", "测试"
        PUBLICITY = "publicity", "宣传"
        TRAINING = "training", "培训"
        SERVICE = "service", "服务"
        TALK = "talk", "谈心谈话"
        PROMISE = "promise", "承诺"
        PRAISE = "praise", "先进典型"
        WARNING = "case", "警示案例"
        ACTION = "action", "专项行动"
        GUIDE = "guide", "指导和走流程"
        RETURN = "return", "自查和报送"
        BURDEN = "burden", "文会负担"

    code = models.CharField("编码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=60)
    group = models.CharField("类别", max_length=20, choices=Group.choices)
    needs_gate = models.BooleanField("须过审核关", default=False)
    fields = models.JSONField("登记项", default=list, blank=True)
    is_enabled = models.BooleanField("启用", default=True)
    order = models.PositiveSmallIntegerField("序号", default=0)

    objects = ActivityKindQuerySet.as_manager()

    class Meta:
        verbose_name = "活动种类"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_test(self) -> bool:
        """Whether scores belong to it."""
        return self.group == self.Group.TEST


class Activity(models.Model):
    """登记: something was held on a day; counted, never scored."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="activities")
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, verbose_name="种类", related_name="activities"
    )
    requirement = models.ForeignKey(
        "activities.Requirement",
        models.PROTECT,
        verbose_name="完成的学习任务",
        related_name="activities",
        null=True,
        blank=True,
    )
    title = models.CharField("名称", max_length=100)
    held_on = models.DateField("日期")
    host = models.CharField("主持人", max_length=40, blank=True)
    leaders: models.ManyToManyField[Cadre, models.Model] = models.ManyToManyField(
        Cadre, verbose_name="到场领导", related_name="led_activities", blank=True
    )
    expected_count = models.PositiveIntegerField("应到人数", null=True, blank=True)
    attended_count = models.PositiveIntegerField("参加人数", default=0)
    made_up_count = models.PositiveIntegerField("补学人数", default=0)
    pass_mark = models.PositiveSmallIntegerField("及格分", null=True, blank=True)
    facts = models.JSONField("登记项内容", default=dict, blank=True)
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

    def get_absolute_url(self) -> str:
        """The activity's own page."""
        return f"/activities/{self.pk}/"

    @property
    def absent_count(self) -> int:
        """People still owing a make-up; nothing where nobody was expected by number."""
        expected = self.expected_count or 0
        return max(expected - self.attended_count - self.made_up_count, 0)

    @property
    def told_facts(self) -> list[tuple[str, Any]]:
        """The kind's own fields with what was written, in the kind's order."""
        labels = [field["label"] for field in self.kind.fields]
        return [(label, self.facts[label]) for label in labels if self.facts.get(label)]
