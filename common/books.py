"""Writing a plain, printable workbook from a heading line and rows of values."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from django.utils.timezone import is_aware, localtime

NARROW, WIDE, HEADING = 8, 48, 14
CHARACTER, LATIN, HAN = 2.1, 1.15, 0x2000
LEAST_WIDE, ACROSS = 24, 170  # characters: of a long text; over a page that can still be read
A4, A3 = 9, 8
SAMPLED = 200
LONG = 11  # characters: what is no longer fits its column
CLOSE = 0.9  # how much closer the characters of a text stand than reckoned
LINE, TALLEST = 15.5, 400  # points
FIGURE = re.compile(r"[-+]?(0|[1-9]\d*)((\.\d+)?%|\.\d+)")  # never a code or a telephone
NOTHING = "—"


def book(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return the workbook as bytes: A4 or A3 landscape, heading repeated, text never a formula."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    sheet = workbook.add_worksheet(title[:31])
    head = workbook.add_format(
        {
            "bold": True,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bg_color": "#F2F2F2",
        }
    )
    body = workbook.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    figures = _Figures(workbook)
    top = workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, max(1, len(headings) - 1), title, top)
    sheet.write_row(1, 0, headings, head)
    widths = [_heading_width(heading) for heading in headings]
    long: list[tuple[int, int, str]] = [(1, at, words) for at, words in enumerate(headings)]
    for number, row in enumerate(rows, 2):
        values = [_plain(value) for value in row]
        sheet.write_row(number, 0, values, body)
        for at, text in enumerate(values):
            if text == NOTHING or isinstance(row[at], Decimal) or is_figure(text):
                figures.write(sheet, number, at, str(text))
        long += [(number, at, str(one)) for at, one in enumerate(values) if _is_long(one)]
        if number < SAMPLED:
            widths = [max(pair) for pair in zip(widths, map(_width, values), strict=True)]
    widths = _fitted(widths)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, lines in _tall(long, widths).items():
        sheet.set_row(number, min(LINE * lines + 2, TALLEST))
    _print_well(sheet, A4 if sum(widths) <= ACROSS else A3)
    workbook.close()
    return file.getvalue()


def _is_long(value: object) -> bool:
    return isinstance(value, str) and (len(value) > LONG or "\n" in value)


def is_figure(value: object) -> bool:
    """Tell whether a text is a measured figure: one with decimals or a percentage."""
    return isinstance(value, str) and len(value) < LONG and FIGURE.fullmatch(value) is not None


def as_number(text: str) -> tuple[int | float, str]:
    """Return the number and the format that shows it with the digits that were printed."""
    digits = text.rstrip("%")
    places = len(digits.partition(".")[2])
    shape = f"0.{'0' * places}" if places else "0"
    if text.endswith("%"):
        value: int | float = round(float(digits) / 100, places + 2)
        shape += "%"
    else:
        value = float(digits) if places else int(digits)
    return value, f"+{shape};-{shape};{shape}" if text[0] in "+-" else shape


class _Figures:
    """Writes figures as numbers, each with its own digits, and a dash beneath them."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.looks: dict[str, Any] = {}

    def write(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Write one cell."""
        if text == NOTHING:
            sheet.write_string(row, column, text, self._look("General"))
            return
        value, shape = as_number(text)
        sheet.write_number(row, column, value, self._look(shape))

    def _look(self, shape: str) -> Any:
        if shape not in self.looks:
            look = {"border": 1, "align": "right", "valign": "vcenter", "num_format": shape}
            self.looks[shape] = self.workbook.add_format(look)
        return self.looks[shape]


def _tall(long: Iterable[tuple[int, int, str]], widths: Sequence[float]) -> dict[int, int]:
    """How many lines a row needs where it needs more than one; not every program finds out."""
    found: dict[int, int] = {}
    for number, at, text in long:
        lines = sum(
            max(1, ceil(CLOSE * (_width(one) - 2) / (widths[at] - 1))) for one in text.split("\n")
        )
        if lines > found.get(number, 1):
            found[number] = lines
    return found


def _fitted(widths: Sequence[float]) -> list[float]:
    """Columns of a readable print: where there are many, long texts take more lines instead."""
    for widest in range(WIDE, LEAST_WIDE, -4):
        found = [min(max(width, NARROW), widest) for width in widths]
        if sum(found) <= ACROSS:
            return found
    return [min(max(width, NARROW), LEAST_WIDE) for width in widths]


def _print_well(sheet: Any, paper: int) -> None:
    sheet.freeze_panes(2, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _width(value: object) -> float:
    """The longest line; a Chinese character takes the room of two others."""
    return 2 + max(sum(map(_room, line)) for line in str(value).split("\n"))


def _room(character: str) -> float:
    return CHARACTER if ord(character) >= HAN else LATIN


def _heading_width(heading: str) -> float:
    """A long heading over short values stands in two lines."""
    return min(_width(heading), max(HEADING, _width(heading) / 2 + 1))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return f"{localtime(value) if is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
