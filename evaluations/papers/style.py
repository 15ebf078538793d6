"""How sheets of an evaluation look on paper."""

from collections.abc import Sequence
from itertools import pairwise

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from common.books import as_number, is_figure

LINE = Side(style="thin")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
LINE_HEIGHT, TITLE_HEIGHT = 24, 36
LETTER = 7.2  # points of a unit of width, with room for a substituted font
ROOM = (780, 500)  # points of an A4 sheet across, inside these margins
PLAIN = Font(name="仿宋_GB2312", size=12)
TITLE = Font(name="方正小标宋简体", size=18)


def titled(sheet: Worksheet, text: str, width: int) -> None:
    """The merged title over all columns."""
    sheet.append([text])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font = TITLE
    sheet["A1"].alignment = CENTRE
    sheet.row_dimensions[1].height = TITLE_HEIGHT


def ruled(sheet: Worksheet, first: int, last: int, width: int, headings: int = 1) -> None:
    """Borders, fonts, figures as numbers, and text cells that never become formulas."""
    lines = sheet.iter_rows(min_row=first, max_row=last, max_col=width)
    for at, line in enumerate(lines, start=first):
        sheet.row_dimensions[at].height = LINE_HEIGHT
        for cell in line:
            cell.border, cell.alignment = BORDER, CENTRE
            cell.font = Font(name="仿宋_GB2312", size=12, bold=at < first + headings)
            if is_figure(cell.value):
                cell.value, cell.number_format = as_number(str(cell.value))
            elif isinstance(cell.value, str):
                cell.data_type = "s"


def paged(sheet: Worksheet, widths: Sequence[int], head: int) -> None:
    """A4 across, headings on every page, page numbers below."""
    for at, width in enumerate(widths):
        sheet.column_dimensions[chr(65 + at)].width = width
    sheet.print_title_rows = f"1:{head}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def kept_together(sheet: Worksheet, starts: Sequence[int], head: int) -> None:
    """Begin a new page before a group of rows that would not end on this one.

    A sheet that is fitted to a page ignores such breaks, so the scale is worked out here.
    `starts` are the first rows of the groups, `head` the rows repeated on each page.
    """
    width = sum(column.width for column in sheet.column_dimensions.values()) * LETTER
    scale = min(1.0, ROOM[0] / width)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = int(scale * 100)
    sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.7, 0.3, 0.3)
    held = int((ROOM[1] / scale - TITLE_HEIGHT) / LINE_HEIGHT) - (head - 1)
    top = head + 1
    for first, after in pairwise((*starts, sheet.max_row + 1)):
        if after - top > held and first > top:
            sheet.row_breaks.append(Break(id=first - 1))
            top = first
