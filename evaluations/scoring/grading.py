"""Grades of a whole cohort: threshold, then cards, then the quota; and who stands at the end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evaluations.scoring.records import Standing, tie_key
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.tiers import TierRules, capped, tiers, within_quota


def table_of(scheme: SchemeRule, rules: Rules) -> TierRules:
    """The grade table that holds: the scheme's own before the general one."""
    return tiers(scheme.tiers) if scheme.tiers else rules.tiers


def graded(
    rows: Sequence[Standing],
    scheme: SchemeRule,
    rules: Rules,
    chain: Sequence[str],
    is_ranked: bool,
) -> tuple[list[Standing], int | None]:
    """The rows with grades and tail marks, and how many may have the grade with a quota."""
    table = table_of(scheme, rules)
    held = [_by_table(row, table, rules) for row in rows]
    if not is_ranked:
        return held, None
    room = rules.quota.room(len(rows)) if rules.quota else None
    return _tailed(_rationed(held, table, rules, chain, room), rules), room


def _by_table(row: Standing, table: TierRules, rules: Rules) -> Standing:
    if row.percent is None:
        return row
    label, reason = table.decide(row.percent, {**row.rates, "得分": row.percent})
    after = capped(label, row.subject.cards, rules.grade_caps, table)
    return replace(
        row, tier_by_threshold=label, tier_reason=reason, tier_after_cap=after, tier=after
    )


def _rationed(
    rows: list[Standing], table: TierRules, rules: Rules, chain: Sequence[str], room: int | None
) -> list[Standing]:
    """Those over the quota get the next grade; the chain decides among equal scores."""
    label = _quota_label(table, rules)
    if room is None or label is None:
        return rows
    best = [row for row in rows if row.tier == label]
    kept = {row.subject.code for row in within_quota(best, room, lambda row: _key(row, chain))}
    return [
        replace(row, tier=table.below(label))
        if row.tier == label and row.subject.code not in kept
        else row
        for row in rows
    ]


def _quota_label(table: TierRules, rules: Rules) -> str | None:
    if rules.quota is None:
        return None
    return rules.quota.label if rules.quota.label in table.labels else table.labels[0]


def _key(row: Standing, chain: Sequence[str]) -> tuple[Any, ...]:
    return (row.score, tie_key(row, chain), row.exact_score)


def _tailed(rows: list[Standing], rules: Rules) -> list[Standing]:
    """The last of a cohort; equals at the end are named together."""
    rule = rules.tail
    scored = sorted((row for row in rows if row.score is not None), key=lambda row: _score(row))
    room = rule.room(len(rows)) if rule else 0
    if not rule or not scored or room < 1:
        return rows
    line = _score(scored[min(room, len(scored)) - 1])
    return [
        replace(row, is_tail=True)
        if row.percent is not None
        and _score(row) <= line
        and (rule.below is None or row.percent < rule.below)
        else row
        for row in rows
    ]


def _score(row: Standing) -> Any:
    return row.score
