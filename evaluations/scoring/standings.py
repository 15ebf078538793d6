"""Standings of a cohort: sides weighted, adjustments with caps, places, grades and the tail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import exact, rounded
from evaluations.scoring.grading import graded
from evaluations.scoring.options import OptionSet
from evaluations.scoring.piles import ZERO, Pile, rates, satisfied, together
from evaluations.scoring.ranking import places
from evaluations.scoring.records import Cohort, CohortResult, Standing, Subject, tie_key
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.sessions import Session, voided
from evaluations.scoring.sides import SideScore, side_score


def score_cohort(
    scheme: SchemeRule,
    rules: Rules,
    cohort: Cohort,
    subjects: Sequence[Subject],
    sessions: Iterable[Session] = (),
) -> CohortResult:
    """Score, place and grade the subjects of one cohort under one scheme."""
    void = voided(sessions, rules)
    sides = [_sides(subject, scheme, rules, void) for subject in subjects]
    if scheme.is_rank_step:
        sides = _stepped(sides, scheme)
    rows = [
        _standing(subject, given, scheme, rules)
        for subject, given in zip(subjects, sides, strict=True)
    ]
    result = CohortResult(cohort, scheme, rules, tuple(rows))
    placed = _placed(result) if cohort.is_ranked else rows
    finished, room = graded(placed, scheme, rules, result.chain, cohort.is_ranked)
    return replace(result, standings=tuple(sorted(finished, key=_in_order)), room=room)


def _sides(
    subject: Subject, scheme: SchemeRule, rules: Rules, void: Sequence[tuple[Session, str]]
) -> tuple[SideScore, ...]:
    gone = {
        session.side for session, _ in void if not session.part and session.covers(subject.code)
    }
    parts = {(s.side, s.part) for s, _ in void if s.part and s.covers(subject.code)}
    held = {key: pile for key, pile in subject.piles.items() if (key[0], key[1]) not in parts}
    found = [side_score(rule, held, scheme, rules) for rule in scheme.sides]
    marked = [
        replace(side, dropped="session_void")
        if side.rule.code in gone and not side.dropped
        else side
        for side in found
    ]
    return _weighted(marked, scheme)


def _weighted(sides: Sequence[SideScore], scheme: SchemeRule) -> tuple[SideScore, ...]:
    kept = sum((side.rule.weight for side in sides if not side.dropped), ZERO)
    scale = scheme.total_weight / kept if scheme.is_rank_step and kept else Fraction(1)
    rows = []
    for side in sides:
        if side.dropped or not kept:
            rows.append(side)
            continue
        share = side.rule.weight * scale if scheme.is_rank_step else side.rule.weight / kept
        weighted = None if side.score is None else _times(share, side.score, scheme)
        rows.append(replace(side, share=share, weighted=weighted))
    return tuple(rows)


def _times(share: Fraction, score: Fraction, scheme: SchemeRule) -> Fraction:
    return share * score / 100 if scheme.is_rank_step else share * score


def _stepped(
    rows: Sequence[tuple[SideScore, ...]], scheme: SchemeRule
) -> list[tuple[SideScore, ...]]:
    """按名次赋分: the first of a side has its full points, each place lower has a step less."""
    by_side: list[list[SideScore]] = []
    for index, _rule in enumerate(scheme.sides):
        column = [row[index] for row in rows]
        voiced = [side.score for side in column if side.score is not None and not side.dropped]
        ranks = dict(zip(voiced, places(voiced), strict=True))
        by_side.append([_step(side, ranks, scheme) for side in column])
    return [tuple(column[at] for column in by_side) for at in range(len(rows))]


def _step(side: SideScore, ranks: Mapping[Fraction, int], scheme: SchemeRule) -> SideScore:
    if side.dropped or side.score is None:
        return side
    place = ranks[side.score]
    left = max(ZERO, 1 - scheme.step_percent * (place - 1) / 100)
    return replace(side, step_rank=place, weighted=side.share * left)


def _standing(
    subject: Subject, sides: tuple[SideScore, ...], scheme: SchemeRule, rules: Rules
) -> Standing:
    base = _base(sides, rules)
    bonus = _within(subject.bonus, rules.bonus_cap)
    deduct = _within(subject.deduct, rules.deduct_cap)
    whole = None if base is None else base + bonus - deduct
    score = None if whole is None else rounded(whole, rules.digits, rules.mode)
    pooled, options = _pooled(sides, scheme)
    facts = {**rates(pooled, options, rules), **_side_facts(sides)}
    return Standing(
        subject=subject,
        sides=sides,
        base=base,
        bonus=bonus,
        deduct=deduct,
        exact_score=whole,
        score=score,
        percent=_percent(score, scheme),
        satisfied_rate=satisfied(pooled, options, rules),
        rates=facts,
    )


def _base(sides: Sequence[SideScore], rules: Rules) -> Fraction | None:
    if rules.min_valid_policy == "no_score" and any(side.dropped for side in sides):
        return None
    voiced = [side.weighted for side in sides if side.weighted is not None and not side.dropped]
    return sum(voiced, ZERO) if voiced else None


def _within(points: Fraction, cap: Fraction | None) -> Fraction:
    return points if cap is None else min(points, cap)


def _percent(score: Decimal | None, scheme: SchemeRule) -> Fraction | None:
    """The score out of a hundred, which grades speak of even when the scheme totals 400."""
    if score is None:
        return None
    value = exact(score)
    return value * 100 / scheme.total_weight if scheme.is_rank_step else value


def _pooled(sides: Sequence[SideScore], scheme: SchemeRule) -> tuple[Pile, OptionSet]:
    options = next((side.options for side in sides if side.counts), scheme.options)
    same = [side.pile for side in sides if side.options == options and not side.dropped]
    return together(same), options


def _side_facts(sides: Sequence[SideScore]) -> dict[str, Fraction]:
    facts: dict[str, Fraction] = {}
    for side in sides:
        if side.score is not None and not side.dropped:
            facts[side.rule.code] = side.score
            facts[f"{side.rule.name}得分"] = side.score
    return facts


def _placed(result: CohortResult) -> list[Standing]:
    rules = result.rules
    scored = [row for row in result.standings if row.score is not None]
    plain = places([row.score for row in scored], rules.tie_method)
    unrounded = places([row.exact_score for row in scored], rules.tie_method)
    chained = places([(row.score, tie_key(row, result.chain)) for row in scored], rules.tie_method)
    placed = {
        row.subject.code: replace(
            row,
            rank=with_chain if rules.tiebreak_decides else by_score,
            rank_if_unrounded=by_exact,
            rank_with_tiebreak=with_chain,
        )
        for row, by_score, by_exact, with_chain in zip(
            scored, plain, unrounded, chained, strict=True
        )
    }
    return [placed.get(row.subject.code, row) for row in result.standings]


def _in_order(row: Standing) -> tuple[Any, ...]:
    if row.score is None or row.exact_score is None:
        return (1, 0, 0, row.subject.order, row.subject.code)
    if row.rank is None:
        return (0, 0, 0, row.subject.order, row.subject.code)
    return (0, row.rank, -row.exact_score, row.subject.order, row.subject.code)
