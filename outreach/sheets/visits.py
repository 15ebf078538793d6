"""Paper records of visits, typed into a workbook: read for a preview, stored by the rules."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from activities.sheets.table import RegisterRow, data
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Refused
from common.workbook import Sheet, Unreadable, Workbook
from common.workbook import headings as heading_rows
from common.workbook.dictionary import Dictionary
from common.workbook.report import Report, Row
from common.workbook.rows import DITTO, Table
from common.workbook.text import squeeze
from outreach import readings, rules
from outreach.models import Visit
from roster.directory import Directory
from roster.models import Unit, User
from roster.sheets.table import about, ignored, unit_around

NOTHING_FOUND: Final = "没有找到走访记录表的表头，请确认表头里有“走访日期”“走访对象”等列。"
NEEDED: Final = ("visited_on", "target")
DITTOS: Final = ("unit", "visited_on", "kind", "visitor", "way", "duty_unit", "due_on")
TEXTS: Final = ("address", "contact", "visitor", "way", "demand", "category", "reply")


def words() -> Dictionary:
    """The headings of the record."""
    return Dictionary.from_mapping(dictionary("outreach", "headings")["visits"])


def visit_fields() -> tuple[tuple[str, str], ...]:
    """The fields a column may hold, each with its usual heading."""
    return tuple((name, aliases[0]) for name, aliases in words().fields.items())


def read_visits(
    workbook: Workbook,
    *,
    directory: Directory,
    year: int,
    told: Mapping[str, str] | None = None,
) -> Report:
    """Read paper records of visits; nothing is stored."""
    report = Report(facts={"file": workbook.name, "form": "visits", "campaign_year": year})
    known = words().with_told(told or {})
    for sheet in workbook.sheets:
        block = None if sheet.is_hidden else heading_rows.find(sheet, known)
        if block is None or not all(name in block.columns for name in NEEDED):
            continue
        _settle_kind(sheet, block)
        table = Table(sheet, block, main="target", keys=("seq",), counters=("seq",))
        report.tables.append(table)
        lines = table.lines()
        report.ignored += ignored(table, lines)
        report.sheets.append(about(sheet, table, lines))
        table.carry_dittos(DITTOS, lines)
        given = unit_around(table, lines, workbook.name, directory)
        for line in data(table):
            _Paper(table, line.row).read_into(report, directory, year, given)
    if not report.tables:
        raise Unreadable(NOTHING_FOUND)
    return report


def _settle_kind(sheet: Sheet, block: heading_rows.Headings) -> None:
    """A column 类别 that says 企业 and 村居 tells whom the visit went to."""
    columns = block.columns
    if "kind" in columns or "category" not in columns:
        return
    below = range(block.bottom + 1, sheet.last_row + 1)
    said = [text for row in below if (text := sheet.text(row, columns["category"]).strip())]
    if said and all(readings.visit_kind(text) or DITTO.match(squeeze(text)) for text in said):
        columns["kind"] = columns.pop("category")


class _Paper(RegisterRow):
    """One visit on paper."""

    SAID = {
        "no_day": "走访日期“{value}”看不懂，请写成2026-05-12或5月12日",
        "no_target": "没有写走访对象，请补写",
        "no_visitor": "没有写走访干部，请补写",
        "unknown_kind": "走访类型“{value}”不认识，请写企业、村居或群众",
        "unknown_unit": "单位“{value}”不在花名册中，请改用名册里的名称",
        "ambiguous_unit": "单位“{value}”可能指多个单位，请写全称",
        "no_reply": "处理方式写了“{value}”，请补写办理结果",
    }

    def read_into(self, report: Report, directory: Directory, year: int, given: str | None) -> None:
        """Add the visit to the report, among its rows or among the refused."""
        day = self.day("visited_on", year)
        kind = readings.visit_kind(self.text("kind") or "")
        handling = readings.handling_of(self.text("handling") or "")
        self._check(day, kind, handling)
        unit, duty_unit = self._code(directory, "unit"), self._code(directory, "duty_unit")
        if self.faults:
            self.refuse(report)
            return
        due, replied = self.day("due_on", year), self.day("replied_on", year)
        report.rows.append(
            {
                "sheet": self.table.sheet.name,
                "row": self.row,
                "unit_code": unit or given,
                "visited_on": day and day.isoformat(),
                "kind": kind,
                "target": self.text("target"),
                **{name: self.text(name) or "" for name in TEXTS},
                "handling": handling,
                "duty_code": duty_unit,
                "due_on": due and due.isoformat(),
                "replied_on": replied and replied.isoformat(),
            }
        )

    def _check(self, day: date | None, kind: str, handling: str) -> None:
        if day is None:
            self.faults.append(("no_day", self.text("visited_on") or ""))
        for name in ("target", "visitor"):
            if not self.text(name):
                self.faults.append((f"no_{name}", ""))
        if not kind:
            self.faults.append(("unknown_kind", self.text("kind") or ""))
        if handling in {"settled", "explained"} and not self.text("reply"):
            self.faults.append(("no_reply", self.text("handling") or ""))

    def _code(self, directory: Directory, name: str) -> str | None:
        raw = self.text(name)
        if not raw:
            return None
        found = directory.read(raw)
        if not found.codes:
            code = "ambiguous_unit" if found.unsure else "unknown_unit"
            self.faults.append((code, raw))
        return found.first


def store_visits(report: Report, campaign: Campaign, *, by: User) -> int:
    """Enter every visit by the rules; raises Refused naming the row that cannot."""
    units = {unit.code: unit for unit in Unit.objects.standing()}
    own = by.units_as("clerk", "head", "outreach")
    for row in report.rows:
        unit = units.get(row["unit_code"]) or (own[0] if len(own) == 1 else None)
        if unit is None:
            raise Refused(f"第{row['row']}行：没有写单位，请补写。")
        try:
            _enter(campaign, unit, units.get(row["duty_code"] or ""), row, by)
        except Refused as refusal:
            raise Refused(f"第{row['row']}行：{refusal}") from refusal
    return len(report.rows)


def _enter(campaign: Campaign, unit: Unit, duty_unit: Unit | None, row: Row, by: User) -> None:
    visit = rules.record_visit(
        campaign,
        unit,
        kind=row["kind"],
        target=row["target"],
        visited_on=date.fromisoformat(row["visited_on"]),
        visitor=row["visitor"],
        demand=row["demand"],
        address=row["address"],
        way=readings.way_of(row["way"]),
        category=row["category"],
        by=by,
    )
    if not visit.demand or not row["handling"]:
        return
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    handling = Visit.Handling(row["handling"])
    rules.settle(
        visit, by=by, handling=handling, reply=row["reply"], duty_unit=duty_unit, due_on=due
    )
    if row["replied_on"] and row["reply"] and visit.is_waiting:
        rules.tell_back(visit, by=by, reply=row["reply"])
