"""A workbook of what was held: read for a preview, then stored by the rules."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from activities import rules
from activities.models import ActivityKind
from activities.sheets.table import RegisterRow, data, tables
from campaigns.models import Campaign
from common.refusal import Refused
from common.workbook import Workbook
from common.workbook.report import Report
from roster.directory import Directory
from roster.models import Unit, User
from roster.sheets.table import about, ignored

NOTHING_FOUND: Final = "没有找到会议学习登记表的表头，请确认表头里有“日期”“种类”“名称”等列。"
SAID: Final = {
    "no_day": "日期“{value}”看不懂，请写成2026-05-12或5月12日",
    "unknown_kind": "没有名为“{value}”的活动种类，请改用已有的种类，或请办公室增设",
    "no_title": "没有写名称，请补写",
    "bad_count": "人数“{value}”不是数字，请改正",
}
COUNTS: Final = {"expected": "应到人数", "attended": "参加人数", "made_up": "补学人数"}


def read_activities(
    workbook: Workbook,
    *,
    directory: Directory,
    year: int,
    unit_code: str | None = None,
    told: Mapping[str, str] | None = None,
) -> Report:
    """Read a register of activities; nothing is stored."""
    report = Report(facts={"file": workbook.name, "form": "activities", "campaign_year": year})
    kinds = frozenset(ActivityKind.objects.in_use().values_list("name", flat=True))
    needed = ("title", "held_on", "kind")
    for table in tables(workbook, "activities", needed, NOTHING_FOUND, told):
        report.tables.append(table)
        lines = table.lines()
        report.ignored += ignored(table, lines)
        report.sheets.append(about(table.sheet, table, lines))
        for line in data(table):
            _Held(table, line.row).read_into(report, kinds, directory, year, unit_code)
    return report


class _Held(RegisterRow):
    """One row of the register."""

    SAID = SAID

    def read_into(
        self,
        report: Report,
        kinds: frozenset[str],
        directory: Directory,
        year: int,
        unit_code: str | None,
    ) -> None:
        """Add the row to the report, among its rows or among the refused."""
        day, kind = self.day("held_on", year), self.text("kind") or ""
        if day is None:
            self.faults.append(("no_day", self.text("held_on") or ""))
        if kind not in kinds:
            self.faults.append(("unknown_kind", kind))
        if not self.text("title"):
            self.faults.append(("no_title", ""))
        code = self._unit(directory) or unit_code
        counts = {name: self.count(name) for name in COUNTS}
        for name, value in counts.items():
            if value is None and self.text(name):
                self.faults.append(("bad_count", self.text(name) or ""))
        if self.faults:
            self.refuse(report)
            return
        report.rows.append(
            {
                "sheet": self.table.sheet.name,
                "row": self.row,
                "unit_code": code,
                "unit_raw": self.raw("unit"),
                "held_on": day and day.isoformat(),
                "kind": kind,
                **{name: self.text(name) for name in ("title", "host", "text")},
                **counts,
                "facts": facts_of(self.text("facts") or ""),
            }
        )

    def _unit(self, directory: Directory) -> str | None:
        raw = self.text("unit")
        if not raw:
            return None
        found = directory.read(raw)
        if not found.codes:
            code = "ambiguous_unit" if found.unsure else "unknown_unit"
            self.faults.append((code, raw))
        return found.first


def facts_of(text: str) -> dict[str, str]:
    """`授课人：张三；形式：线上` as names and values."""
    pairs = (re.split("[：:]", part, maxsplit=1) for part in re.split("[；;\n]", text))
    return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2}


def told_facts(facts: dict[str, str]) -> str:
    """The inverse of `facts_of`."""
    return "；".join(f"{label}：{value}" for label, value in facts.items())


def store_activities(report: Report, campaign: Campaign, *, by: User) -> int:
    """Enter every row by the rule of the register; raises Refused naming the row that cannot."""
    kinds = {kind.name: kind for kind in ActivityKind.objects.in_use()}
    units = {unit.code: unit for unit in Unit.objects.standing()}
    own = by.units_as("clerk", "head")
    for row in report.rows:
        unit = units.get(row["unit_code"]) or (own[0] if len(own) == 1 else None)
        if unit is None:
            raise Refused(f"第{row['row']}行：没有写单位，请补写。")
        try:
            rules.hold(
                campaign,
                unit,
                kind=kinds[row["kind"]],
                title=row["title"],
                held_on=date.fromisoformat(row["held_on"]),
                host=row["host"] or "",
                attended_count=row["attended"] or 0,
                expected_count=row["expected"],
                made_up_count=row["made_up"] or 0,
                text=row["text"] or "",
                facts=row["facts"],
                by=by,
            )
        except Refused as refusal:
            raise Refused(f"第{row['row']}行：{refusal}") from refusal
    return len(report.rows)
