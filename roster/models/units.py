"""Units, the names papers use for them, and what a person may see of a unit's rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

from roster.directory import Directory, Entry
from roster.words import UnitKind, Work

if TYPE_CHECKING:
    from roster.models.accounts import User

Row = TypeVar("Row", bound=models.Model)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions about units."""

    def standing(self) -> UnitQuerySet:
        """Units that still exist."""
        return self.filter(dissolved_on=None)

    def visible_to(self, user: User) -> UnitQuerySet:
        """Everything for those who work across units; else the own unit and what is under it."""
        if user.sees_all_units or user.works_as(Work.SYSTEM, Work.SECURITY):
            return self
        reach = Q(pk__in=[user.unit_id] if user.unit_id else [])
        for path in user.unit_paths:
            reach |= Q(path__startswith=path)
        return self.filter(reach)

    def below(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def cohorts(self) -> list[str]:
        """The cohorts that units are in, in order."""
        found = self.exclude(cohort="").order_by("cohort").values_list("cohort", flat=True)
        return list(found.distinct())

    def in_official_order(self) -> UnitQuerySet:
        """规范排序: the order in which documents list units."""
        return self.order_by("order", "pk")

    def directory(self, group_targets: Mapping[str, str] | None = None) -> Directory:
        """These units as a directory that tells which of them a text means."""
        units = self.in_official_order().prefetch_related("aliases")
        return Directory((unit.entry for unit in units), group_targets)


class Unit(models.Model):
    """单位: a body with a place in the tree, a kind, a usual cohort and an official order."""

    code = models.CharField("单位编码", max_length=30, unique=True)
    name = models.CharField("单位名称", max_length=100, unique=True)
    short = models.CharField("简称", max_length=40)
    kind = models.CharField("单位类型", max_length=20, choices=UnitKind.choices)
    cohort = models.CharField("评议分类", max_length=10, blank=True)
    order = models.PositiveIntegerField("规范排序", default=0, db_index=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="上级单位",
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=200, db_index=True, editable=False, default="/")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, blank=True, related_name="+"
    )
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The unit's own page."""
        return f"/units/{self.pk}/"

    @property
    def entry(self) -> Entry:
        """The unit as a directory needs it."""
        names = tuple(alias.name for alias in self.aliases.all())
        return Entry(self.code, self.name, self.short, names, self.cohort)


class Alias(models.Model):
    """别名: another name papers use for the unit; the key forgives blanks and width."""

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name="单位", related_name="aliases")
    name = models.CharField("别名", max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        verbose_name = "单位别名"

    def __str__(self) -> str:
        return self.name


class OfUnitQuerySet(models.QuerySet[Row]):
    """The first question of every list whose rows belong to a `unit`: who is asking."""

    def visible_to(self, user: User) -> OfUnitQuerySet[Row]:
        """All for the office's side, otherwise own units and below; officers see nothing."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self
        reach = Q(pk__in=[])
        for path in user.unit_paths:
            reach |= Q(unit__path__startswith=path)
        return self.filter(reach)
