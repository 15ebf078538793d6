"""试算: from a counting workbook to standings as data, storing nothing."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.workbook.grid import Workbook
from evaluations.scoring import report
from evaluations.scoring.checks import register_checks, session_warnings
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import Plan, plan, shipped, shipped_cohorts
from evaluations.scoring.options import OptionSet, recognise
from evaluations.scoring.records import Cohort, CohortResult
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.sessions import Session
from evaluations.scoring.standings import score_cohort
from evaluations.sheets.binding import Bound, bind, sessions
from evaluations.sheets.choosing import all_labels, choose, remarks_of
from evaluations.sheets.coded import decoded
from evaluations.sheets.people import Who
from evaluations.sheets.reading import read
from evaluations.sheets.records import Counting
from evaluations.sheets.worths import labels as labels_said
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


@dataclass(frozen=True)
class Trial:
    """A workbook that was read and held against a plan."""

    counting: Counting
    bound: Bound
    lines: list[Session]

    def data(self) -> dict[str, Any]:
        """The count in the shape that scripts compare."""
        cohorts = self.bound.who.all_cohorts()
        results = [_counted(self.bound, cohort, self.lines) for cohort in cohorts]
        return _data(self.counting, self.bound, self.lines, results)


def trial(
    workbook: Workbook,
    given: Plan | None,
    directory: Directory,
    cohorts: Mapping[str, Cohort] | None = None,
) -> Trial:
    """Read a workbook and bind it to the given plan, or to the one it describes itself."""
    sets = [boxes for row in (given.schemes if given else ()) for boxes in _sets(row)]
    counting = _read(workbook, directory, all_labels(sets))
    used = given or choose(counting)
    bound = bind(counting, used.schemes, used.rules, Who(directory, cohorts or shipped_cohorts()))
    return Trial(counting, bound, sessions(counting, bound))


def _read(workbook: Workbook, directory: Directory, labels: tuple[str, ...]) -> Counting:
    """The workbook, read again where its own remarks name boxes that are not known yet."""
    counting = decoded(read(workbook, finder(directory), labels))
    own = [label for label in labels_said(remarks_of(counting)) if recognise(labels, label) is None]
    return decoded(read(workbook, finder(directory), (*labels, *own))) if own else counting


def finder(directory: Directory) -> Callable[[str], list[str]]:
    """Which units a text means, be it a name or a code."""

    def find(text: str) -> list[str]:
        return [text] if text in directory.entries else directory.candidates(text)

    return find


def _sets(row: SchemeRule) -> list[OptionSet]:
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
            *session_warnings(lines, bound.rules),
            *bound.warnings,
        ],
    }


def _year(counting: Counting) -> int | None:
    for text in (counting.name, *counting.remarks):
        found = YEAR.search(text)
        if found:
            return int(found.group(1))
    return None
