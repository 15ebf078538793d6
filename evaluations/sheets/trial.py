"""试算: from a counting workbook to standings as data, storing nothing."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from common.workbook.reading import open_workbook
from evaluations.scoring import report
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import Plan, plan, shipped, shipped_cohorts
from evaluations.scoring.records import Cohort, CohortResult, Standing
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.sessions import Session, balances, voided
from evaluations.scoring.sides import SideScore
from evaluations.scoring.standings import score_cohort
from evaluations.sheets.binding import Bound, bind, sessions
from evaluations.sheets.choosing import all_labels, choose
from evaluations.sheets.people import Who
from evaluations.sheets.reading import read
from evaluations.sheets.records import Counting
from roster.directory import Directory

YEAR = re.compile(r"(20\d\d)\s*年")


def read_plan(written: str | None) -> Plan | None:
    """The plan that --scheme names: the id of a shipped scheme or a JSON file."""
    if not written:
        return None
    path = Path(written)
    if path.suffix.lower() == ".json" or path.is_file():
        return _from_file(path)
    return plan({"schemes": [shipped(written)]})


def _from_file(path: Path) -> Plan:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SchemeFault(f"打不开方案文件“{path.name}”，请检查路径。") from error
    except ValueError as error:
        raise SchemeFault(f"方案文件“{path.name}”不是有效的JSON：{error}。") from error
    if not isinstance(data, Mapping):
        raise SchemeFault(f"方案文件“{path.name}”应是一个JSON对象，含schemes和rules。")
    return plan(data)


def trial(
    path: Path,
    given: Plan | None,
    directory: Directory,
    cohorts: Mapping[str, Cohort] | None = None,
    name: str = "",
) -> dict[str, Any]:
    """Read, bind and count one workbook."""
    workbook = open_workbook(path, name or path.name)
    sets = [boxes for row in (given.schemes if given else ()) for boxes in _sets(row)]
    counting = read(workbook, directory.candidates, all_labels(sets))
    used = given or choose(counting)
    who = Who(directory, cohorts or shipped_cohorts())
    bound = bind(counting, used.schemes, used.rules, who)
    lines = sessions(counting, bound)
    results = [_counted(bound, cohort, lines) for cohort in who.all_cohorts()]
    return _data(counting, bound, lines, results)


def _sets(row: Any) -> list[Any]:
    return [row.options, *(side.options for side in row.sides if side.options)]


def _counted(bound: Bound, cohort: Cohort, lines: Sequence[Session]) -> CohortResult:
    subjects = bound.subjects(cohort)
    scheme = bound.scheme_of(subjects[0].code)
    return score_cohort(scheme, bound.rules, cohort, subjects, lines)


def _data(
    counting: Counting, bound: Bound, lines: Sequence[Session], results: Sequence[CohortResult]
) -> dict[str, Any]:
    first = bound.schemes[0]
    checks, mismatches = register_checks(results, lines)
    return {
        "file": counting.name,
        "form": "ballot_round",
        "campaign_year": _year(counting),
        "scheme": first.id,
        "schemes": [row.id for row in bound.schemes],
        "option_set": first.options.id,
        "unknown_in_denominator": bound.rules.unknown_in_denominator,
        "rank_rule": report.rank_rule(bound.rules),
        "sessions": [report.session(line) for line in lines],
        "cohorts": report.cohorts(results),
        "checks": checks,
        "void_ballots": bound.void_ballots,
        "warnings": [
            *report.warnings(results),
            *mismatches,
            *_void_sessions(lines, bound.rules),
            *bound.warnings,
        ],
    }


def _year(counting: Counting) -> int | None:
    for text in (counting.name, *counting.remarks):
        found = YEAR.search(text)
        if found:
            return int(found.group(1))
    return None


def _void_sessions(lines: Sequence[Session], rules: Rules) -> list[dict[str, Any]]:
    void = [
        {"code": "session_void", "side": line.side, "scope": line.scope, "reason": reason}
        for line, reason in voided(lines, rules)
    ]
    return void + [
        {"code": "session_unbalanced", "side": line.side, "scope": line.scope}
        for line in lines
        if not balances(line)
    ]


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
        fits.append(total == expected)
        if line.excludes_self:
            apart.setdefault(side.rule.code, []).append(total == line.valid - 1)
        if total != expected:
            where = {"unit_code": row.subject.code, "side": side.rule.code}
            wrong.append({**where, "code": "row_total_mismatch", "total": total, "valid": expected})
    checks: dict[str, Any] = {"every_row_total_equals_valid": all(fits)} if fits else {}
    return checks | {f"self_excluded_in_{code}": all(rows) for code, rows in apart.items()}, wrong


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
    items = {(leaf.part, leaf.item): leaf.pile.size for leaf in side.leaves}
    parts: dict[str, int] = {}
    for (part, _), size in items.items():
        parts[part] = max(parts.get(part, 0), size)
    return sum(parts.values())
