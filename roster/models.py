"""Who there is: units with aliases, cadres with posts, accounts with duties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now

from common.refusal import Refused
from roster.directory import Directory, Entry
from roster.words import OFFICERS, PostLevel, UnitKind, Work


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
    def depth(self) -> int:
        """How many units stand above."""
        return max(0, self.path.count("/") - 2)

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
    hand_order = models.PositiveIntegerField("指定排序", default=9999)
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


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no superuser."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password it cannot sign in."""
        user = self.model(username=self.model.normalize_username(username).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """账号: somebody who signs in; rights follow from duties."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="单位", null=True, blank=True, related_name="users"
    )
    cadre = models.OneToOneField(
        Cadre, models.SET_NULL, verbose_name="本人", null=True, blank=True, related_name="user"
    )
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False, editable=False)
    must_change_password = models.BooleanField("须修改口令", default=False)
    joined_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The account's own page, for the officers who keep accounts."""
        return f"/users/{self.pk}/"

    @cached_property
    def standing_duties(self) -> list[Duty]:
        """The duties in force, read once a request."""
        return list(self.duties.in_force(localdate()).select_related("unit"))

    def works_as(self, *works: str) -> bool:
        """Tell whether one of these is among the person's duties."""
        return any(duty.work in works for duty in self.standing_duties)

    def units_as(self, *works: str) -> list[Unit]:
        """The units for which the person holds one of these duties."""
        return [d.unit for d in self.standing_duties if d.work in works and d.unit is not None]

    def works_for(self, unit_id: int | None, *works: str) -> bool:
        """Tell whether the person holds one of these duties for exactly this unit."""
        return unit_id is not None and any(
            duty.work in works and duty.unit_id == unit_id for duty in self.standing_duties
        )

    @cached_property
    def is_office(self) -> bool:
        """The leading group's office, which runs the campaign."""
        return self.works_as(Work.OFFICE)

    @cached_property
    def is_leader(self) -> bool:
        """A leader of the leading group: reads everything, approves, signs."""
        return self.works_as(Work.LEADER)

    @cached_property
    def is_officer(self) -> bool:
        """One of the 三员: keeps the system, sees no business rows."""
        return self.works_as(*OFFICERS)

    @cached_property
    def sees_all_units(self) -> bool:
        """Office, reviewers, inspectors and leaders work across all units."""
        return self.works_as(Work.OFFICE, Work.REVIEWER, Work.INSPECTOR, Work.LEADER)

    @cached_property
    def unit_paths(self) -> list[str]:
        """Where in the tree the person's unit duties reach: the unit and everything under it."""
        return [unit.path for unit in self.units_as(Work.HEAD, Work.CLERK, Work.OUTREACH)]


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def in_force(self, today: date) -> DutyQuerySet:
        """Duties whose dates include the day."""
        return self.filter(
            Q(from_on=None) | Q(from_on__lte=today), Q(until_on=None) | Q(until_on__gte=today)
        )

    def demo_cast(self) -> DutyQuerySet:
        """One demo account for each kind of work, to try the product with; none in real use."""
        kinds = self.filter(user__is_demo=True).order_by().values("work")
        firsts = kinds.annotate(first=models.Min("pk")).values("first")
        return self.filter(pk__in=firsts).select_related("user", "unit").order_by("pk")


class Duty(models.Model):
    """岗位职责: what an account works as, for which unit (none = everywhere), between dates."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="duties")
    work = models.CharField("职责", max_length=20, choices=Work.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="适用单位", null=True, blank=True, related_name="duties"
    )
    from_on = models.DateField("起", null=True, blank=True)
    until_on = models.DateField("止", null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "职责"
        constraints = [
            models.UniqueConstraint("user", "work", Coalesce("unit", 0), name="roster_duty_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_work_display()}"


class Change(models.Model):
    """变更: a deed on the roster, kept with the deed; the journal takes it over into its chain."""

    at = models.DateTimeField("时间", default=now)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="操作人", null=True, related_name="+")
    actor_name = models.CharField("姓名", max_length=60)
    verb = models.CharField("操作", max_length=20)
    model = models.CharField("对象类型", max_length=60)
    row = models.CharField("对象编号", max_length=40)
    title = models.CharField("对象", max_length=120)
    note = models.TextField("说明", blank=True)
    taken_at = models.DateTimeField("入链时间", null=True, db_index=True)

    class Meta:
        verbose_name = "名册变更"
        indexes = [models.Index(fields=["model", "row"], name="roster_change_row")]

    def __str__(self) -> str:
        return f"{self.actor_name}{self.verb}：{self.title}"


def allowed_officer_mix(works: set[str]) -> bool:
    """三员分立: an officer holds exactly one duty and no business duty with it."""
    return not works & OFFICERS or len(works) == 1


def refuse_officer_mix(works: set[str]) -> None:
    """Raise Refused when the duties would break 三员分立."""
    if not allowed_officer_mix(works):
        raise Refused("系统、安全、审计管理员须由不同人员担任，且不得兼任业务职责。")
