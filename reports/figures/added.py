"""The kept sums of units added up to what a dashboard shows on one day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from issues.figures import Sums

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


def added(by_unit: Mapping[int, Sums], today: date, first: date) -> Counted:
    """Add up what a day makes of the sums: late, due soon, the flow from `first` until it."""
    due = _total(by_unit, "due")
    new, closed = (_since(_total(by_unit, name), first, today) for name in ("new", "closed"))
    return Counted(
        kinds=_kinds(by_unit),
        by_unit_category={
            (unit, int(category) if category else None): n
            for unit, sums in by_unit.items()
            for category, n in sums["categories"].items()
        },
        overdue_by_unit=_overdue(by_unit, today.isoformat()),
        due_today=due[today.isoformat()],
        due_soon=sum(_since(due, today, today + SOON).values()),
        days={day: (new[day], closed[day]) for day in new.keys() | closed.keys()},
        look_backs=_look_backs(by_unit, today.isoformat()),
    )


def _total(by_unit: Mapping[int, Sums], name: str) -> Counter[str]:
    """By the one key of these lines, over all units."""
    found: Counter[str] = Counter()
    for sums in by_unit.values():
        found.update(sums[name])
    return found


def _since(counts: Mapping[str, int], first: date, last: date) -> Counter[date]:
    """The days from one to another; written as ISO texts they stand in order."""
    since, until = first.isoformat(), last.isoformat()
    days = {date.fromisoformat(day): n for day, n in counts.items() if since <= day <= until}
    return Counter(days)


def _kinds(by_unit: Mapping[int, Sums]) -> dict[tuple[str, str, str], int]:
    found = {}
    for kind, n in _total(by_unit, "kinds").items():
        rectify, source, level = kind.split(",")
        found[rectify, source, level] = n
    return found


def _overdue(by_unit: Mapping[int, Sums], today: str) -> dict[int, tuple[int, date]]:
    """By unit: how many open issues are past their day, and the oldest day."""
    found = {}
    for unit, sums in by_unit.items():
        if late := {day: n for day, n in sums["due"].items() if day < today}:
            found[unit] = sum(late.values()), date.fromisoformat(min(late))
    return found


def _look_backs(by_unit: Mapping[int, Sums], today: str) -> dict[str, int]:
    """Look-backs: due and not made, made, rebounds found."""
    made = _total(by_unit, "backs_done")
    due = sum(n for day, n in _total(by_unit, "backs_due").items() if day <= today)
    return {"due": due, "done": sum(made.values()), "rebound": made["rebound"]}
