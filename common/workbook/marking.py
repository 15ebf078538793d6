"""A workbook given back with a word beside every row: `marking FILE NAME OUT`, run as a child.

The words come on standard input as JSON: per sheet the heading row, and per row what became of it
and what is to be said beside its cells. A child process does the work, because the file is strange.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell as Box
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from common.workbook import child, door
from common.workbook.grid import Sheet
from common.workbook.report import RESULT_HEADING
from common.workbook.unreadable import Unreadable

AUTHOR: Final = "整改通"
WIDTH: Final = 48
FAULTY: Final = PatternFill("solid", fgColor="FFC7CE")
DOUBTFUL: Final = PatternFill("solid", fgColor="FFEB9C")


def mark(source: Path, name: str, target: Path, words: dict[str, Any]) -> None:
    """Write the marked workbook; what is no .xlsx is written anew as one."""
    is_xlsx = door.judge(source, name) == "xlsx"
    book = load_workbook(source) if is_xlsx else _as_book(source, name)
    for title, about in words.items():
        if title in book.sheetnames and isinstance(book[title], Worksheet):
            _mark_sheet(book[title], about)
    book.save(target)


def _as_book(source: Path, name: str) -> Book:
    book = Book()
    if book.active is not None:
        book.remove(book.active)
    for sheet in child.read(source, name).sheets:
        _copy(sheet, book.create_sheet(sheet.name))
    return book


def _copy(sheet: Sheet, page: Worksheet) -> None:
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            box = page.cell(row, column)
            box.value, box.data_type = cell.text, "s"
    for merge in sheet.merges:
        page.merge_cells(None, merge.top, merge.left, merge.bottom, merge.right)
    page.sheet_state = "hidden" if sheet.is_hidden else "visible"


def _mark_sheet(page: Worksheet, about: dict[str, Any]) -> None:
    column = _result_column(page, about["heading"])
    head = page.cell(about["heading"], column)
    head.value, head.font = RESULT_HEADING, Font(bold=True)
    page.column_dimensions[get_column_letter(column)].width = WIDTH
    for row, told in about["rows"].items():
        box = page.cell(int(row), column)
        if not isinstance(box, Box):
            continue
        box.value = told["said"]
        box.alignment = Alignment(wrap_text=True, vertical="top")
        if told["is_fault"]:
            box.fill = FAULTY
        for at, sentence, is_fault in told["cells"]:
            _mark_cell(page, int(row), at, sentence, is_fault=is_fault)


def _result_column(page: Worksheet, heading: int) -> int:
    """The column of an earlier marking, else the first one behind the table."""
    for column in range(1, page.max_column + 1):
        if page.cell(heading, column).value == RESULT_HEADING:
            return column
    return page.max_column + 1


def _mark_cell(page: Worksheet, row: int, column: int, sentence: str, *, is_fault: bool) -> None:
    box = page.cell(row, column)
    if isinstance(box, Box):
        box.fill = FAULTY if is_fault else DOUBTFUL
        said = f"{box.comment.text}\n{sentence}" if box.comment else sentence
        box.comment = Comment(said, AUTHOR)


def main(source: str, name: str, target: str) -> int:
    """Mark one file within the limits of a child."""
    child.limit_this_process()
    try:
        mark(Path(source), name, Path(target), json.load(sys.stdin))
    except (Unreadable, MemoryError, KeyError, ValueError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
