"""One table as a print-ready sheet."""

import io
import re
from collections.abc import Sequence
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from common.books import as_number

THIN = Side(style="thin", color="000000")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_FILL = PatternFill("solid", fgColor="EDEDED")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TITLE, ABOUT = Font(name="方正小标宋简体", size=18), Font(name="楷体_GB2312", size=11)
HEAD, BODY, SUM = (
    Font(name="黑体", size=11),
    Font(name="仿宋_GB2312", size=11),
    Font(name="仿宋_GB2312", size=11, bold=True),
)
RED = Font(color="C00000", bold=True)
A4, A3 = 9, 8
WIDE, VERY_WIDE = 14, 26  # shares of width: more lies across, still more goes on A3
CHARACTERS = 88  # over a portrait page
ROW, LINE = 21, 15  # points: of one line, of each more
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_table(book: Workbook, place: int, table: dict[str, Any], about: str) -> None:
    """Add a sheet: the title and a line about it merged, the head repeated, text inert."""
    name = FORBIDDEN.sub("", f"{place}.{table['title']}")[:31]
    _write(book.create_sheet(name), table, about)


def saved(book: Workbook) -> bytes:
    """The finished .xlsx."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, table: dict[str, Any], about: str) -> None:
    last = len(table["head"])
    about = "　　".join(part for part in (about, table.get("note", "")) if part)
    for line, text, font, height in ((1, table["title"], TITLE, 36), (2, about, ABOUT, 22)):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=last)
        _put(sheet.cell(line, 1), text, font, CENTRE)
        sheet.row_dimensions[line].height = height
    sheet.row_dimensions[3].height = 26
    for column, text in enumerate(table["head"], 1):
        cell = sheet.cell(3, column)
        _put(cell, text, HEAD, CENTRE)
        cell.border, cell.fill = BORDER, HEAD_FILL
    wide = _characters(table)
    for number, values in enumerate(table["rows"], 4):
        sheet.row_dimensions[number].height = _height(values, wide)
        for column, text in enumerate(values):
            _write_value(sheet.cell(number, column + 1), text, table, column)
    for column in table.get("merged", ()):
        _merge_same(sheet, table["rows"], column)
    _set_up(sheet, table)


def _merge_same(sheet: Worksheet, rows: Sequence[Sequence[str]], column: int) -> None:
    """Equal words one below the other become one cell, as office tables have them."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place < len(rows) and rows[place][column] == rows[start][column]:
            continue
        if place - start > 1:
            sheet.merge_cells(
                start_row=start + 4,
                end_row=place + 3,
                start_column=column + 1,
                end_column=column + 1,
            )
        start = place


def _write_value(cell: Any, text: str, table: dict[str, Any], column: int) -> None:
    is_sum = table["rows"][cell.row - 4][0] == "合计"
    cell.border, cell.font = BORDER, SUM if is_sum else BODY
    cell.alignment = LEFT if column in table.get("left", ()) else CENTRE
    if column in table["numbers"] and NUMBER.fullmatch(text):
        cell.value, cell.number_format = as_number(text)
    else:
        _inert(cell, text)


def _put(cell: Any, text: str, font: Font, alignment: Alignment) -> None:
    _inert(cell, text)
    cell.font, cell.alignment = font, alignment


def _inert(cell: Cell, text: str) -> None:
    """Text stays text: a leading = never becomes a formula."""
    cell.value = text
    cell.data_type = "s"


def _characters(table: dict[str, Any]) -> list[float]:
    """How many half-width characters each column takes."""
    whole = sum(table["widths"])
    room = CHARACTERS * (1.45 if whole > WIDE else 1)
    return [round(room * width / whole, 1) for width in table["widths"]]


def _height(values: Sequence[str], wide: Sequence[float]) -> int:
    """High enough for the longest text of a line: nothing is cut off on paper."""
    lengths = (sum(1 if sign.isascii() else 2 for sign in text) for text in values)
    lines = max(
        -(-length // max(1, int(room - 2))) for length, room in zip(lengths, wide, strict=False)
    )
    return ROW + LINE * (max(1, lines) - 1)


def _set_up(sheet: Worksheet, table: dict[str, Any]) -> None:
    whole = sum(table["widths"])
    is_wide = whole > WIDE
    for column, characters in enumerate(_characters(table), 1):
        sheet.column_dimensions[get_column_letter(column)].width = characters
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "1:3"
    sheet.page_setup.paperSize = A3 if whole > VERY_WIDE else A4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    cast(Any, sheet.oddFooter).center.text = "第 &P 页 共 &N 页"
    bottom = max(4, len(table["rows"]) + 3)
    if not table.get("merged"):
        sheet.auto_filter.ref = f"A3:{get_column_letter(len(table['head']))}{bottom}"
    for column in table.get("falls", ()):
        letter = get_column_letter(column + 1)
        fallen = cast(Any, FormulaRule)(formula=[f'LEFT({letter}4,1)="降"'], font=RED)
        sheet.conditional_formatting.add(f"{letter}4:{letter}{bottom}", fallen)
    for column in table.get("marked", ()):
        letter = get_column_letter(column + 1)
        rule = cast(Any, CellIsRule)(operator="greaterThan", formula=["0"], font=RED)
        sheet.conditional_formatting.add(f"{letter}4:{letter}{bottom}", rule)
