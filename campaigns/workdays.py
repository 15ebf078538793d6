"""Workday arithmetic with 调休: days off and shifted Saturdays are given, nothing is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days count; years without a table count Monday to Friday (see `unknown`)."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known_years: frozenset[int] = field(default=frozenset())

    @classmethod
    def of(cls, days: Iterable[tuple[date, bool]]) -> "Calendar":
        """Build from (day, is a shifted workday) pairs; the years seen count as known."""
        pairs = list(days)
        return cls(
            holidays=frozenset(day for day, works in pairs if not works),
            workdays=frozenset(day for day, works in pairs if works),
            known_years=frozenset(day.year for day, _ in pairs),
        )

    def unknown(self, day: date) -> bool:
        """Tell whether the day's year has no holiday table yet."""
        return day.year not in self.known_years

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on the day."""
        if day in self.workdays:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def add(self, day: date, count: int) -> date:
        """Return the workday `count` workdays after (or before) the day, not counting the day."""
        step = DAY if count >= 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def landing(self, day: date) -> date:
        """Return the day, or the next workday when it is a day off."""
        while not self.is_workday(day):
            day += DAY
        return day

    def between(self, start: date, end: date) -> int:
        """Count the workdays after `start` up to and including `end`; negative backwards."""
        if end < start:
            return -self.between(end, start)
        span = (end - start).days
        return sum(self.is_workday(start + DAY * step) for step in range(1, span + 1))


def stretches(days: Iterable[date]) -> list[tuple[date, date]]:
    """The days as stretches from one to another, earliest first."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
