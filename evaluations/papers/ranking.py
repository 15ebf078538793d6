"""The ranking as a workbook that prints: one sheet a cohort."""

import io
from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.models import Round, Standing
from evaluations.papers.style import paged, ruled, titled
from evaluations.scoring.bands import shelves

HEADINGS = ("名次", "单位", "得分", "满意率", "计分票数", "名次区间", "可分档", "等次", "备注")
WIDTHS = (8, 34, 12, 12, 12, 14, 10, 12, 20)


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
    titled(sheet, f"{round_.result_name}（{cohort}）", len(HEADINGS))
    sheet.append(list(HEADINGS))
    held = shelves([(row.rank, row.rank_low) for row in rows])
    for row, shelf in zip(rows, held, strict=True):
        sheet.append(_line(row, shelf))
    ruled(sheet, 2, sheet.max_row, len(HEADINGS))
    paged(sheet, WIDTHS, 2)
    sheet.freeze_panes = "C3"


def _line(row: Standing, shelf: int | None) -> list[str | int | float | None]:
    span = f"{row.rank_low}—{row.rank_high}" if row.rank_low else ""
    told = f"第{shelf}档" if shelf else ""
    note = "末位" if row.is_tail else ""
    score = row.score_shown or "不计分"
    rate = row.percent_satisfied
    return [row.rank, row.unit.name, score, rate, row.valid_count, span, told, row.tier, note]
