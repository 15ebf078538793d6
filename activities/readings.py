"""How far units have answered a piece of study, worked out from the days on which it was held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Asked(Protocol):
    """A piece of study: the stretches to be answered so far, and its last day."""

    due_on: date

    def spans(self, today: date) -> list[tuple[date, date]]:
        """Stretches begun until the day."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one unit stands: stretches asked, answered in time, late, and not at all once due."""

    unit: Any
    asked: int
    on_time: int
    late: int
    missing: int
    last_on: date | None

    @property
    def is_waiting(self) -> bool:
        """Nothing due is missing, and not everything is done yet."""
        return not self.missing and self.on_time + self.late < self.asked


def answers(asked: Asked, units: Iterable[Any], held: Iterable[Any], today: date) -> list[Answer]:
    """One answer a unit, in the order given; one activity answers the earliest open stretch.

    `held` are activities of that study in order of their days.
    """
    days: dict[int, list[date]] = defaultdict(list)
    for row in held:
        days[row.unit_id].append(row.held_on)
    spans = asked.spans(today)
    return [_answer(unit, spans, days.get(unit.pk, []), today) for unit in units]


def _answer(unit: Any, spans: list[tuple[date, date]], days: list[date], today: date) -> Answer:
    spare, open_ends = list(days), []
    for start, end in spans:
        inside = next((day for day in spare if start <= day <= end), None)
        if inside is None:
            open_ends.append(end)
        else:
            spare.remove(inside)
    late = 0
    for end in open_ends:
        after = next((day for day in spare if day > end), None)
        if after is not None:
            spare.remove(after)
            late += 1
    due = sum(1 for end in open_ends if end < today)
    on_time = len(spans) - len(open_ends)
    return Answer(unit, len(spans), on_time, late, max(due - late, 0), days[-1] if days else None)
