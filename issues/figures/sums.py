"""What a dashboard adds up of the issues, a unit at a time: kept rows, and fresh ones where old."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
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
OWN: Final = ("categories", "due")
REST: Final = ("kinds", "new", "closed", "backs_due", "backs_done")
CHUNK = 5000
MANY = 200
"""Past so many units one walk over all is shorter than a list of their keys."""


Sums = dict[str, dict[str, int]]
"""By name, numbers of issues by key; a key of several parts is joined by commas, days are ISO.

kinds: rectification, source and level of the ledger; categories: category (or nothing) of the
ledger; due: day of the open ones; new, closed: day of entering and of striking off; backs_due:
day of look-backs to be made; backs_done: of those made, "rebound" or "kept".
"""


@dataclass(frozen=True)
class Summed:
    """The `OWN` sums of units as JSON, unread until somebody asks, and the total of all of them.

    Few of many units differ from the last time, and a reader knows the text it has read before.
    """

    own: dict[int, str]
    total: Sums

    @property
    def by_unit(self) -> dict[int, Sums]:
        """The same, read."""
        return {unit: json.loads(text) for unit, text in self.own.items()}


def summed(campaign: Campaign, units: Collection[int] | None) -> Summed:
    """The sums of every unit, or of those asked for: kept ones, made anew where a mark is set.

    The marks are read before the rows: what changes in between is at worst counted once more.
    """
    if connection.vendor not in SET:
        return _of(add_up(campaign, units))
    marks = StaleSum.objects.filter(campaign=campaign)
    stale = set(marks.values_list("unit", flat=True).distinct())
    rows = UnitSum.objects.filter(campaign=campaign)
    if units is None and len(stale) < MANY:
        return _of_all(campaign, rows, stale)
    fresh = stale if units is None else stale & set(units)
    kept = whole(rows.filter(unit__in=units) if units is not None else rows.exclude(unit=None))
    kept = {unit: sums for unit, sums in kept.items() if unit not in fresh}
    return _of(kept | add_up(campaign, fresh) if fresh else kept)


def _of(by_unit: dict[int, Sums]) -> Summed:
    return Summed(_texts(by_unit), total_of(by_unit))


def _texts(by_unit: Mapping[int, Sums]) -> dict[int, str]:
    return {unit: json.dumps({name: sums[name] for name in OWN}) for unit, sums in by_unit.items()}


def total_of(by_unit: Mapping[int, Sums]) -> Sums:
    """All sums added up."""
    total = _empty()
    for sums in by_unit.values():
        add(total, sums)
    return total


def _of_all(campaign: Campaign, rows: QuerySet[UnitSum], stale: set[int]) -> Summed:
    """The kept total, with what is old in it taken out and what is new put in.

    The total and the old rows come from one question: nobody changes one without the other.
    """
    old = whole(rows.filter(Q(unit=None) | Q(unit__in=stale)))
    total = old.pop(None, None)
    if total is None:
        old = whole(rows.exclude(unit=None))
        total = total_of(old)
    fresh = add_up(campaign, stale) if stale else {}
    for unit in stale:
        add(total, old.get(unit, {}), -1)
        add(total, fresh[unit])
    kept = rows.exclude(unit=None).exclude(unit__in=stale)
    told = dict(kept.values_list("unit", Cast("own", TextField())))
    return Summed(told | _texts(fresh), total)


def whole(rows: QuerySet[UnitSum]) -> dict[Any, Sums]:
    """The kept sums by unit, both halves together."""
    return {unit: own | rest for unit, own, rest in rows.values_list("unit", "own", "rest")}


def add(total: Sums, sums: Sums, times: int = 1) -> None:
    """Add sums to a total, or take them out of it; what comes to nought is left out."""
    for name, numbers in sums.items():
        counts = total[name]
        for key, n in numbers.items():
            counts[key] = counts.get(key, 0) + times * n
            if not counts[key]:
                del counts[key]


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
    return {name: {} for name in (*OWN, *REST)}


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
