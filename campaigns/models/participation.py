"""Who takes part, what is done, and the gate before the meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign, Task
from roster.models import Cadre, Unit, User


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Questions about who takes part."""

    def visible_to(self, user: User) -> ParticipationQuerySet:
        """Every unit's for those who work across units; else the own unit's and those under it."""
        if user.is_officer:
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(user).values("pk"))

    def with_counts(self) -> ParticipationQuerySet:
        """Say how many cadres take part and whether the permit stands."""
        gate = Gate.objects.filter(
            campaign=models.OuterRef("campaign"), unit=models.OuterRef("unit")
        ).exclude(cleared_at=None)
        return self.annotate(cadre_count=models.Count("cadres"), has_permit=models.Exists(gate))

    def idle(self) -> ParticipationQuerySet:
        """Units that have not completed a single task of the campaign."""
        done = Completion.objects.filter(
            unit=models.OuterRef("unit"), task__phase__campaign=models.OuterRef("campaign")
        )
        return self.filter(~models.Exists(done))


class Participation(models.Model):
    """参加单位: a unit in the campaign, in which cohort, with which cadres."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    cohort = models.CharField("评议分类", max_length=10, blank=True)
    cadres = models.ManyToManyField(Cadre, verbose_name="参加干部", related_name="participations")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "参加单位"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="campaigns_unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}"


class Completion(models.Model):
    """完成情况: a unit has done a task; early, on time or late is a question, not a column."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="completions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="completions")
    done_on = models.DateField("完成日期")
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "完成情况"
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="campaigns_done_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.task}"


class Gate(models.Model):
    """准入: until cleared the unit may not hold its 专题会; the permit is bound to the content."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="gates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="gates")
    permit_number = models.CharField("准入号", max_length=60, blank=True)
    content_digest = models.CharField("内容摘要", max_length=64, blank=True)
    cleared_at = models.DateTimeField("放行时间", null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shut_reason = models.CharField("未放行原因", max_length=200, blank=True)
    forced_for = models.ForeignKey(
        User, models.PROTECT, verbose_name="例外批准领导", null=True, related_name="+"
    )
    forced_reason = models.CharField("例外放行理由", max_length=300, blank=True)
    forced_at = models.DateTimeField("例外放行时间", null=True, blank=True)

    class Meta:
        verbose_name = "准入"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="campaigns_gate_once"),
            models.CheckConstraint(
                name="campaigns_gate_cleared_has_permit",
                condition=Q(cleared_at=None) | ~Q(permit_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {'已放行' if self.is_open else '未放行'}"

    @property
    def is_forced(self) -> bool:
        """Tell whether a leader let the meeting go ahead against the rule; it is never erased."""
        return self.forced_at is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the meeting may be held."""
        return self.cleared_at is not None
