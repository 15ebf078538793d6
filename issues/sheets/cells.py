"""One row of an issue sheet as cells: what it holds, what is wrong with it, what to remark."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from common.workbook.grid import Cell, Fault
from common.workbook.report import Mark
from common.workbook.rows import Table
from common.workbook.text import tidy
from issues.readings import values
from issues.readings.choices import Options
from issues.sheets import sentences
from issues.sheets.forms import Form
from roster.directory import Directory

MAY_BE_FORMULA: Final = frozenset({"seq"})
QUOTED: Final = 24


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every row of a sheet."""

    form: Form
    year: int
    received: date
    directory: Directory
    add_workdays: Callable[[date, int], date]
    is_unknown: Callable[[date], bool]
    categories: Options
    unit_code: str | None = None
    unit_raw: str | None = None
    unit_from: str | None = None
    category_raw: str | None = None
    whose: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Cells:
    """The cells of one row and of the rows that continue it; faults and remarks gather here."""

    table: Table
    row: int
    setting: Setting
    more_rows: list[int] = field(default_factory=list)
    faults: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    remarks: list[tuple[str, str | None, dict[str, str]]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strangers: dict[str, list[str]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.table.headings.columns

    def cell(self, name: str) -> Cell:
        return self.table.cell(self.row, name)

    def raw(self, name: str) -> str | None:
        """A cell as written, or nothing when it is blank."""
        text = self.cell(name).text
        return text if text.strip() else None

    def text(self, name: str) -> str | None:
        """A cell with the rows that continue it, its ends trimmed."""
        parts = [tidy(self.cell(name).text)]
        column = self.table.headings.columns.get(name, 0)
        parts += [tidy(self.table.sheet.text(row, column)) for row in self.more_rows]
        return "\n".join(part for part in parts if part) or None

    def fault(self, code: str, *, at: str = "", **words: str) -> None:
        self.faults.append((code, words))
        self._mark(code, at, sentences.of_fault(code, words), is_fault=True)

    def remark(self, code: str, *, at: str = "", value: str | None = None, **words: str) -> None:
        told = {**words, "value": value or ""}
        self.remarks.append((code, value, told))
        self._mark(code, at, sentences.of_remark(code, told), is_fault=False)

    def _mark(self, code: str, at: str, sentence: str, *, is_fault: bool) -> None:
        """Put the sentence beside the cell it speaks of."""
        places = (at, *sentences.PLACES.get(code, ()))
        place = next((name for name in places if name and self.has(name)), "")
        self.marks.append(Mark(place, sentence, is_fault))

    def check(self) -> None:
        """Cells that must not be taken over, and texts that only look like formulas."""
        labels = self.table.headings.labels
        for name, column in self.table.headings.columns.items():
            for row in (self.row, *self.more_rows):
                cell = self.table.sheet.cell(row, column) if row != self.row else self.cell(name)
                label = labels.get(column, name)
                if cell.fault and not (name in MAY_BE_FORMULA and cell.fault is Fault.FORMULA):
                    value = str(cell.chars) if cell.chars else cell.text[:QUOTED]
                    self._fault_once(cell.fault.value, at=name, column=label, value=value)
                elif values.looks_like_formula(cell.text):
                    self._remark_once("formula_like_text", at=name, column=label)

    def _fault_once(self, code: str, *, at: str, **words: str) -> None:
        if code not in [known for known, _ in self.faults]:
            self.fault(code, at=at, **words)

    def _remark_once(self, code: str, *, at: str, **words: str) -> None:
        if code not in [known for known, _, _ in self.remarks]:
            self.remark(code, at=at, **words)
