"""A circular's tables as a print-ready workbook."""

import io
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.models import Circular

THIN = Side(style="thin", color="000000")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_FILL = PatternFill("solid", fgColor="EDEDED")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
A4 = 9
WIDE = 5


def circular_workbook(row: Circular) -> bytes:
    """Return the .xlsx: one sheet a table, titles merged, heads repeated, text inert."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for place, table in enumerate(row.annexes, 1):
        name = f"{place}.{table['title']}"[:31]
        sheet = book.create_sheet("".join(sign for sign in name if sign not in r"[]:*?/\\"))
        _write(sheet, row, table)
    if not row.annexes:
        book.create_sheet("附表")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, row: Circular, table: dict[str, Any]) -> None:
    last = len(table["head"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    _put(sheet.cell(1, 1), table["title"], Font(name="方正小标宋简体", size=18), CENTRE)
    sheet.row_dimensions[1].height = 34
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=last)
    day = f"{row.as_of.year}年{row.as_of.month}月{row.as_of.day}日"
    about = f"{row.campaign.office_name}　　数据截至{day}　　{row.written_number}"
    _put(sheet.cell(2, 1), about, Font(name="楷体_GB2312", size=11), CENTRE)
    for column, text in enumerate(table["head"], 1):
        cell = sheet.cell(3, column)
        _put(cell, text, Font(name="黑体", size=11), CENTRE)
        cell.border, cell.fill = BORDER, HEAD_FILL
    for number, values in enumerate(table["rows"], 4):
        sheet.row_dimensions[number].height = 20
        for column, text in enumerate(values, 1):
            _write_value(sheet.cell(number, column), text, column - 1 in table["numbers"])
    _set_up(sheet, table)


def _write_value(cell: Any, text: str, is_number: bool) -> None:
    cell.border, cell.font = BORDER, Font(name="仿宋_GB2312", size=11)
    cell.alignment = LEFT if len(text) > 8 else CENTRE
    if is_number and text.replace(".", "", 1).isdigit():
        cell.value = float(text) if "." in text else int(text)
        cell.number_format = "0.00" if "." in text else "0"
    else:
        _inert(cell, text)


def _put(cell: Any, text: str, font: Font, alignment: Alignment) -> None:
    _inert(cell, text)
    cell.font, cell.alignment = font, alignment


def _inert(cell: Cell, text: str) -> None:
    """Text stays text: a leading = never becomes a formula."""
    cell.value = text
    cell.data_type = "s"


def _set_up(sheet: Worksheet, table: dict[str, Any]) -> None:
    whole = sum(table["widths"])
    is_wide = max(table["widths"]) >= WIDE
    for column, width in enumerate(table["widths"], 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = round(width / whole * (120 if is_wide else 88), 1)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "1:3"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    cast(Any, sheet.oddFooter).center.text = "第 &P 页 共 &N 页"
    last = get_column_letter(len(table["head"]))
    sheet.auto_filter.ref = f"A3:{last}{max(4, len(table['rows']) + 3)}"
