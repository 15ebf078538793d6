"""Cadres and the posts they hold or held."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from roster.models.units import Unit
from roster.words import PostLevel

if TYPE_CHECKING:
    from roster.models.accounts import User


class CadreQuerySet(models.QuerySet["Cadre"]):
    """Questions about cadres."""

    def visible_to(self, user: User) -> CadreQuerySet:
        """Everyone for those who work across units; the own unit's for its head and clerk."""
        if user.sees_all_units:
            return self
        reach = Q(pk=user.cadre_id)
        for path in user.unit_paths:
            reach |= Q(unit__path__startswith=path)
        return self.filter(reach)

    def serving(self) -> CadreQuerySet:
        """Cadres who have not left the roster."""
        return self.filter(left_on=None)

    def of(self, unit: Unit) -> CadreQuerySet:
        """Cadres whose main unit is this one."""
        return self.filter(unit=unit)

    def by_strokes(self) -> CadreQuerySet:
        """姓名笔画为序, a hand-set order first."""
        return self.order_by("hand_order", "stroke_key", "pk")

    def by_post(self) -> CadreQuerySet:
        """任职排序: by level of the post, then the hand-set order, then strokes."""
        return self.order_by("unit__order", "level_rank", "hand_order", "stroke_key", "pk")


class Cadre(models.Model):
    """干部: a person on the roster; only what the work needs is kept."""

    LAST = 9999
    LEVELS: ClassVar[list[str]] = [
        PostLevel.DISTRICT,
        PostLevel.HEAD,
        PostLevel.DEPUTY,
        PostLevel.MIDDLE,
        PostLevel.STAFF,
    ]

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="cadres")
    name = models.CharField("姓名", max_length=40)
    birth_month = models.CharField("出生年月", max_length=7, blank=True)
    sex = models.CharField("性别", max_length=2, blank=True)
    rank = models.CharField("职级", max_length=40, blank=True)
    title = models.CharField("现任职务", max_length=100, blank=True)
    level = models.CharField(
        "职务层次", max_length=20, choices=PostLevel.choices, default=PostLevel.STAFF
    )
    level_rank = models.PositiveSmallIntegerField(default=4, editable=False)
    hand_order = models.PositiveIntegerField("指定排序", default=LAST)
    stroke_key = models.CharField(max_length=80, editable=False, db_index=True)
    left_on = models.DateField("离任日期", null=True, blank=True)

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = "干部"
        indexes = [models.Index(fields=["unit", "level_rank", "hand_order"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "birth_month"],
                name="roster_one_cadre_per_name_and_birth",
                violation_error_message="本单位已有同名且出生年月相同的干部。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The cadre's own page."""
        return f"/cadres/{self.pk}/"


class Post(models.Model):
    """任职: which post a cadre holds or held in which unit, with dates."""

    cadre = models.ForeignKey(Cadre, models.CASCADE, verbose_name="干部", related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="posts")
    title = models.CharField("职务", max_length=100)
    level = models.CharField("职务层次", max_length=20, choices=PostLevel.choices)
    since = models.CharField("任职时间", max_length=10, blank=True)
    ended_on = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        verbose_name = "任职"

    def __str__(self) -> str:
        return f"{self.cadre} {self.title}"
