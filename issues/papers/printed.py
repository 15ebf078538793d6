"""A list on a sheet that prints as it should: title, who files it, columns, signatures."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

LINE, LEAST, TALLEST = 15.0, 24.0, 400.0
HEADING_ROW = 2
BODY = {"font_name": "仿宋", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
TITLE = {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def printed_sheet(
    title: str,
    top: str,
    heads: Sequence[tuple[str, float]],
    lines: Sequence[Sequence[str]],
    foot: str,
) -> bytes:
    """Return the workbook, one A4 page wide, its heading on every page and its rows tall enough."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet("清单")
        _set_up(sheet, heads)
        _write_around(sheet, book, (title, top, foot), len(heads), len(lines))
        _write_rows(sheet, book, heads, lines)
    return file.getvalue()


def _set_up(sheet: Any, heads: Sequence[tuple[str, float]]) -> None:
    for column, (_, width) in enumerate(heads):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_around(
    sheet: Any, book: Any, words: tuple[str, str, str], columns: int, rows: int
) -> None:
    """The title, the line of who files it, and the line of signatures below the table."""
    title, top, foot = words
    plain = book.add_format({**BODY, "text_wrap": False})
    below = HEADING_ROW + 1 + rows
    sheet.merge_range(0, 0, 0, columns - 1, title, book.add_format(TITLE))
    sheet.merge_range(1, 0, 1, columns - 1, top, plain)
    sheet.merge_range(below, 0, below, columns - 1, foot, plain)
    for row, height in ((0, 36), (1, 22), (below, 30)):
        sheet.set_row(row, height)


def _write_rows(
    sheet: Any, book: Any, heads: Sequence[tuple[str, float]], lines: Sequence[Sequence[str]]
) -> None:
    cell = book.add_format({**BODY, "border": 1})
    head = book.add_format({**BODY, "border": 1, "bold": True, "align": "center"})
    sheet.set_row(HEADING_ROW, _height([title for title, _ in heads], heads))
    for column, (title, _) in enumerate(heads):
        sheet.write_string(HEADING_ROW, column, title, head)
    for place, line in enumerate(lines, HEADING_ROW + 1):
        sheet.set_row(place, _height(line, heads))
        for column, value in enumerate(line):
            sheet.write_string(place, column, value, cell)


def _height(line: Sequence[str], heads: Sequence[tuple[str, float]]) -> float:
    """How tall a row must be, for programs that do not find out by themselves."""
    rooms = [max(int(width) // 2, 1) for _, width in heads]
    tallest = max(
        sum(len(part) // room + 1 for part in value.split("\n"))
        for value, room in zip(line, rooms, strict=True)
    )
    return min(max(tallest * LINE, LEAST), TALLEST)
