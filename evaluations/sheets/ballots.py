"""Counting workbooks as paper ballots of a round: read to a report, stored by the verbs."""

from dataclasses import asdict
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from campaigns.models import Campaign
from common.refusal import Refused
from common.workbook import Workbook
from common.workbook.report import Refusal, Report
from evaluations import rules
from evaluations.models import Round, Side
from evaluations.scoring.records import Cohort
from evaluations.scoring.sessions import Session
from evaluations.scoring.trimming import Marks
from evaluations.sheets.trial import Trial, trial
from evaluations.words import Source
from roster.directory import Directory, Entry
from roster.models import Unit, User


def directory_of(units: QuerySet[Unit]) -> Directory | None:
    """A directory of these units with their aliases; nothing where there are none."""
    rows = units.order_by("order", "pk").prefetch_related("aliases")
    entries = [
        Entry(row.code, row.name, row.short, tuple(a.name for a in row.aliases.all()), row.cohort)
        for row in rows
    ]
    return Directory(entries) if entries else None


def waiting_round(campaign: Campaign | None) -> Round | None:
    """The newest round of a campaign that still takes paper ballots."""
    if campaign is None:
        return None
    taking = (Round.Status.FROZEN, Round.Status.OPEN, Round.Status.ENDED)
    return campaign.rounds.filter(status__in=taking).first()


def read_ballots(workbook: Workbook, directory: Directory, round_: Round | None = None) -> Report:
    """What a counting workbook says, scored on trial; its rows are ready to be entered."""
    plan = rules.plan_of(round_) if round_ else None
    cohorts = {c.code: Cohort(c.code, c.name) for c in round_.cohorts.all()} if round_ else None
    found = trial(workbook, plan, directory, cohorts)
    report = Report(facts={"form": "ballot_round"}, rows=_rows(found))
    report.extras = {**found.data(), "entries": len(report.rows)}
    known = set(directory.entries)
    strangers = [code for code in found.bound.piles if code not in known]
    report.refused = [
        Refusal("", None, ["unknown_unit"], f"没有找到单位“{name}”，请核对单位名称。")
        for name in strangers
    ]
    report.facts["lines"] = [_line(row) for row in found.lines]
    return report


def _rows(found: Trial) -> list[dict[str, Any]]:
    return [
        {
            "unit_code": code,
            "side": side,
            "part": part,
            "item": item,
            "counts": dict(pile.counts),
            "marks": _tenths(pile.marks),
        }
        for code, piles in found.bound.piles.items()
        for (side, part, item), pile in piles.items()
    ]


def _tenths(marks: Marks) -> dict[str, int]:
    """Marks by tenths of a point; a finer mark is said as it is and refused on storing."""
    return {str(mark * 10): count for mark, count in marks.items()}


def _line(row: Session) -> dict[str, Any]:
    return {**asdict(row), "subjects": sorted(row.subjects)}


def store_ballots(report: Report, campaign: Campaign | None) -> int:
    """Enter the rows of a report into the round of the campaign that waits for paper ballots."""
    try:
        round_ = waiting_round(campaign)
    except DatabaseError:
        round_ = None
    if round_ is None:
        raise Refused("没有已冻结、评议中或待封存的评议，请先冻结一次评议再导入计票表。")
    return enter_report(round_, report, by=None)


@transaction.atomic
def enter_report(
    round_: Round, report: Report, *, by: User | None, source: str = Source.FIRST
) -> int:
    """导入计票表: every unit and side of the report, or nothing when one is refused."""
    if report.refused:
        raise Refused(report.refused[0].sentence)
    units = {u.code: u for u in Unit.objects.filter(cohorts__round=round_)}
    sides = {(side.code, side.part): side for side in round_.sides.all()}
    grouped: dict[tuple[Unit, Side], list[dict[str, Any]]] = {}
    for row in report.rows:
        side = sides.get((row["side"], row["part"])) or sides.get((row["side"], ""))
        if row["unit_code"] not in units or side is None:
            raise Refused(f"“{row['unit_code']}”或评议方“{row['side']}”不在本次评议范围内。")
        grouped.setdefault((units[row["unit_code"]], side), []).append(row)
    for (unit, side), rows in grouped.items():
        counts = {row["item"]: row["counts"] for row in rows if row["counts"]}
        marks = {row["item"]: _whole(row["marks"]) for row in rows if row["marks"]}
        rules.enter(round_, unit, side, by=by, counts=counts, marks=marks, source=source)
    if report.facts["lines"]:
        rules.register(round_, report.facts["lines"], by=by)
    return len(grouped)


def _whole(marks: dict[str, int]) -> dict[str, int]:
    for tenths in marks:
        if "/" in tenths:
            raise Refused("有分数多于一位小数，请改为一位小数后再导入。")
    return marks
