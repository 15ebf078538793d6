"""A workbook as people see it: sheets of shown texts, with merges and what is hidden."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why the content of one cell must not be taken over."""

    FORMULA = "formula_cell"
    ERROR = "error_value"
    TOO_LONG = "cell_too_long"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text a person sees, and the number or moment behind it."""

    text: str = ""
    number: float | None = None
    moment: datetime | None = None
    is_percent: bool = False
    fault: Fault | None = None
    chars: int = 0


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 1 and both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class Sheet:
    """One worksheet: its cells by row and column, both counted from 1."""

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    knows_merges: bool = True
    _corners: dict[tuple[int, int], Merge] | None = field(default=None, repr=False)

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        return max((max(cells) for cells in self.rows.values() if cells), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell as written: only the first cell of a merged range holds anything."""
        return self.rows.get(row, {}).get(column, EMPTY)

    def text(self, row: int, column: int) -> str:
        return self.cell(row, column).text

    def filled(self, row: int) -> dict[int, Cell]:
        """The cells of one row that hold something, in column order."""
        cells = self.rows.get(row, {})
        return {column: cells[column] for column in sorted(cells) if cells[column].text.strip()}

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that covers the cell, if one does."""
        if self._corners is None:
            self._corners = {
                (r, c): merge
                for merge in self.merges
                for r in range(merge.top, min(merge.bottom, self.last_row) + 1)
                for c in range(merge.left, merge.right + 1)
            }
        return self._corners.get((row, column))

    def shown(self, row: int, column: int) -> Cell:
        """The cell with a vertical merge filled down; a sideways merge is not filled."""
        merge = self.merge_at(row, column)
        if merge is None or column != merge.left:
            return self.cell(row, column)
        return self.cell(merge.top, merge.left)

    def is_filled_down(self, row: int, column: int) -> bool:
        """Whether the cell belongs to a merge that began in a row above."""
        merge = self.merge_at(row, column)
        return merge is not None and merge.top < row


@dataclass(slots=True)
class Workbook:
    """Everything one uploaded file says, read but not yet understood."""

    name: str
    sheets: list[Sheet]
    created: datetime | None = None
