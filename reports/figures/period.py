"""A stretch of days that figures may be narrowed to: a month, a quarter, a phase, from–to."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import make_aware

DAY = timedelta(days=1)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True)
class Period:
    """From a day to a day, both counted; `phase` is the key of the phase that is meant by it."""

    first: date
    last: date
    phase: int | None = None

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}"

    @property
    def is_empty(self) -> bool:
        """Tell whether no day lies in it."""
        return self.first > self.last

    def dated(self, rows: QuerySet[Any], name: str) -> QuerySet[Any]:
        """Rows whose date or moment of this name lies on one of its days."""
        since: date | datetime = self.first
        until: date | datetime = self.last + DAY
        if is_moment(name):
            since, until = (make_aware(datetime.combine(day, time.min)) for day in (since, until))
        return rows.filter(**{f"{name}__gte": since, f"{name}__lt": until})

    def both(self, other: "Period") -> "Period":
        """The days that lie in both."""
        phase = self.phase or other.phase
        return Period(max(self.first, other.first), min(self.last, other.last), phase)


def is_moment(name: str) -> bool:
    """Tell a moment from a date by its name, as our models name them."""
    return name.endswith("_at") or name == "at"


def span(written: str) -> Period | None:
    """A month (2026-06) or a quarter (2026-Q2); nothing where neither is written."""
    if found := MONTH.fullmatch(written):
        return _months(int(found[1]), int(found[2]), 1)
    if found := QUARTER.fullmatch(written):
        return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
    return None


def _months(year: int, month: int, count: int) -> Period:
    end = month + count
    after = date(year + 1, 1, 1) if end > 12 else date(year, end, 1)
    return Period(date(year, month, 1), after - DAY)


def spans(first: date, last: date) -> list[tuple[str, str]]:
    """The quarters and months between two days, newest first, as choices."""
    months, day = [], first.replace(day=1)
    while day <= last:
        months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    found: dict[str, str] = {}
    for day in reversed(months):
        found[f"{day:%Y-%m}"] = f"{day.year}年{day.month}月"
    quarters: dict[str, str] = {}
    for day in reversed(months):
        number = (day.month + 2) // 3
        quarters[f"{day.year}-Q{number}"] = f"{day.year}年第{'一二三四'[number - 1]}季度"
    return [*found.items(), *quarters.items()]
