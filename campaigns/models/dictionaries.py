"""The words of a campaign: taxonomies with their categories, and the holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from campaigns.workdays import Calendar
from roster.models import Unit

if TYPE_CHECKING:
    from campaigns.models.campaign import Campaign


class Taxonomy(models.Model):
    """问题分类体系: 十弊, 五个方面 … several may apply to one campaign."""

    code = models.CharField("编码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=100)
    is_verified = models.BooleanField("已与原文核对", default=False)
    is_enabled = models.BooleanField("启用", default=True)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "问题分类体系"

    def __str__(self) -> str:
        return self.name


class CategoryQuerySet(models.QuerySet["Category"]):
    """Questions about categories."""

    def offered(self, campaign: Campaign, unit: Unit | None = None) -> CategoryQuerySet:
        """What may be chosen in a campaign: everybody's, and what the unit refined for itself."""
        rows = self.filter(taxonomy__campaigns=campaign)
        return rows.filter(Q(unit=None) | Q(unit=unit)) if unit else rows.filter(unit=None)


class Category(models.Model):
    """问题类别: one entry of a taxonomy; may have entries below it, some of one unit only."""

    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, related_name="categories")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    code = models.CharField("编码", max_length=30, unique=True)
    name = models.CharField("类别", max_length=200)
    short = models.CharField("简称", max_length=40, blank=True)
    help = models.TextField("释义", blank=True)
    order = models.PositiveSmallIntegerField("序号", default=0)
    local = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="对应的本地类别",
        null=True,
        blank=True,
        related_name="uppers",
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="细化单位", null=True, blank=True, related_name="+"
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "问题类别"
        ordering = ["taxonomy", "order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short word where there is one."""
        return self.short or self.name


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Questions about holidays."""

    def calendar(self) -> Calendar:
        """The whole table as a calendar."""
        return Calendar.of(self.values_list("day", "is_workday"))


class Holiday(models.Model):
    """节假日: a day off or a shifted workday; a year without rows is warned about."""

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("调休上班", default=False)
    name = models.CharField("名称", max_length=40, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '放假'}"
