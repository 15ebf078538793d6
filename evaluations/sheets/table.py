"""One worksheet as a rectangle of boxes with merges filled, which can be turned on its side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from common.workbook.grid import Cell, Sheet
from evaluations.scoring.exact import exact
from evaluations.scoring.faults import SchemeFault

NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")
UNITS = re.compile(r"(?<=\d)\s*(票|分|人|张|份|个|次)$")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as the reader needs it: its words, its number, where it was written."""

    text: str = ""
    number: Fraction | None = None
    origin: tuple[int, int] = (0, 0)
    is_own: bool = True
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """The boxes of a sheet, row by row."""

    name: str
    rows: tuple[tuple[Box, ...], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def column(self, at: int) -> tuple[Box, ...]:
        """One column from top to bottom."""
        return tuple(row[at] for row in self.rows)

    def transposed(self) -> "Table":
        """Rows as columns."""
        return Table(self.name, tuple(zip(*self.rows, strict=True)))


def table(sheet: Sheet) -> Table:
    """A sheet as a table."""
    height, width = sheet.last_row, sheet.last_column
    rows = tuple(
        tuple(_box(sheet, row, column) for column in range(1, width + 1))
        for row in range(1, height + 1)
    )
    return Table(sheet.name.strip(), rows)


def _box(sheet: Sheet, row: int, column: int) -> Box:
    merge = sheet.merge_at(row, column)
    origin = (merge.top, merge.left) if merge else (row, column)
    is_own = origin == (row, column)
    cell = sheet.cell(*origin)
    number = number_of(cell) if is_own else None
    return Box(cell.text.strip(), number, origin, is_own, str(cell.fault or ""))


def number_of(cell: Cell) -> Fraction | None:
    """The number of a cell; 85% is 85, “18票” is 18, text is nothing."""
    if cell.number is not None:
        value = exact(repr(cell.number))
        return value * 100 if cell.is_percent else value
    written = UNITS.sub("", cell.text.strip().replace("，", "").replace(",", ""))
    if written.endswith("%"):
        written = written[:-1]
    if not NUMBER.match(written):
        return None
    try:
        return exact(written)
    except SchemeFault:
        return None


def is_banner(row: Sequence[Box]) -> bool:
    """Whether a row holds one text only, written once or merged across: a title or a remark."""
    origins = {box.origin for box in row if box.text}
    return len(origins) <= 1
