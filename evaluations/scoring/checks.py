"""Cross-checks between the counts and the issue and return register."""

from collections.abc import Iterator, Sequence
from typing import Any

from evaluations.scoring.records import CohortResult, Standing
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.sessions import Session, balances, voided
from evaluations.scoring.sides import SideScore


def register_checks(
    results: Sequence[CohortResult], lines: Sequence[Session]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Whether every counted row totals the valid ballots of its register line."""
    fits: list[bool] = []
    apart: dict[str, list[bool]] = {}
    wrong: list[dict[str, Any]] = []
    for row, side in _each_side(results):
        line = _line_of(lines, side.rule.code, row.subject.code)
        if line is None or line.valid is None or not side.counts:
            continue
        total = _ballots(side)
        expected = line.valid - int(line.excludes_self)
        is_own_left_out = line.may_exclude_self and total == line.valid - 1
        fits.append(total == expected or is_own_left_out)
        if line.excludes_self or line.may_exclude_self:
            apart.setdefault(side.rule.code, []).append(total == line.valid - 1)
        if not fits[-1]:
            where = {"unit_code": row.subject.code, "side": side.rule.code}
            wrong.append({**where, "code": "row_total_mismatch", "total": total, "valid": expected})
    checks: dict[str, Any] = {"every_row_total_equals_valid": all(fits)} if fits else {}
    return checks | {f"self_excluded_in_{code}": all(rows) for code, rows in apart.items()}, wrong


def session_warnings(lines: Sequence[Session], rules: Rules) -> list[dict[str, Any]]:
    """Register lines that void their session, or do not balance."""
    void = [
        {"code": "session_void", "side": line.side, "scope": line.scope, "reason": reason}
        for line, reason in voided(lines, rules)
    ]
    return void + [
        {"code": "session_unbalanced", "side": line.side, "scope": line.scope}
        for line in lines
        if not balances(line)
    ]


def _each_side(results: Sequence[CohortResult]) -> Iterator[tuple[Standing, SideScore]]:
    for result in results:
        for row in result.standings:
            for side in row.sides:
                yield row, side


def _line_of(lines: Sequence[Session], side: str, code: str) -> Session | None:
    fitting = [line for line in lines if line.side == side and not line.part]
    own = [line for line in fitting if code in line.subjects]
    general = [line for line in fitting if not line.subjects]
    return next(iter(own or general), None)


def _ballots(side: SideScore) -> int:
    """The ballots that speak of a subject; one ballot carries all items."""
    parts: dict[str, int] = {}
    for leaf in side.leaves:
        parts[leaf.part] = max(parts.get(leaf.part, 0), leaf.pile.size)
    return sum(parts.values())
