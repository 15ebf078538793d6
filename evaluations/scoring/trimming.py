"""Marks as a histogram, and leaving out the highest and lowest before the mean is taken."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from evaluations.scoring.ruleset import Trim

Marks = Mapping[Fraction, int]


def trimmed(marks: Marks, trim: Trim) -> tuple[Marks, int, int]:
    """The marks that count, and how many were left out at the low and at the high end."""
    size = sum(marks.values())
    low, high = _ends(size, trim)
    if low + high >= size:
        low = high = 0
    if not low and not high:
        return marks, 0, 0
    return (
        _without(sorted(marks), _without(sorted(marks, reverse=True), marks, high), low),
        low,
        high,
    )


def _without(order: Iterable[Fraction], marks: Marks, number: int) -> Marks:
    """The marks after so many were taken away from the front of this order."""
    left = dict(marks)
    for mark in order:
        gone = min(number, left.get(mark, 0))
        number -= gone
        if gone:
            left[mark] -= gone
    return {mark: count for mark, count in left.items() if count}


def _ends(count: int, trim: Trim) -> tuple[int, int]:
    if trim.method == "none" or count <= trim.above:
        return 0, 0
    if trim.method == "percent":
        each = int(count * trim.percent / 100)
        return each, each
    return (1, 0) if trim.method == "one_low" else (1, 1)
