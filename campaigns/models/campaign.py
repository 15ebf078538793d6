"""The campaign itself: its papers, phases and tasks."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.models.dictionaries import Taxonomy
from common.moves import Staged
from roster.models import Unit, User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about campaigns."""

    def visible_to(self, user: User) -> CampaignQuerySet:
        """All for those who work across units; else those in which one's unit takes part."""
        if user.sees_all_units:
            return self
        reach = Q(participations__unit=user.unit_id)
        for path in user.unit_paths:
            reach |= Q(participations__unit__path__startswith=path)
        mine = Campaign.objects.filter(reach).values("pk")
        return self.none() if user.is_officer else self.filter(pk__in=mine)

    def running(self) -> CampaignQuerySet:
        """Launched and not finished."""
        return self.filter(status=Campaign.Status.RUNNING)

    def newest(self) -> Campaign | None:
        """The campaign that commands and pages mean when none is named; lower ones never are."""
        return self.filter(parent=None).order_by("-starts_on", "-pk").first()

    def meant_by(self, user: User) -> Campaign | None:
        """The campaign the person has switched to and may still see, else the newest."""
        if user.meant_campaign:
            chosen = self.visible_to(user).filter(pk=user.meant_campaign).first()
            if chosen is not None:
                return chosen
        return self.newest()


class Campaign(Staged):
    """活动: one work-style rectification from mobilisation to the last circular."""

    class Status(models.TextChoices):
        """Where the campaign stands."""

        DRAFT = "draft", "筹备中"
        RUNNING = "running", "进行中"
        FINISHED = "finished", "已结束"

    MOVES: ClassVar = {
        Status.DRAFT: {Status.RUNNING},
        Status.RUNNING: {Status.FINISHED},
        Status.FINISHED: {Status.RUNNING},
    }

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    name = models.CharField("活动名称", max_length=100)
    short = models.CharField("简称", max_length=40, blank=True)
    template = models.CharField("阶段模板", max_length=20)
    jurisdiction = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="所属区域",
        null=True,
        blank=True,
        related_name="campaigns",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="上级活动",
        null=True,
        blank=True,
        related_name="children",
    )
    office_name = models.CharField("办公室名称", max_length=100, default="作风整顿领导小组办公室")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    received_on = models.DateField("交办日期", null=True, blank=True)
    taxonomies: models.ManyToManyField[Taxonomy, models.Model] = models.ManyToManyField(
        "Taxonomy", verbose_name="问题分类", related_name="campaigns"
    )
    launched_at = models.DateTimeField("启动时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "活动"
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> int:
        """The year that bare months in papers mean."""
        return self.starts_on.year

    def days_left(self, today: date) -> int:
        """Calendar days until the end; negative when past."""
        return (self.ends_on - today).days

    def get_absolute_url(self) -> str:
        """The campaign's own page."""
        return f"/campaigns/{self.pk}/"


class Document(models.Model):
    """文件: a governing paper of the campaign, with its number and version."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="documents")
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    version = models.PositiveSmallIntegerField("版本", default=1)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    file = models.FileField("文件", upload_to="documents/", blank=True)
    text = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = "活动文件"

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """阶段: an ordered stretch of the campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("阶段名称", max_length=60)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    closed_at = models.DateTimeField("收官时间", null=True, blank=True)

    class Meta:
        verbose_name = "阶段"
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaigns_phase_number"),
            models.CheckConstraint(
                name="campaigns_phase_forward",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="阶段的结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in this phase."""
        return self.starts_on <= day <= self.ends_on


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks."""

    def for_units(self) -> TaskQuerySet:
        """Tasks that every participating unit owes."""
        return self.filter(by__in=[Task.By.ALL_UNITS, Task.By.CADRES, Task.By.UNIT_OFFICE])

    def for_groups(self) -> TaskQuerySet:
        """Tasks that the office, a leader or a working group owes once for all."""
        return self.exclude(by__in=[Task.By.ALL_UNITS, Task.By.CADRES, Task.By.UNIT_OFFICE])

    def in_plan_order(self) -> TaskQuerySet:
        """As the plan lays them out."""
        return self.order_by("phase__number", "order", "pk")


class Task(models.Model):
    """任务: something to be done by a date, by everyone or by a few."""

    class By(models.TextChoices):
        """Who owes the task."""

        OFFICE = "office", "领导小组办公室"
        ALL_UNITS = "all_units", "各参加单位"
        CADRES = "cadres", "干部本人"
        LEADERS = "leaders", "领导干部"
        EVALUATION_GROUP = "evaluation_group", "作风评议组"
        SUPERVISION_GROUP = "supervision_group", "监督问责组"
        UNIT_OFFICE = "unit_office", "单位整顿办"

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="tasks")
    name = models.CharField("任务", max_length=100)
    deliverable = models.CharField("成果", max_length=100, blank=True)
    by = models.CharField("由谁完成", max_length=20, choices=By.choices, default=By.ALL_UNITS)
    is_required = models.BooleanField("规定动作", default=True)
    due_on = models.DateField("期限")
    order = models.PositiveSmallIntegerField("序号", default=0)
    opens_gate = models.BooleanField("审核关口", default=False)
    needs_gate = models.BooleanField("须过审核关", default=False)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.CharField("完成说明", max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "任务"
        ordering = ["phase", "order", "pk"]
        indexes = [models.Index(fields=["due_on"], name="campaigns_task_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_for_units(self) -> bool:
        """Tell whether every participating unit owes it."""
        return self.by in {self.By.ALL_UNITS, self.By.CADRES, self.By.UNIT_OFFICE}

    @property
    def is_late(self) -> bool:
        """Tell whether a task of the office or of a group was done after its deadline."""
        return self.done_on is not None and self.done_on > self.due_on
