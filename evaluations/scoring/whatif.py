"""What other weights would have given: linear in the side scores, never stored as a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import rounded
from evaluations.scoring.ranking import places
from evaluations.scoring.showing import hidden

NUDGE = Fraction(1, 10)
Weights = Mapping[str, Fraction]


@dataclass(frozen=True)
class Scored:
    """What is known of a unit once its sides are scored.

    A unit with a side too small to be shown keeps its score: trial weights would lay the side bare.
    """

    code: str
    sides: Mapping[str, Fraction]
    extra: Fraction = Fraction(0)
    fixed: Fraction | None = None


@dataclass(frozen=True)
class Retold:
    """The score and the place under other weights, and how far the place could move."""

    code: str
    score: Fraction | None
    rank: int | None
    best: int | None = None
    worst: int | None = None
    without: Mapping[str, int | None] = field(default_factory=dict)


def scored(detail: Mapping[str, Any], least: int = 0) -> Scored:
    """A unit from the stored explanation of its standing."""
    if hidden(detail["sides"], least) and detail["score_exact"]:
        return Scored(detail["unit_code"], {}, fixed=Fraction(detail["score_exact"]["fraction"]))
    sides = {
        code: Fraction(side["score"]["fraction"])
        for code, side in detail["sides"].items()
        if side["score"] and not side.get("dropped")
    }
    extra = Fraction(detail["bonus"]["fraction"]) - Fraction(detail["deduct"]["fraction"])
    return Scored(detail["unit_code"], sides, extra)


def retold(rows: Sequence[Scored], weights: Weights, digits: int = 2) -> list[Retold]:
    """Scores and places under these weights, with their sensitivity to the choice."""
    scores = _scores(rows, weights)
    now = _ranks(scores, digits)
    nudged = [_ranks(_scores(rows, other), digits) for other in _nudged(weights)]
    apart = {
        side: _ranks(_scores(rows, {k: w for k, w in weights.items() if k != side}), digits)
        for side in weights
    }
    found = []
    for row in rows:
        moved = [ranks[row.code] for ranks in (now, *nudged) if row.code in ranks]
        found.append(
            Retold(
                row.code,
                scores[row.code],
                now.get(row.code),
                min(moved, default=None),
                max(moved, default=None),
                {side: ranks.get(row.code) for side, ranks in apart.items()},
            )
        )
    return found


def _nudged(weights: Weights) -> list[dict[str, Fraction]]:
    """Every weight ten per cent up and ten per cent down, one at a time."""
    return [
        {**weights, side: weight * (1 + step)}
        for side, weight in weights.items()
        for step in (NUDGE, -NUDGE)
    ]


def _scores(rows: Sequence[Scored], weights: Weights) -> dict[str, Fraction | None]:
    return {row.code: _score(row, weights) for row in rows}


def _score(row: Scored, weights: Weights) -> Fraction | None:
    if row.fixed is not None:
        return row.fixed
    kept = {side: weights[side] for side in row.sides if weights.get(side)}
    whole = sum(kept.values(), Fraction(0))
    if not whole:
        return None
    total = sum((row.sides[side] * weight for side, weight in kept.items()), Fraction(0))
    return total / whole + row.extra


def _ranks(scores: Mapping[str, Fraction | None], digits: int) -> dict[str, int]:
    known = {code: rounded(score, digits) for code, score in scores.items() if score is not None}
    return dict(zip(known, places(list(known.values())), strict=True))
