"""What both workbooks of the register have in common."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from common.dictionaries import dictionary
from common.workbook import Unreadable, Workbook, headings
from common.workbook.around import day_in
from common.workbook.dictionary import Dictionary
from common.workbook.rows import Kind, Line, Table
from roster.sheets.table import RosterRow

RUN_TOGETHER: Final = re.compile(r"^(20\d{2})(\d{2})(\d{2})(?=\D|$)")
MOST: Final = 99_999


def _words(name: str) -> Dictionary:
    return Dictionary.from_mapping(dictionary("activities", "headings")[name])


def fields() -> tuple[tuple[str, str], ...]:
    """The fields a column of the register may hold, each with its usual heading."""
    return tuple((name, aliases[0]) for name, aliases in _words("activities").fields.items())


def tables(
    workbook: Workbook,
    name: str,
    needed: tuple[str, ...],
    refusal: str,
    told: Mapping[str, str] | None = None,
) -> list[Table]:
    """The visible sheets that hold such a table; raises Unreadable where there is none."""
    known, found = _words(name).with_told(told or {}), []
    for sheet in workbook.sheets:
        block = None if sheet.is_hidden else headings.find(sheet, known)
        if block is not None and all(one in block.columns for one in needed):
            found.append(Table(sheet, block, main=needed[0], keys=("seq",), counters=("seq",)))
    if not found:
        raise Unreadable(refusal)
    return found


def data(table: Table) -> list[Line]:
    """The lines that carry data, in order."""
    return [line for line in table.lines() if line.kind is Kind.DATA]


class RegisterRow(RosterRow):
    """One row of such a table."""

    def day(self, name: str, year: int) -> date | None:
        """The day in a cell, whether a date, `5月12日` or `2026.5.12`."""
        cell = self.table.cell(self.row, name)
        said = RUN_TOGETHER.sub(r"\1.\2.\3", cell.text.strip())
        return cell.moment.date() if cell.moment else day_in(said, year)

    def count(self, name: str) -> int | None:
        """A number of people: `35`, `35人`; nothing where the cell says nothing of the kind."""
        cell = self.table.cell(self.row, name)
        digits = (self.text(name) or "").rstrip("人名次")
        value = cell.number if cell.number is not None else digits
        try:
            number = int(float(value))
        except ValueError:
            return None
        return number if 0 <= number <= MOST else None
