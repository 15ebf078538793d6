"""How strict each rater is, and what units would have had from equally strict ones: a reference.

Every mark is taken as the unit's worth plus the rater's leaning; both are fitted by turns. It is
a reference beside the result and never part of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 500
CLOSE = 1e-10
LEAST = 2

Sheet = tuple[Mapping[str, float], int]


@dataclass(frozen=True)
class Reference:
    """The plain mean of a unit and what it would be from raters of one common strictness."""

    plain: float
    even: float
    raters: int

    @property
    def shift(self) -> float:
        """Points that strict raters cost the unit; what lenient ones gave it is negative."""
        return self.even - self.plain


def reference(sheets: Sequence[Sheet]) -> dict[str, Reference]:
    """The reference of every unit; nothing where all rate the same units or cannot be compared.

    `sheets` are the marks of one rater by unit, and how many raters marked exactly so.
    """
    used = [(marks, count) for marks, count in sheets if marks]
    units = {unit for marks, _ in used for unit in marks}
    if len({frozenset(marks) for marks, _ in used}) < LEAST or not _connected(used, units):
        return {}
    even = _fitted(used, units)
    return {unit: _told(unit, even[unit], used) for unit in sorted(units)}


def _connected(sheets: Sequence[Sheet], units: set[str]) -> bool:
    """Whether every unit can be compared with every other through raters they share."""
    left, reached = [set(marks) for marks, _ in sheets], set()
    front = {min(units)} if units else set()
    while front:
        reached |= front
        front = {unit for marks in left if marks & reached for unit in marks} - reached
    return reached == units


def _fitted(sheets: Sequence[Sheet], units: set[str]) -> dict[str, float]:
    worth = {unit: _mean([(m[unit], n) for m, n in sheets if unit in m]) for unit in units}
    for _ in range(ROUNDS):
        leaning = [_mean([(marks[u] - worth[u], 1) for u in marks]) for marks, _ in sheets]
        middle = _mean([(one, n) for one, (_, n) in zip(leaning, sheets, strict=True)])
        fresh = {unit: _worth(unit, sheets, leaning, middle) for unit in units}
        moved = max(abs(fresh[unit] - worth[unit]) for unit in units)
        worth = fresh
        if moved < CLOSE:
            break
    return worth


def _worth(unit: str, sheets: Sequence[Sheet], leaning: Sequence[float], middle: float) -> float:
    pairs = zip(sheets, leaning, strict=True)
    return _mean([(m[unit] - one + middle, n) for (m, n), one in pairs if unit in m])


def _mean(pairs: Sequence[tuple[float, int]]) -> float:
    return sum(value * number for value, number in pairs) / sum(number for _, number in pairs)


def _told(unit: str, even: float, sheets: Sequence[Sheet]) -> Reference:
    marks = [(m[unit], n) for m, n in sheets if unit in m]
    return Reference(_mean(marks), even, sum(number for _, number in marks))
