"""The kept sums of units added up to what a dashboard shows on one day."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from issues.figures import Summed

SOON = timedelta(days=7)
KNOWN = 8192
"""How many units' sums are remembered as read; a city has 1500."""

Categories = dict[int | None, int]


@dataclass(frozen=True)
class Counted:
    """What one walk over the issues of a campaign found."""

    kinds: dict[tuple[str, str, str], int]
    categories: dict[int, Categories]
    """Ledger issues by unit, there by category."""
    overdue_by_unit: dict[int, tuple[int, date]]
    due_today: int
    due_soon: int
    days: dict[date, tuple[int, int]]
    look_backs: dict[str, int]

    @cached_property
    def by_unit(self) -> dict[int, int]:
        """Ledger issues by unit."""
        return {unit: sum(own.values()) for unit, own in self.categories.items() if own}

    @cached_property
    def by_unit_category(self) -> dict[tuple[int, int | None], int]:
        """Ledger issues by unit and category."""
        return {
            (unit, category): n
            for unit, own in self.categories.items()
            for category, n in own.items()
        }

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
    own = {unit: _read(text, str(today)) for unit, text in sums.own.items()}
    return Counted(
        kinds={_kind(key): n for key, n in sums.total["kinds"].items()},
        categories={unit: categories for unit, (categories, _) in own.items()},
        overdue_by_unit={unit: late for unit, (_, late) in own.items() if late},
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


@lru_cache(maxsize=KNOWN)
def _read(text: str, today: str) -> tuple[Categories, tuple[int, date] | None]:
    """Of one unit's sums: the ledger by category; how many are past their day, the oldest day.

    The same text says the same on the same day, so it is read once by a process.
    """
    own = json.loads(text)
    categories = {int(key) if key else None: n for key, n in own["categories"].items()}
    late = {day: n for day, n in own["due"].items() if day < today}
    oldest = date.fromisoformat(min(late)) if late else None
    return categories, (sum(late.values()), oldest) if oldest else None
