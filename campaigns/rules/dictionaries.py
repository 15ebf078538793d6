"""The campaign's dictionaries: holidays and taxonomies, shipped once and edited by the office."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

import journal.rules as journal
from campaigns import policy
from campaigns.models import Category, Holiday, Taxonomy
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from roster.models import Unit, User


@transaction.atomic
def install_dictionaries() -> None:
    """装入字典: the shipped taxonomies and holidays; edited rows stay as they are."""
    for entry in dictionary("campaigns", "taxonomies")["taxonomies"]:
        taxonomy, is_new = Taxonomy.objects.get_or_create(
            code=entry["id"],
            defaults={
                "name": entry["name"],
                "is_verified": entry["verified"] is True,
                "is_enabled": entry["enabled"],
                "note": entry.get("note", ""),
            },
        )
        if is_new:
            _install_categories(taxonomy, entry["items"], parent=None)
    if not Holiday.objects.exists():
        _install_holidays(dictionary("campaigns", "calendar")["calendar"])


def _install_categories(
    taxonomy: Taxonomy, items: list[dict[str, Any]], *, parent: Category | None
) -> None:
    for order, item in enumerate(items):
        words = [item.get("desc", ""), item.get("good", ""), item.get("bad", "")]
        category = Category.objects.create(
            taxonomy=taxonomy,
            parent=parent,
            code=item["code"],
            name=item["label"],
            short=item.get("short", ""),
            help="；".join(word for word in words if word),
            order=order,
        )
        _install_categories(taxonomy, item.get("children", []), parent=category)


def _install_holidays(table: dict[str, Any]) -> None:
    rows = []
    for year in (key for key in table if key.isdigit()):
        for name, is_workday in (("holidays", False), ("workdays", True)):
            rows += [
                Holiday(day=date.fromisoformat(f"{year}-{day}"), is_workday=is_workday)
                for day in table[year][name]
            ]
    Holiday.objects.bulk_create(rows)


@transaction.atomic
def set_year(
    year: int, *, holidays: Iterable[date], workdays: Iterable[date], by: User | None
) -> None:
    """维护节假日: replace one year's table; deadlines computed from now on follow it."""
    policy.require(by, "edit_calendar")
    off, on = set(holidays), set(workdays)
    if both := sorted(off & on):
        raise Refused(f"{both[0]}既写成放假又写成上班，请核对。")
    if not off:
        raise Refused("请至少写一个放假日期。")
    if strange := sorted(day for day in off | on if day.year != year):
        raise Refused(f"{strange[0]}不在{year}年，请核对。")
    Holiday.objects.filter(day__year=year).delete()
    Holiday.objects.bulk_create(Holiday(day=day, is_workday=day in on) for day in sorted(off | on))
    last = Holiday.objects.filter(day__year=year).latest("day")
    journal.write(
        last, "维护节假日", by=by, note=f"{year}年：放假{len(off)}天，调休上班{len(on)}天"
    )


@transaction.atomic
def edit_taxonomy(
    taxonomy: Taxonomy, *, name: str, note: str, is_enabled: bool, is_verified: bool, by: User
) -> None:
    """维护分类: name it, say whether it may be chosen and whether it was checked."""
    policy.require(by, "edit_dictionaries")
    taxonomy.name, taxonomy.note = tidy(name), tidy(note)
    taxonomy.is_enabled, taxonomy.is_verified = is_enabled, is_verified
    taxonomy.save(update_fields=["name", "note", "is_enabled", "is_verified"])
    journal.write(taxonomy, "维护分类", by=by, note="启用" if is_enabled else "停用")


@transaction.atomic
def edit_category(
    category: Category,
    *,
    name: str,
    short: str,
    help: str,
    by: User,
    local: Category | None = None,
) -> None:
    """维护类别: change the words of one category and which local one it means (001-02)."""
    policy.require(by, "edit_dictionaries")
    if local is not None and local.taxonomy_id == category.taxonomy_id:
        raise Refused("对应的本地类别须在另一套分类里。")
    former = Category.objects.values_list("name", flat=True).get(pk=category.pk)
    category.name, category.short, category.help = tidy(name), tidy(short), tidy(help)
    category.local = local
    category.save(update_fields=["name", "short", "help", "local"])
    journal.write(category, "维护类别", by=by, note=f"原为“{former}”")


@transaction.atomic
def refine_category(
    category: Category, *, unit: Unit, name: str, help: str = "", by: User
) -> Category:
    """细化类别: a unit adds an entry of its own below a category; it deletes none (002-03)."""
    policy.require(by, "refine_category", unit)
    name = tidy(name)
    if not name:
        raise Refused("请填写细化后的类别名称。")
    if category.unit_id:
        raise Refused("只能在统一的类别下细化，不能再往下分。")
    own = category.children.filter(unit=unit)
    if own.filter(name=name).exists():
        raise Refused(f"“{category.label}”下已经有“{name}”，请换一个名称。")
    row = Category.objects.create(
        taxonomy=category.taxonomy,
        parent=category,
        unit=unit,
        code=f"{category.code}-{unit.code}-{own.count() + 1}"[:30],
        name=name,
        help=tidy(help),
        order=category.order,
        local=category.local,
    )
    journal.write(row, "细化类别", by=by, note=f"{category.label}：{name}")
    return row
