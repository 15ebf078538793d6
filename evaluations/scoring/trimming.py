"""Leaving out the highest and lowest marks before the mean is taken."""

from collections.abc import Sequence
from fractions import Fraction

from evaluations.scoring.ruleset import Trim


def trimmed(marks: Sequence[Fraction], trim: Trim) -> tuple[tuple[Fraction, ...], int, int]:
    """The marks that count, and how many were left out at the low and at the high end."""
    low, high = _ends(len(marks), trim)
    if low + high >= len(marks):
        low = high = 0
    ordered = sorted(marks)
    return tuple(ordered[low : len(ordered) - high]), low, high


def _ends(count: int, trim: Trim) -> tuple[int, int]:
    if trim.method == "none" or count <= trim.above:
        return 0, 0
    if trim.method == "percent":
        each = int(count * trim.percent / 100)
        return each, each
    return (1, 0) if trim.method == "one_low" else (1, 1)
