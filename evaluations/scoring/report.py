"""The count as plain data: the same shape for a workbook that is tried and for a stored round."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import shown, text
from evaluations.scoring.explain import steps
from evaluations.scoring.piles import unknown_rate
from evaluations.scoring.records import CohortResult, Standing
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.sessions import Session
from evaluations.scoring.sides import SideScore

RANK_RULES = {
    "competition_1224": "competition_1224 on the score rounded {mode} to {digits} decimals",
    "dense": "dense_1223 on the score rounded {mode} to {digits} decimals",
}


def cohorts(results: Iterable[CohortResult], *, with_steps: bool = True) -> list[dict[str, Any]]:
    """Every cohort with its standings in order of place."""
    return [
        {
            "cohort": result.cohort.code,
            "name": result.cohort.name,
            "scheme": result.scheme.id,
            "ranked": result.cohort.is_ranked,
            "quota_good": result.room,
            "units": [standing(row, result, with_steps=with_steps) for row in result.standings],
        }
        for result in results
    ]


def standing(row: Standing, result: CohortResult, *, with_steps: bool = True) -> dict[str, Any]:
    """One standing with its sides, its numbers and its reasons."""
    chain = "_".join(result.chain)
    data: dict[str, Any] = {
        "unit_code": row.subject.code,
        "unit": row.subject.name,
        "sides": {side.rule.code: _side(side) for side in row.sides},
        "satisfied_rate": _rate(row.satisfied_rate),
        "base": _number(row.base),
        "bonus": _number(row.bonus),
        "deduct": _number(row.deduct),
        "cards": list(row.subject.cards),
        "score_exact": _number(row.exact_score),
        "score": None if row.score is None else str(row.score),
        "rank": row.rank,
        "rank_if_unrounded": row.rank_if_unrounded,
    }
    if chain:
        data[f"rank_with_tiebreak_{chain}"] = row.rank_with_tiebreak
    data |= {
        "tier_by_threshold": row.tier_by_threshold or None,
        "tier_after_cap": row.tier_after_cap or None,
        "tier_after_quota": row.tier or None,
        "tail": row.is_tail,
    }
    return {**data, "steps": steps(row, result)} if with_steps else data


def _side(side: SideScore) -> dict[str, Any]:
    data: dict[str, Any] = {
        "counts": side.counts,
        "counted": side.counted,
        "weight": _weight(side.rule.weight),
        "score": _number(side.score),
        "weighted": _number(side.weighted),
        "satisfied_rate": _rate(side.satisfied_rate),
    }
    marks = sum(leaf.pile.marked for leaf in side.leaves)
    if marks:
        data["marks"] = marks
        data["trimmed"] = sum(leaf.mean.low + leaf.mean.high for leaf in side.leaves)
    if side.is_given:
        data["given"] = True
    if side.is_alike:
        data["alike"] = True
    if side.step_rank is not None:
        data["step_rank"] = side.step_rank
    if side.dropped:
        data["dropped"] = side.dropped
    if len(side.leaves) > 1:
        data["parts"] = [
            {
                "part": leaf.part,
                "item": leaf.item,
                "score": _number(leaf.mean.value),
                "counted": leaf.mean.counted,
            }
            for leaf in side.leaves
        ]
    return data


def _weight(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else text(value, 4)


def _number(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else shown(value)


def _rate(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else shown(value, 6)


def session(row: Session) -> dict[str, Any]:
    """One line of the register."""
    data: dict[str, Any] = {
        "side": row.side_name,
        "scope": row.scope,
        "issued": row.issued,
        "returned": row.returned,
        "void": row.void,
        "valid": row.valid,
    }
    extra = {"expected": row.expected, "present": row.present}
    return data | {key: value for key, value in extra.items() if value is not None}


def rank_rule(rules: Rules) -> str:
    """The ranking rule in words that a script can compare."""
    mode = rules.mode.replace("_", "-")
    return RANK_RULES[rules.tie_method].format(mode=mode, digits=rules.digits)


def warnings(results: Sequence[CohortResult]) -> list[dict[str, Any]]:
    """What a careful reader of the count should look at."""
    return [
        warning
        for result in results
        for row in sorted(result.standings, key=lambda row: row.subject.order)
        for side in row.sides
        for warning in _side_warnings(row, side, result.rules)
    ]


def _side_warnings(row: Standing, side: SideScore, rules: Rules) -> Iterator[dict[str, Any]]:
    where = {"unit_code": row.subject.code, "side": side.rule.code}
    rate = unknown_rate(side.pile, side.options)
    if side.counts and rate >= rules.unknown_rate_warning and rate > 0:
        percent = int(rules.unknown_rate_warning * 100)
        yield {**where, "code": f"unknown_rate_ge_{percent}", "rate": text(rate, 4)}
    if side.dropped:
        yield {
            **where,
            "code": side.dropped,
            "counted": side.counted,
            "min_valid": side.rule.min_valid,
        }
    for part in side.missing:
        yield {**where, "code": "missing_part", "part": part}
