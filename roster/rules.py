"""Keeping the roster: units and their names, cadres and their posts, accounts and their duties."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import squash, tidy
from roster import policy
from roster.models import Alias, Cadre, Duty, Post, Unit, User, refuse_officer_mix
from roster.ordering import stroke_key
from roster.words import PostLevel, UnitKind

LEGIBLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


@transaction.atomic
def found(
    *, code: str, name: str, by: User | None, parent: Unit | None = None, **fields: Any
) -> Unit:
    """设立单位: enter a unit under its parent; its own names become aliases."""
    policy.require(by, None, "found")
    if Unit.objects.filter(code=code).exists():
        raise Refused(f"单位编码“{code}”已存在，请换一个编码。")
    if Unit.objects.filter(name=tidy(name)).exists():
        raise Refused(f"单位“{name}”已存在。")
    unit = Unit.objects.create(
        code=code,
        name=tidy(name),
        short=fields.pop("short", "") or tidy(name),
        parent=parent,
        **fields,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    for word in dict.fromkeys([unit.name, unit.short]):
        learn_alias(unit, word, by=by)
    return unit


def learn_alias(unit: Unit, name: str, *, by: User | None) -> Alias | None:
    """记别名: papers may call the unit so from now on; a name that is another unit's is refused."""
    policy.require(by, unit, "learn_alias")
    key = squash(name)
    if not key:
        return None
    alias, _ = Alias.objects.get_or_create(key=key, defaults={"unit": unit, "name": tidy(name)})
    if alias.unit_id != unit.pk:
        raise Refused(f"“{name}”已经是“{alias.unit}”的别名，不能再指向“{unit}”。")
    return alias


@transaction.atomic
def rename(unit: Unit, *, name: str, by: User, short: str = "") -> None:
    """更名: the unit has a new name; the old one stays as an alias."""
    policy.require(by, unit, "rename")
    if Unit.objects.filter(name=tidy(name)).exclude(pk=unit.pk).exists():
        raise Refused(f"单位“{name}”已存在。")
    learn_alias(unit, unit.name, by=by)
    unit.name, unit.short = tidy(name), tidy(short) or unit.short
    unit.save(update_fields=["name", "short"])
    learn_alias(unit, unit.name, by=by)


@transaction.atomic
def merge(unit: Unit, *, into: Unit, on: date, by: User) -> None:
    """并入: the unit ends on a day; its aliases lead to the other one from then on."""
    policy.require(by, unit, "merge")
    if into.path.startswith(unit.path):
        raise Refused("不能并入本单位或本单位的下级单位。")
    Alias.objects.filter(unit=unit).update(unit=into)
    unit.merged_into, unit.dissolved_on = into, on
    unit.save(update_fields=["merged_into", "dissolved_on"])


@transaction.atomic
def appoint(
    *,
    unit: Unit,
    name: str,
    title: str,
    level: str,
    by: User | None,
    since: str = "",
    **fields: Any,
) -> Cadre:
    """任职: enter a cadre with a post, or give a known one (same name, birth month) another."""
    policy.require(by, unit, "appoint")
    name = squash(name)
    if not name:
        raise Refused("没有写姓名。")
    cadre, is_new = Cadre.objects.get_or_create(
        unit=unit,
        name=name,
        birth_month=fields.pop("birth_month", ""),
        defaults={
            **fields,
            "title": title,
            "level": level,
            "level_rank": Cadre.LEVELS.index(PostLevel(level)),
            "stroke_key": stroke_key(name)[:80],
        },
    )
    if not is_new and not cadre.posts.filter(title=title, ended_on=None).exists():
        Cadre.objects.filter(pk=cadre.pk).update(title=title, level=level)
    cadre.posts.get_or_create(
        unit=unit, title=title, ended_on=None, defaults={"level": level, "since": since}
    )
    return cadre


@transaction.atomic
def relieve(cadre: Cadre, *, on: date, by: User) -> None:
    """离任: the cadre leaves; posts end and the account's duties end with them."""
    policy.require(by, cadre.unit, "relieve")
    Post.objects.filter(cadre=cadre, ended_on=None).update(ended_on=on)
    Cadre.objects.filter(pk=cadre.pk).update(left_on=on)
    Duty.objects.filter(user__cadre=cadre, until_on=None).update(until_on=on)


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    by: User | None,
    unit: Unit | None = None,
    cadre: Cadre | None = None,
    password: str | None = None,
    is_demo: bool = False,
) -> tuple[User, str]:
    """开账号: make an account without any right; return it with its first password, shown once."""
    policy.require(by, unit, "open_account")
    key = squash(username).lower()
    if not key:
        raise Refused("没有写账号。")
    first = password or "".join(secrets.choice(LEGIBLE) for _ in range(12)) + "-7"
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                key,
                first,
                name=name,
                unit=unit,
                cadre=cadre,
                is_demo=is_demo,
                must_change_password=not is_demo,
            )
    except IntegrityError:
        raise Refused(f"账号“{username}”已存在，请换一个。") from None
    return user, first


@transaction.atomic
def grant(
    user: User,
    *,
    work: str,
    by: User | None,
    unit: Unit | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Duty:
    """授权: set an account to a duty; nobody grants to themselves, officers hold nothing beside."""
    policy.require(by, unit, "grant")
    if by is not None and by.pk == user.pk:
        raise Refused("不能给自己授权。")
    refuse_officer_mix({*user.duties.values_list("work", flat=True), work})
    duty, _ = Duty.objects.update_or_create(
        user=user, work=work, unit=unit, defaults={"from_on": from_on, "until_on": until_on}
    )
    return duty


def withdraw_duty(duty: Duty, *, on: date, by: User) -> None:
    """收回授权: the duty ends with the day before; the history stays."""
    policy.require(by, duty.unit, "grant")
    Duty.objects.filter(pk=duty.pk).update(until_on=on)


def install_units(rows: Iterable[dict[str, Any]] | None = None) -> int:
    """装入示例名册: enter the units that ship with the product, once; return how many are new."""
    entries = dictionary("roster", "units")["units"] if rows is None else rows
    known = set(Unit.objects.values_list("code", flat=True))
    kinds = {label: value for value, label in UnitKind.choices}
    fresh = [entry for entry in entries if entry["code"] not in known]
    for entry in fresh:
        unit = found(
            code=entry["code"],
            name=entry["name"],
            short=entry["short"],
            kind=kinds[entry["type"]],
            cohort=entry["cohort"],
            order=entry["order"],
            by=None,
        )
        for alias in entry.get("aliases", []):
            learn_alias(unit, alias, by=None)
    return len(fresh)
