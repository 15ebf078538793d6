"""What a dashboard adds up of the issues, a unit at a time: kept rows, and fresh ones where old."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import TruncDate

from campaigns.models import Campaign
from issues.models import Issue, LookBack, StaleSum, UnitSum
from issues.models.look_backs import LookBackQuerySet
from issues.triggers import SET

Rows = QuerySet[Any, tuple[Any, ...]]
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
    questions = {**_of_issues(issues), **_of_look_backs(backs)}
    found: dict[int, Sums] = defaultdict(lambda: {name: {} for name in questions})
    for name, rows in questions.items():
        for unit, *keys, n in rows.annotate(n=Count("pk")):
            found[unit][name][",".join(map(_plain, keys))] = n
    return dict(found) if units is None else {unit: found[unit] for unit in units}


def _of_issues(issues: QuerySet[Issue]) -> dict[str, Rows]:
    ledger = issues.filter(status__in=Issue.LEDGER)
    return {
        "kinds": ledger.values_list("unit", "rectify", "source", "level"),
        "categories": ledger.values_list("unit", "category"),
        "due": issues.filter(status__in=Issue.OPEN).values_list("unit", "due_on"),
        "new": _days(issues, "approved_at"),
        "closed": _days(issues, "closed_at"),
    }


def _of_look_backs(backs: LookBackQuerySet) -> dict[str, Rows]:
    made = Case(When(is_rebound=True, then=Value("rebound")), default=Value("kept"))
    done = backs.exclude(done_on=None).annotate(made=made)
    return {
        "backs_due": backs.awaited().values_list("issue__unit", "due_on"),
        "backs_done": done.values_list("issue__unit", "made"),
    }


def _days(issues: QuerySet[Issue], name: str) -> Rows:
    known = issues.exclude(**{name: None}).annotate(day=TruncDate(name))
    return known.values_list("unit", "day")


def _plain(part: object) -> str:
    return "" if part is None else str(part)
