"""The kept sums of units added up to what a dashboard shows on one day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from issues.figures import Summed, Sums

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Counted:
    """What one walk over the issues of a campaign found."""

    kinds: dict[tuple[str, str, str], int]
    by_unit_category: dict[tuple[int, int | None], int]
    overdue_by_unit: dict[int, tuple[int, date]]
    due_today: int
    due_soon: int
    days: dict[date, tuple[int, int]]
    look_backs: dict[str, int]

    def by(self, place: int) -> dict[str, int]:
        """Ledger issues by kind of rectification (0), source (1) or level (2)."""
        found: dict[str, int] = {}
        for kind, count in self.kinds.items():
            found[kind[place]] = found.get(kind[place], 0) + count
        return found


def added(sums: Summed, today: date, first: date) -> Counted:
    """Add up what a day makes of the sums: late, due soon, the flow from `first` until it."""
    due, backs = sums.total["due"], sums.total["backs_due"]
    new, closed = (_since(sums.total[name], first, today) for name in ("new", "closed"))
    made = sums.total["backs_done"]
    return Counted(
        kinds={_kind(key): n for key, n in sums.total["kinds"].items()},
        by_unit_category={
            (unit, int(category) if category else None): n
            for unit, own in sums.by_unit.items()
            for category, n in own["categories"].items()
        },
        overdue_by_unit=_overdue(sums.by_unit, str(today)),
        due_today=due.get(str(today), 0),
        due_soon=sum(_since(due, today, today + SOON).values()),
        days={day: (new[day], closed[day]) for day in new.keys() | closed.keys()},
        look_backs={
            "due": sum(n for day, n in backs.items() if day <= str(today)),
            "done": sum(made.values()),
            "rebound": made.get("rebound", 0),
        },
    )


def _kind(key: str) -> tuple[str, str, str]:
    rectify, source, level = key.split(",")
    return rectify, source, level


def _since(counts: Mapping[str, int], first: date, last: date) -> Counter[date]:
    """The days from one to another; written as ISO texts they stand in order."""
    since, until = str(first), str(last)
    days = {date.fromisoformat(day): n for day, n in counts.items() if since <= day <= until}
    return Counter(days)


def _overdue(by_unit: Mapping[int, Sums], today: str) -> dict[int, tuple[int, date]]:
    """By unit: how many open issues are past their day, and the oldest day."""
    found = {}
    for unit, sums in by_unit.items():
        if late := {day: n for day, n in sums["due"].items() if day < today}:
            found[unit] = sum(late.values()), date.fromisoformat(min(late))
    return found
