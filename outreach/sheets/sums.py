"""The hotline's own table by department: read for a preview, stored by the rules."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

from activities.sheets.table import RegisterRow, data
from common.dictionaries import dictionary
from common.workbook import Unreadable, Workbook
from common.workbook import headings as heading_rows
from common.workbook.around import DAY, Around
from common.workbook.dictionary import Dictionary
from common.workbook.report import Refusal, Report
from common.workbook.rows import Table
from common.workbook.text import squeeze
from roster.directory import Directory
from roster.sheets.table import about, ignored

NOTHING_FOUND: Final = "没有找到部门统计表的表头，请确认表头里有“部门名称”“转发数量”等列。"
NO_DAYS: Final = "工作表“{name}”没有写统计期，请在表题里写明，如“（2026年2月19日至3月18日）”。"
COUNTS: Final = ("sent", "owed", "done", "late", "extended", "twice", "content", "fair", "bad")
RATES: Final = ("response", "solution", "satisfaction")
LEAST: Final = 2


def words() -> Dictionary:
    """The headings of the table."""
    return Dictionary.from_mapping(dictionary("outreach", "headings")["sums"])


def sum_fields() -> tuple[tuple[str, str], ...]:
    """The fields a column may hold, each with its usual heading."""
    return tuple((name, aliases[0]) for name, aliases in words().fields.items())


def days_in(texts: list[str], year: int) -> tuple[date, date] | None:
    """The days a table says it is about: two days, or a month; nothing where it says neither."""
    for text in texts:
        found = list(DAY.finditer(squeeze(text)))
        days = [day for one in found if (day := _day(one, year, is_last=False))]
        if len(days) > 1:
            first, last = days[:2]
            return (first, last) if first <= last else (first, _year_on(last))
        if days and not found[0]["d"]:
            return days[0], _day(found[0], year, is_last=True) or days[0]
    return None


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _day(found: re.Match[str], year: int, *, is_last: bool) -> date | None:
    year, month = int(found["y"] or year), int(found["m"])
    if not 1 <= month <= 12:
        return None
    end = monthrange(year, month)[1]
    day = int(found["d"] or (end if is_last else 1))
    return date(year, month, day) if 1 <= day <= end else None


def read_sums(
    workbook: Workbook,
    *,
    directory: Directory,
    year: int,
    told: Mapping[str, str] | None = None,
) -> Report:
    """Read a table of departments; nothing is stored."""
    report = Report(facts={"file": workbook.name, "form": "sums", "campaign_year": year})
    known = words().with_told(told or {})
    for sheet in workbook.sheets:
        block = None if sheet.is_hidden else heading_rows.find(sheet, known)
        if block is None or "unit" not in block.columns:
            continue
        if sum(name in block.columns for name in (*COUNTS, *RATES)) < LEAST:
            continue
        _read_table(
            Table(sheet, block, main="unit", keys=("seq",), counters=("seq",)), report, year
        )
        _read_lines(report.tables[-1], report, directory)
    if not report.tables:
        raise Unreadable(NOTHING_FOUND)
    return report


def _read_table(table: Table, report: Report, year: int) -> None:
    """What stands around the lines of one sheet; the days are kept under the sheet's name."""
    around, lines = Around(), table.lines()
    around.add(table.sheet, lines)
    report.tables.append(table)
    report.ignored += ignored(table, lines)
    report.sheets.append(about(table.sheet, table, lines))
    texts = [*around.titles, *around.texts, table.sheet.name, report.facts["file"]]
    if days := days_in(texts, around.year(report.facts["file"]) or year):
        report.extras[table.sheet.name] = days
        return
    sentence = NO_DAYS.format(name=table.sheet.name)
    report.refused.append(Refusal(table.sheet.name, None, ["no_days"], sentence))


def _read_lines(table: Table, report: Report, directory: Directory) -> None:
    days = report.extras.pop(table.sheet.name, None)
    seen: set[str] = set()
    for line in data(table) if days else ():
        _Line(table, line.row).read_into(report, directory, days, seen)


class _Line(RegisterRow):
    """One department."""

    SAID = {
        "unknown_unit": "部门“{value}”不在花名册中，请改用名册里的名称，或先登记别名",
        "ambiguous_unit": "部门“{value}”可能指多个单位，请写全称",
        "twice_unit": "单位“{value}”在本表中出现两次，请合并",
        "no_number": "“{value}”不是数，请改成数字",
    }

    def read_into(
        self, report: Report, directory: Directory, days: tuple[date, date], seen: set[str]
    ) -> None:
        """Add the line to the report, among its rows or among the refused."""
        raw = self.text("unit") or ""
        if squeeze(raw) in {"合计", "总计", "小计"}:
            return
        code = self._code(directory, raw, seen)
        numbers = {name: self._number(name) for name in COUNTS}
        rates = {name: self._rate(name) for name in RATES}
        if self.faults:
            self.refuse(report)
            return
        where = {"sheet": self.table.sheet.name, "row": self.row, "unit_code": code}
        span = {"first": days[0].isoformat(), "last": days[1].isoformat()}
        report.rows.append({**where, **span, **numbers, **rates})

    def _code(self, directory: Directory, raw: str, seen: set[str]) -> str | None:
        found = directory.read(raw)
        if not found.codes:
            self.faults.append(("ambiguous_unit" if found.unsure else "unknown_unit", raw))
        elif found.first in seen:
            self.faults.append(("twice_unit", raw))
        seen.add(found.first or "")
        return found.first

    def _number(self, name: str) -> int | None:
        number = self.count(name)
        if number is None and (said := self.text(name)) and said not in {"-", "—", "/", "无"}:
            self.faults.append(("no_number", said))
        return number

    def _rate(self, name: str) -> str | None:
        """A rate in percent: `0.953`, `95.3` or `95.3%`."""
        cell = self.table.cell(self.row, name)
        said = (self.text(name) or "").rstrip("%％")
        if said in {"", "-", "—", "/", "无"}:
            return None
        try:
            value = float(cell.number if cell.number is not None else said)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 100:
            self.faults.append(("no_number", said))
            return None
        is_share = value <= 1 and "%" not in (self.text(name) or "")
        return f"{value * 100 if is_share else value:.2f}"
