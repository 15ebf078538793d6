"""What a dashboard adds up of the issues, a unit at a time: kept rows, and fresh ones where old."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Case, Count, QuerySet, Value, When
from django.utils.timezone import localdate

from campaigns.models import Campaign
from issues.models import Issue, LookBack, StaleSum, UnitSum
from issues.models.look_backs import LookBackQuerySet
from issues.triggers import SET

Rows = QuerySet[Any, tuple[Any, ...]]
COLUMNS: Final = (
    *("status", "category", "due_on", "approved_at", "closed_at"),
    *("rectify", "source", "level"),
)
NAMES: Final = ("kinds", "categories", "due", "new", "closed", "backs_due", "backs_done")
CHUNK = 5000
MANY = 200
"""Past so many units one walk over all is shorter than a list of their keys."""


Sums = dict[str, dict[str, int]]
"""By name, numbers of issues by key; a key of several parts is joined by commas, days are ISO.

kinds: rectification, source and level of the ledger; categories: category (or nothing) of the
ledger; due: day of the open ones; new, closed: day of entering and of striking off; backs_due:
day of look-backs to be made; backs_done: of those made, "rebound" or "kept".
"""


def sums_by_unit(campaign: Campaign, units: Collection[int] | None) -> dict[int, Sums]:
    """The sums of every unit, or of those asked for: kept ones, made anew where a mark is set.

    The marks are read before the rows: what changes in between is at worst counted once more.
    """
    if connection.vendor not in SET:
        return add_up(campaign, units)
    marks = StaleSum.objects.filter(campaign=campaign)
    stale = set(marks.values_list("unit", flat=True).distinct())
    rows = UnitSum.objects.filter(campaign=campaign).exclude(unit__in=_few(stale))
    if units is not None:
        rows = rows.filter(unit__in=units)
        stale &= set(units)
    kept = {unit: sums for unit, sums in rows.values_list("unit", "sums") if unit not in stale}
    return kept | add_up(campaign, stale) if stale else kept


def _few(units: set[int]) -> set[int]:
    return units if len(units) < MANY else set()


def add_up(campaign: Campaign, units: Collection[int] | None) -> dict[int, Sums]:
    """Walk over the issues: of every unit, or of some; a unit without any has empty sums."""
    issues = Issue.objects.of(campaign).order_by()
    backs = LookBack.objects.filter(issue__campaign=campaign)
    if units is not None and len(units) < MANY:
        issues, backs = issues.filter(unit__in=units), backs.filter(issue__unit__in=units)
    found: dict[int, Sums] = defaultdict(_empty)
    for unit, *columns in issues.values_list("unit", *COLUMNS).iterator(CHUNK):
        _count(found[unit], *columns)
    for name, rows in _of_look_backs(backs).items():
        for unit, key, n in rows.annotate(n=Count("pk")):
            found[unit][name][str(key)] = n
    return dict(found) if units is None else {unit: found[unit] for unit in units}


def _empty() -> Sums:
    return {name: {} for name in NAMES}


def _count(
    sums: Sums,
    status: str,
    category: int | None,
    due_on: date,
    approved_at: datetime | None,
    closed_at: datetime | None,
    *kind: str,
) -> None:
    """One issue: what the ledger, the open ones and the two days of its way make of it."""
    told = {"new": _day(approved_at), "closed": _day(closed_at)}
    if status in Issue.LEDGER:
        told |= {"kinds": ",".join(kind), "categories": str(category or "")}
    if status in Issue.OPEN:
        told["due"] = str(due_on)
    for name, key in told.items():
        if key is not None:
            sums[name][key] = sums[name].get(key, 0) + 1


@lru_cache(maxsize=4096)
def _day(moment: datetime | None) -> str | None:
    """The office's day of a moment; a whole list passes at one."""
    return None if moment is None else str(localdate(moment))


def _of_look_backs(backs: LookBackQuerySet) -> dict[str, Rows]:
    made = Case(When(is_rebound=True, then=Value("rebound")), default=Value("kept"))
    done = backs.exclude(done_on=None).annotate(made=made)
    return {
        "backs_due": backs.awaited().values_list("issue__unit", "due_on"),
        "backs_done": done.values_list("issue__unit", "made"),
    }
