"""Entering a counting workbook as paper ballots of a round: the same verbs, all rows or none."""

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db import transaction

from common.refusal import Refused
from common.workbook.reading import open_workbook
from common.workbook.unreadable import Unreadable
from evaluations import rules
from evaluations.models import Round, Side
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Cohort
from evaluations.scoring.sessions import Session
from evaluations.sheets.binding import Bound, bind, sessions
from evaluations.sheets.choosing import all_labels
from evaluations.sheets.people import Who
from evaluations.sheets.reading import read
from evaluations.words import Source
from roster.directory import Directory, Entry
from roster.models import Unit, User


@dataclass
class Entered:
    """What an import brought: rows that count, register lines, and what did not fit."""

    file: str
    rows: int = 0
    sessions: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The outcome as data."""
        return {"form": "ballot_round", **asdict(self)}


def directory(units: list[Unit]) -> Directory:
    """A directory of these units with their aliases."""
    return Directory(
        Entry(u.code, u.name, u.short, tuple(a.name for a in u.aliases.all()), u.cohort)
        for u in units
    )


def enter_workbook(
    round_: Round,
    path: Path,
    *,
    by: User | None,
    source: str = Source.FIRST,
    name: str = "",
    is_dry_run: bool = False,
) -> Entered:
    """导入计票表: every unit and side of the workbook, or nothing when one is refused."""
    try:
        workbook = open_workbook(path, name or path.name)
    except Unreadable as fault:
        raise Refused(str(fault)) from fault
    plan = rules.plan_of(round_)
    units = list(Unit.objects.filter(cohorts__round=round_).prefetch_related("aliases"))
    known = directory(units)
    sets = [scheme.options for scheme in plan.schemes]
    counting = read(workbook, known.candidates, all_labels(sets))
    cohorts = {c.code: Cohort(c.code, c.name) for c in round_.cohorts.all()}
    bound = bind(counting, plan.schemes, plan.rules, Who(known, cohorts))
    outcome = Entered(workbook.name, warnings=list(bound.warnings))
    with transaction.atomic():
        _enter(round_, bound, {unit.code: unit for unit in units}, outcome, by, source)
        lines = [_line(row) for row in sessions(counting, bound)]
        if lines and not outcome.refused:
            rules.register(round_, lines, by=by)
            outcome.sessions = len(lines)
        transaction.set_rollback(bool(outcome.refused) or is_dry_run)
    return outcome


def _enter(
    round_: Round,
    bound: Bound,
    units: dict[str, Unit],
    outcome: Entered,
    by: User | None,
    source: str,
) -> None:
    sides = {(side.code, side.part): side for side in round_.sides.all()}
    for code, piles in bound.piles.items():
        if code not in units:
            outcome.refused.append({"unit": code, "code": "unknown_unit"})
            continue
        grouped: dict[Side, dict[str, Pile]] = {}
        for (side, part, item), pile in piles.items():
            row = sides.get((side, part)) or sides.get((side, ""))
            if row is None:
                outcome.refused.append({"unit": code, "side": side, "code": "unknown_side"})
            else:
                grouped.setdefault(row, {})[item] = pile
        for row, items in grouped.items():
            _enter_one(round_, units[code], row, items, by=by, source=source)
            outcome.rows += 1


def _enter_one(
    round_: Round, unit: Unit, side: Side, items: dict[str, Pile], *, by: User | None, source: str
) -> None:
    counts = {item: dict(pile.counts) for item, pile in items.items() if pile.counts}
    marks = {item: _tenths(pile.marks) for item, pile in items.items() if pile.marks}
    rules.enter(round_, unit, side, by=by, counts=counts, marks=marks, source=source)


def _tenths(marks: tuple[Fraction, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for mark in marks:
        if (mark * 10).denominator != 1:
            raise Refused(f"分数{float(mark)}多于一位小数，请改为一位小数后再导入。")
        key = str(int(mark * 10))
        found[key] = found.get(key, 0) + 1
    return found


def _line(row: Session) -> dict[str, Any]:
    return {**asdict(row), "subjects": sorted(row.subjects)}
