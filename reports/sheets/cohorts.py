"""Units compared inside their own class, now and at the end of the last period."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from common.papers import written_date
from issues.models import Issue
from reports.figures import Facts
from reports.figures import registers as of
from reports.models import Circular
from roster.models import Unit

Table = dict[str, Any]
PERIOD = timedelta(days=7)
NO_CLASS = "未分类"
HEAD = [
    "类别",
    "单位",
    "台账问题",
    "已销号",
    "整改率",
    "上期整改率",
    "增减",
    "名次",
    "上期名次",
    "升降",
]


@dataclass(frozen=True)
class Stand:
    """What a unit had in the ledger on a day and how much of it was struck off."""

    whole: int = 0
    closed: int = 0

    @property
    def share(self) -> float | None:
        """The rate; None without a whole."""
        return 100 * self.closed / self.whole if self.whole else None

    @property
    def text(self) -> str:
        """The rate as it is printed."""
        return "—" if self.share is None else f"{self.share:.1f}%"


Stands = Mapping[int, Stand]


def last_day(facts: Facts) -> date:
    """The day of the last released paper, else a week ago."""
    papers = Circular.objects.filter(campaign=facts.campaign, status=Circular.Status.RELEASED)
    days = papers.filter(as_of__lt=facts.today).order_by("-as_of").values_list("as_of", flat=True)
    return days.first() or facts.today - PERIOD


def cohort_table(facts: Facts) -> Table:
    """One block to each class: rate now, rate then, place now, place then."""
    then_day = last_day(facts)
    now, then = stands_now(facts), stands_then(facts, then_day)
    rows = [line for name, units in classes(facts) for line in _block(name, units, now, then)]
    return {
        "title": "分类对比表",
        "note": f"上期为{written_date(then_day)}；名次只在同一类单位内比较",
        "head": HEAD,
        "widths": [1.6, 3, 1.5, 1.5, 1.6, 1.8, 1.6, 1.1, 1.5, 1.3],
        "rows": rows,
        "numbers": [2, 3, 4, 5, 6, 7, 8],
        "left": [1],
        "falls": [9],
        "merged": [0],
    }


def classes(facts: Facts) -> list[tuple[str, list[Unit]]]:
    """The units by class, those in none last."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in facts.units.values():
        found[unit.cohort or NO_CLASS].append(unit)
    return sorted(found.items(), key=lambda pair: (pair[0] == NO_CLASS, pair[0]))


def stands_now(facts: Facts) -> Stands:
    """From the counts that the verbs keep."""
    return {
        pk: Stand(
            sum(counts.get(status, 0) for status in Issue.LEDGER),
            counts.get(Issue.Status.CLOSED, 0),
        )
        for pk, counts in facts.by_unit_status.items()
    }


def stands_then(facts: Facts, day: date) -> Stands:
    """From the dates of the rows."""
    listed = of.ISSUES.up_to(of.ISSUES.rows(facts), day).order_by()
    struck = of.ISSUES.up_to(listed, day, "closed_at")
    whole, closed = (
        dict(rows.values_list("unit").annotate(n=Count("pk"))) for rows in (listed, struck)
    )
    return {unit: Stand(count, closed.get(unit, 0)) for unit, count in whole.items()}


def _block(name: str, units: list[Unit], now: Stands, then: Stands) -> list[list[str]]:
    places, before = _places(units, now), _places(units, then)
    ordered = sorted(units, key=lambda unit: (places.get(unit.pk, len(units) + 1), unit.order))
    return [_line(name, unit, now, then, places, before) for unit in ordered]


def _places(units: list[Unit], stands: Stands) -> dict[int, int]:
    """Ranks inside the class; equal rates share a place, units without issues have none."""
    found = {unit.pk: stands.get(unit.pk, Stand()).share for unit in units}
    shares = {pk: share for pk, share in found.items() if share is not None}
    return {pk: 1 + sum(other > share for other in shares.values()) for pk, share in shares.items()}


def _line(
    name: str,
    unit: Unit,
    now: Stands,
    then: Stands,
    places: Mapping[int, int],
    before: Mapping[int, int],
) -> list[str]:
    here, there = now.get(unit.pk, Stand()), then.get(unit.pk, Stand())
    place, old = places.get(unit.pk), before.get(unit.pk)
    return [
        name,
        unit.short,
        str(here.whole),
        str(here.closed),
        here.text,
        there.text,
        _step(here, there),
        str(place or "—"),
        str(old or "—"),
        moved(old, place),
    ]


def _step(here: Stand, there: Stand) -> str:
    if here.share is None or there.share is None:
        return "—"
    return f"{here.share - there.share:+.1f}"


def moved(old: int | None, new: int | None) -> str:
    """升, 降 or 持平 in words."""
    if old is None or new is None:
        return "—"
    if old == new:
        return "持平"
    return f"升{old - new}" if old > new else f"降{new - old}"
