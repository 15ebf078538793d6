"""Units: found, learn another name, rename, merge."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import squash, tidy
from roster import policy
from roster.models import Alias, Cadre, Duty, Unit, User
from roster.rules.changes import record, record_all
from roster.words import UnitKind


@transaction.atomic
def found(
    *, code: str, name: str, by: User | None, parent: Unit | None = None, **fields: Any
) -> Unit:
    """设立单位: enter a unit under its parent; its own names become aliases."""
    policy.require(by, None, "found")
    if Unit.objects.filter(code=code).exists():
        raise Refused(f"单位编码“{code}”已存在，请换一个编码。")
    if Unit.objects.filter(name=tidy(name)).exists():
        raise Refused(f"单位“{name}”已存在，请换一个名称。")
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
        _know(unit, word)
    record(unit, "设立单位", by=by)
    return unit


@transaction.atomic
def learn_alias(unit: Unit, name: str, *, by: User | None) -> Alias | None:
    """登记别名: papers may call the unit so; a name that is another unit's is refused."""
    policy.require(by, unit, "learn_alias")
    alias = _know(unit, name)
    if alias is not None:
        record(unit, "登记别名", by=by, note=alias.name)
    return alias


def _know(unit: Unit, name: str) -> Alias | None:
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
        raise Refused(f"单位“{name}”已存在，请换一个名称。")
    former = unit.name
    _know(unit, former)
    unit.name, unit.short = tidy(name), tidy(short) or unit.short
    unit.save(update_fields=["name", "short"])
    for word in dict.fromkeys([unit.name, unit.short]):
        _know(unit, word)
    record(unit, "更名", by=by, note=f"原名“{former}”")


@transaction.atomic
def arrange(unit: Unit, *, kind: str, cohort: str, order: int, by: User | None) -> None:
    """调整单位: its kind, its usual cohort and its place in the official order."""
    policy.require(by, unit, "arrange")
    former = f"{unit.get_kind_display()}、{unit.cohort or '不参加评议'}、排序{unit.order}"
    unit.kind, unit.cohort, unit.order = kind, cohort, order
    unit.save(update_fields=["kind", "cohort", "order"])
    record(unit, "调整单位", by=by, note=f"原为{former}")


@transaction.atomic
def merge(unit: Unit, *, into: Unit, on: date, by: User) -> None:
    """并入: the unit ends on a day; its names and serving cadres go over to the other one."""
    policy.require(by, unit, "merge")
    if into.path.startswith(unit.path):
        raise Refused("不能并入本单位或本单位的下级单位。")
    if unit.dissolved_on:
        raise Refused(f"“{unit}”已于{unit.dissolved_on}撤销，不能再次并入。")
    if into.dissolved_on:
        raise Refused(f"“{into}”已撤销，请并入现存单位。")
    if unit.children.filter(dissolved_on=None).exists():
        raise Refused(f"“{unit}”还有下级单位，请先处理下级单位。")
    Alias.objects.filter(unit=unit).update(unit=into)
    _hand_over_cadres(unit, into)
    Duty.objects.filter(unit=unit, until_on=None).update(until_on=on)
    unit.merged_into, unit.dissolved_on = into, on
    unit.save(update_fields=["merged_into", "dissolved_on"])
    record(unit, "并入", by=by, note=f"并入“{into}”")


def _hand_over_cadres(unit: Unit, into: Unit) -> None:
    known = set(into.cadres.values_list("name", "birth_month"))
    movers = [
        cadre.pk for cadre in unit.cadres.serving() if (cadre.name, cadre.birth_month) not in known
    ]
    Cadre.objects.filter(pk__in=movers).update(unit=into)


def install_units(rows: Iterable[dict[str, Any]] | None = None) -> int:
    """装入示例名册: enter the units that ship with the product, once; return how many are new."""
    entries = dictionary("roster", "units")["units"] if rows is None else rows
    known = set(Unit.objects.values_list("code", flat=True))
    fresh = [entry for entry in entries if entry["code"] not in known]
    _enter_all(fresh)
    return len(fresh)


@transaction.atomic
def _enter_all(entries: list[dict[str, Any]]) -> None:
    """Found many units at once with all their names: a handful of statements, not a thousand."""
    kinds = {label: value for value, label in UnitKind.choices}
    units = Unit.objects.bulk_create(
        Unit(
            code=entry["code"],
            name=tidy(entry["name"]),
            short=entry["short"] or tidy(entry["name"]),
            kind=kinds[entry["type"]],
            cohort=entry["cohort"],
            order=entry["order"],
        )
        for entry in entries
    )
    for unit in units:
        unit.path = f"/{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=200)
    Alias.objects.bulk_create(_aliases(units, entries))
    record_all(units, "设立单位")


def _aliases(units: list[Unit], entries: list[dict[str, Any]]) -> Iterator[Alias]:
    """Every name these units are known by, each once; a name of two units is refused."""
    owners = {alias.key: alias.unit for alias in Alias.objects.select_related("unit")}
    for unit, entry in zip(units, entries, strict=True):
        for name in (unit.name, unit.short, *entry.get("aliases", [])):
            key = squash(name)
            owner = owners.get(key)
            if owner is not None and owner.pk != unit.pk:
                raise Refused(f"“{name}”已经是“{owner}”的别名，不能再指向“{unit}”。")
            if key and owner is None:
                owners[key] = unit
                yield Alias(unit=unit, key=key, name=tidy(name))
