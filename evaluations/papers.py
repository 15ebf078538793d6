"""The ranking as a workbook that prints: one sheet a cohort, merged title, borders, page set-up."""

import io
from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.models import Round, Standing

HEADINGS = ("名次", "单位", "得分", "满意率", "计分票数", "名次区间", "等次", "备注")
WIDTHS = (8, 34, 12, 12, 12, 14, 12, 20)
LINE = Side(style="thin")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def ranking_workbook(round_: Round, rows: Sequence[Standing]) -> bytes:
    """The standings as the office prints and circulates them."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for cohort, group in groupby(rows, lambda row: row.cohort):
        _cohort_sheet(book.create_sheet(cohort.name[:31]), round_, str(cohort), list(group))
    if not book.worksheets:
        book.create_sheet("没有结果")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cohort_sheet(sheet: Worksheet, round_: Round, cohort: str, rows: Sequence[Standing]) -> None:
    sheet.append([f"{round_}评议结果（{cohort}）"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = CENTRE
    sheet.row_dimensions[1].height = 36
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(_line(row))
    for line in sheet.iter_rows(min_row=2, max_row=sheet.max_row, max_col=len(HEADINGS)):
        for cell in line:
            cell.border, cell.alignment = BORDER, CENTRE
            cell.font = Font(name="仿宋_GB2312", size=12, bold=cell.row == 2)
            if isinstance(cell.value, str):
                cell.data_type = "s"
    _page(sheet)


def _line(row: Standing) -> list[str | int | float | None]:
    span = f"{row.rank_low}—{row.rank_high}" if row.rank_low else ""
    note = "末位" if row.is_tail else ""
    score = row.score_shown or "不计分"
    return [
        row.rank,
        row.unit.name,
        score,
        row.percent_satisfied,
        row.valid_count,
        span,
        row.tier,
        note,
    ]


def _page(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.print_title_rows = "1:2"
    sheet.freeze_panes = "C3"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
