"""Accounts, what each is set to do, and the changes that wait for a second person."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now

from common.labels import Label
from common.refusal import Refused
from roster.models.people import Cadre
from roster.models.units import Unit
from roster.words import CLEARANCE, OFFICERS, Work

ACROSS = frozenset({Work.OFFICE, Work.REVIEWER, Work.INSPECTOR, Work.LEADER})
"""Duties that read across all units."""
LEGIBLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


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
    password_set_at = models.DateTimeField("口令设置时间", default=now)
    joined_at = models.DateTimeField("建立时间", auto_now_add=True)

    meant_campaign: int | None = None
    """Which campaign the pages of this sitting are about; set at the door, stored nowhere."""

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name

    def is_password_stale(self, at: datetime) -> bool:
        """Tell whether the password is older than it may be; a demo's public one never is."""
        age = at - self.password_set_at
        return not self.is_demo and age > timedelta(days=settings.PASSWORD_DAYS)

    def give_first_password(self) -> str:
        """Set a password to be told once and changed at the first sign-in; return it."""
        first = "".join(secrets.choice(LEGIBLE) for _ in range(12)) + "-7"
        self.set_password(first)
        self.must_change_password = True
        self.password_set_at = now()
        self.save(update_fields=["password", "must_change_password", "password_set_at"])
        return first

    def get_absolute_url(self) -> str:
        """The account's own page, for the officers who keep accounts."""
        return f"/users/{self.pk}/"

    @cached_property
    def standing_duties(self) -> list[Duty]:
        """The duties in force, read once a request; the own unit is known with them."""
        found = list(self.duties.in_force(localdate()).select_related("unit"))
        own = next((duty.unit for duty in found if duty.unit_id == self.unit_id), None)
        if own is not None and not User.unit.is_cached(self):
            self.unit = own
        return found

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
        return self.works_as(*ACROSS)

    @cached_property
    def unit_paths(self) -> list[str]:
        """Where in the tree the person's unit duties reach: the unit and everything under it."""
        return [unit.path for unit in self.units_as(Work.HEAD, Work.CLERK, Work.OUTREACH)]

    @cached_property
    def clearance(self) -> int:
        """Up to which label the person reads across all units."""
        reaches = (d.reach for d in self.standing_duties if d.work in ACROSS)
        return max(reaches, default=Label.PUBLIC)

    @cached_property
    def cleared_paths(self) -> list[tuple[str, int]]:
        """Where the person's unit duties reach, and up to which label there."""
        works = (Work.HEAD, Work.CLERK, Work.OUTREACH)
        found = (d for d in self.standing_duties if d.work in works and d.unit is not None)
        return [(d.unit.path, d.reach) for d in found if d.unit is not None]


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def in_force(self, today: date) -> DutyQuerySet:
        """Duties whose dates include the day."""
        return self.filter(
            Q(from_on=None) | Q(from_on__lte=today), Q(until_on=None) | Q(until_on__gte=today)
        )

    def people_by_unit(self, today: date, *works: str) -> dict[int, list[User]]:
        """Who works as one of these for which unit on the day, each person once a unit."""
        people: dict[int, dict[int, User]] = {}
        rows = self.in_force(today).filter(work__in=works).exclude(unit=None)
        for duty in rows.select_related("user"):
            people.setdefault(duty.unit_id or 0, {})[duty.user_id] = duty.user
        return {unit: list(found.values()) for unit, found in people.items()}

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
    clearance = models.PositiveSmallIntegerField(
        "可阅范围", choices=Label.choices, null=True, blank=True
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "职责"
        constraints = [
            models.UniqueConstraint("user", "work", Coalesce("unit", 0), name="roster_duty_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_work_display()}"

    @property
    def reach(self) -> int:
        """Up to which label this duty reads: as granted, else as usual for the work."""
        if self.clearance is not None:
            return self.clearance
        return CLEARANCE.get(Work(self.work), Label.PUBLIC)

    @property
    def reach_word(self) -> str:
        """The label in words."""
        return Label(self.reach).label


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
