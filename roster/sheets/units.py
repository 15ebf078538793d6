"""A roster of units: reading it, and founding its units by the rules."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import roster.rules as rules
from common.workbook import Unreadable, Workbook
from common.workbook.report import Report
from common.workbook.rows import Kind
from common.workbook.text import tidy
from roster.models import Unit, User
from roster.sheets.table import RosterRow, about, ignored, tables
from roster.words import UnitKind

ALIASES_APART: Final = re.compile(r"[、，,；;/／|｜\n]+")
NO_UNITS: Final = "没有找到单位名册的表头，请确认表头里有“单位名称”“单位编码”等列。"


def read_units(
    workbook: Workbook, *, year: int, received: date, told: Mapping[str, str] | None = None
) -> Report:
    """Read a roster of units; nothing is stored."""
    found = tables(workbook, "units", "name", told)
    if not found:
        raise Unreadable(NO_UNITS)
    report = Report(facts={"file": workbook.name, "form": "unit_roster", "campaign_year": year})
    report.tables = found
    report.facts["receive_date"] = received.isoformat()
    for table in found:
        lines = table.lines()
        report.ignored += ignored(table, lines)
        report.sheets.append(about(table.sheet, table, lines))
        seen: set[str] = set()
        for line in lines:
            if line.kind is Kind.DATA:
                _read_unit(RosterRow(table, line.row), seen, report)
    return report


def _read_unit(row: RosterRow, seen: set[str], report: Report) -> None:
    name, code = row.text("name"), row.text("code")
    if not name:
        row.faults.append(("missing_unit_name", ""))
    for word in filter(None, (name, code)):
        if word in seen:
            row.faults.append(("duplicate_code", word))
        seen.add(word)
    if row.faults:
        row.refuse(report)
        return
    aliases = [tidy(one) for one in ALIASES_APART.split(row.text("aliases") or "")]
    report.rows.append(
        {
            "sheet": row.table.sheet.name,
            "row": row.row,
            "code": code,
            "name": name,
            **{field: row.text(field) for field in ("short", "kind", "cohort", "parent", "order")},
            "aliases": [alias for alias in aliases if alias],
        }
    )


def store_units(report: Report, _campaign: object = None, *, by: User | None = None) -> int:
    """Found the units not known yet and learn all aliases; return how many units are new."""
    kinds = {label: value for value, label in UnitKind.choices}
    known = {unit.name: unit for unit in Unit.objects.standing()}
    stored = 0
    for number, row in enumerate(report.rows, start=1):
        unit = known.get(row["name"])
        if unit is None:
            unit = rules.found(
                code=row["code"] or f"D{number:03d}",
                name=row["name"],
                by=by,
                parent=known.get(row["parent"] or ""),
                short=row["short"] or "",
                kind=kinds.get(row["kind"] or "", UnitKind.GOVERNMENT),
                cohort=(row["cohort"] or "")[:10],
                order=int(row["order"]) if (row["order"] or "").isdecimal() else number,
            )
            known[unit.name] = unit
            stored += 1
        for alias in row["aliases"]:
            rules.learn_alias(unit, alias, by=by)
    return stored
