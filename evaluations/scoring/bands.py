"""Rank bands in closed form: where a unit could as well have stood, given how many rated it."""

import math
from collections.abc import Sequence
from fractions import Fraction

from evaluations.scoring.piles import Pile
from evaluations.scoring.records import CohortResult, Standing
from evaluations.scoring.sides import SideScore

WIDTH = 1.959964
LEAST = 2
EXACT_UP_TO = 400
CELL = 0.25


def bands(result: CohortResult) -> dict[str, tuple[int, int]]:
    """The 95 % band of places of every ranked subject; nothing where ballots are too few."""
    spread = {row.subject.code: _error(row) for row in result.standings if row.rank is not None}
    known = [
        (row.subject.code, float(row.exact_score or 0), error)
        for row in result.standings
        if (error := spread.get(row.subject.code)) is not None
    ]
    if len(known) < LEAST or len(known) < len(spread):
        return {}
    crowd = _crowd([(mean, error) for _, mean, error in known])
    found = {}
    for code, mean, error in known:
        own = _above(mean, error, mean + WIDTH * error), _above(mean, error, mean - WIDTH * error)
        best = 1 + _count(crowd, mean + WIDTH * error) - own[0]
        worst = 1 + _count(crowd, mean - WIDTH * error) - own[1]
        found[code] = (max(1, round(best)), min(len(known), round(worst)))
    return _holding(result, found)


def shelves(places: Sequence[tuple[int | None, int | None]]) -> list[int | None]:
    """Which units can be told apart: a shelf holds those who could stand where its first stands.

    `places` are the place and the upper end of the band of each unit, in order of place.
    """
    found: list[int | None] = []
    shelf, first = 0, 0
    for place, low in places:
        if place is None or low is None:
            found.append(None)
            continue
        if not shelf or low > first:
            shelf, first = shelf + 1, place
        found.append(shelf)
    return found


def _crowd(rows: Sequence[tuple[float, float]]) -> list[tuple[float, float, int]]:
    """The scores to compare with; a large cohort is gathered into cells of near equals."""
    if len(rows) <= EXACT_UP_TO:
        return [(mean, error, 1) for mean, error in rows]
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for mean, error in rows:
        cells.setdefault((round(mean / CELL), round(error / CELL)), []).append((mean, error))
    return [
        (sum(m for m, _ in held) / len(held), sum(e for _, e in held) / len(held), len(held))
        for held in cells.values()
    ]


def _count(crowd: Sequence[tuple[float, float, int]], line: float) -> float:
    """How many of the crowd are to be expected above a line."""
    return sum(number * _above(mean, error, line) for mean, error, number in crowd)


def _holding(result: CohortResult, found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """A band always holds the place itself."""
    ranks = {row.subject.code: row.rank or 0 for row in result.standings}
    return {
        code: (min(low, ranks[code]), max(high, ranks[code])) for code, (low, high) in found.items()
    }


def _above(mean: float, error: float, line: float) -> float:
    """How likely a score with this error lies above the line."""
    if error == 0:
        return float(mean > line)
    return 0.5 * (1 + math.erf((mean - line) / (error * math.sqrt(2))))


def _error(row: Standing) -> float | None:
    total = 0.0
    for side in row.sides:
        if side.dropped or side.weighted is None:
            continue
        variance = _variance(side)
        if variance is None:
            return None
        total += float(side.share) ** 2 * variance
    return math.sqrt(total)


def _variance(side: SideScore) -> float | None:
    """The variance of a side's mean, from the spread of its ticks.

    The items of one ballot rise and fall together, so their errors are added; those of different
    raters are independent.
    """
    errors: dict[str, float] = {}
    for leaf in side.leaves:
        if leaf.mean.value is None or not leaf.mean.counted:
            continue
        if leaf.mean.counted < LEAST:
            return None
        square = _squares(leaf.pile, side) / leaf.mean.counted - leaf.mean.value**2
        error = math.sqrt(max(0.0, float(square)) / (leaf.mean.counted - 1))
        errors[leaf.part] = errors.get(leaf.part, 0.0) + float(leaf.share) * error
    return sum(error**2 for error in errors.values())


def _squares(pile: Pile, side: SideScore) -> Fraction:
    ticks = sum(
        (
            pile.counts.get(option.label, 0) * (option.score or Fraction(0)) ** 2
            for option in side.options.options
            if option.counted
        ),
        Fraction(0),
    )
    return ticks + sum((n * mark**2 for mark, n in pile.marks.items()), Fraction(0))
