"""Reading .xls, .et, .xlsb and .ods (values and merges), and .csv in the encodings offices use."""

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import python_calamine

from common.workbook import formats, limits
from common.workbook.grid import Cell, Fault, Merge, Sheet, Workbook
from common.workbook.unreadable import Unreadable
from common.workbook.xlsx_sheet import check_place, text_cell

Value = int | float | str | bool | time | date | datetime | timedelta

ENCODINGS: Final = ("utf-8-sig", "gb18030")
DAMAGED: Final = "文件已损坏或格式不对，不能读取，请用WPS或Excel打开后另存为.xlsx再上传。"


def read(path: Path, name: str) -> Workbook:
    """Read a workbook in one of the older formats."""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            sheets = [
                _sheet(book, about)
                for about in book.sheets_metadata
                if about.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError as error:
        message = "文件设有打开密码，请在WPS或Excel中取消密码、另存后再上传。"
        raise Unreadable(message) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    return Workbook(name=name, sheets=sheets)


def _sheet(book: python_calamine.CalamineWorkbook, about: python_calamine.SheetMetadata) -> Sheet:
    is_hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
    sheet = Sheet(about.name, is_hidden=is_hidden)
    found = book.get_sheet_by_name(about.name)
    if found.end is None:
        return sheet
    check_place(sheet, found.end[0] + 1, 1)
    for row, values in enumerate(found.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                check_place(sheet, row, column)
                sheet.rows.setdefault(row, {})[column] = cell_of(value)
    ranges = found.merged_cell_ranges
    sheet.knows_merges = ranges is not None
    sheet.merges = [Merge(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges or []]
    return sheet


def cell_of(value: Value) -> Cell:
    """A cell from a value whose number format is not known."""
    if isinstance(value, bool):
        return Cell(text="是" if value else "否")
    if isinstance(value, int | float):
        return Cell(text=formats.plain(value), number=float(value))
    if isinstance(value, datetime) and value <= formats.EPOCH:
        return Cell(text="0")
    if isinstance(value, datetime):
        return Cell(text=formats.moment_text(value), moment=value)
    if isinstance(value, date):
        return cell_of(datetime(value.year, value.month, value.day))  # noqa: DTZ001 - no time zone
    if isinstance(value, time):
        return Cell(text="0" if value == time.min else value.isoformat())
    return text_cell(str(value))


def read_table(path: Path, name: str) -> Workbook:
    """Read a .csv file in the first encoding that fits."""
    content = path.read_bytes()
    text = _decoded(content)
    sheet = Sheet(Path(name).stem, knows_merges=False)
    delimiter = max(",\t;", key=text[:4096].count)
    csv.field_size_limit(limits.CSV_LINE_CHARS)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            for column, value in enumerate(values, start=1):
                if value:
                    check_place(sheet, row, column)
                    sheet.rows.setdefault(row, {})[column] = _typed(value)
    except csv.Error as error:
        message = "CSV文件有过长的行或引号不成对，请用WPS另存为.xlsx后再上传。"
        raise Unreadable(message) from error
    return Workbook(name=name, sheets=[sheet])


def _typed(value: str) -> Cell:
    """A .csv cell is text; a written number is a number too, and = begins a formula."""
    if len(value) <= 15 and value.replace(".", "", 1).isdecimal() and value.isascii():
        return Cell(text=value, number=float(value))
    if value.lstrip().startswith("="):
        return Cell(text=value, fault=Fault.FORMULA)
    return text_cell(value)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = "CSV文件的文字编码无法识别，请用WPS打开后另存为.xlsx再上传。"
    raise Unreadable(message)
