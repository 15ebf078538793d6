"""Who leads the campaign: groups with dated members, leaders paired with units, reports upward."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign, Task
from roster.models import Cadre, Unit, User


class GroupQuerySet(models.QuerySet["Group"]):
    """Questions about groups."""

    def visible_to(self, user: User) -> GroupQuerySet:
        """The campaign's own groups for everyone at work in it; units' groups as far as seen."""
        if user.is_officer:
            return self.none()
        return self.filter(Q(unit=None) | Q(unit__in=Unit.objects.visible_to(user).values("pk")))


class Group(models.Model):
    """工作机构: a leading group, its office or a working group, of the campaign or of a unit."""

    class Kind(models.TextChoices):
        """What kind of body it is."""

        LEADING = "leading", "领导小组"
        OFFICE = "office", "办公室"
        WORKING = "working", "工作组"
        ACTION = "action", "专项行动组"
        SERVICE = "service", "服务队"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="groups")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="单位", null=True, blank=True, related_name="groups"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    duty = models.CharField("职责分工", max_length=300, blank=True)
    carries = models.CharField("承担的任务", max_length=20, choices=Task.By.choices, blank=True)
    order = models.PositiveSmallIntegerField("序号", default=0)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "工作机构"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "name"], name="campaigns_group_once_in_unit"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Questions about members."""

    def serving(self, today: date) -> MemberQuerySet:
        """Members on that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=today), since_on__lte=today)


class Member(models.Model):
    """成员: who sits in a group as what, between dates; a change ends one row and adds one."""

    class Role(models.TextChoices):
        """As what."""

        HEAD = "a_head", "组长"
        DEPUTY = "b_deputy", "副组长"
        DIRECTOR = "c_director", "主任"
        VICE = "d_vice", "副主任"
        MEMBER = "e_member", "成员"
        LIAISON = "f_liaison", "联络员"

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    cadre = models.ForeignKey(Cadre, models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=100, blank=True)
    role = models.CharField("组内职务", max_length=12, choices=Role.choices)
    since_on = models.DateField("起")
    until_on = models.DateField("止", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "机构成员"
        ordering = ["role", "pk"]

    def __str__(self) -> str:
        return self.name


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Questions about pairings."""

    def standing(self, today: date) -> PairingQuerySet:
        """Those that hold on the day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today)


class Pairing(models.Model):
    """包联: a leader looks after a unit between dates, and hears of it when it is late."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="pairings")
    leader = models.ForeignKey(
        Cadre, models.PROTECT, verbose_name="包联领导", related_name="pairings"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="pairings")
    from_on = models.DateField("起")
    until_on = models.DateField("止", null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "包联"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "leader", "unit", "from_on"], name="campaigns_paired_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader}包联{self.unit.short}"


class UpwardReport(models.Model):
    """上报: what the office of a lower campaign reports to the office above it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="upward_reports")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文")
    sent_at = models.DateTimeField("上报时间", auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="上报人", related_name="+")
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "上报材料"
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.title
