"""The ledger in exactly the columns that offices print; the full export holds more."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any, Final

import xlsxwriter
from django.db.models import QuerySet

from campaigns.models import Campaign
from common.refusal import Refused
from issues.models import Issue
from issues.papers.ledger import records_of
from issues.papers.printed import BODY, LINE, OPTIONS, TALLEST, TITLE

MOST: Final = 20_000
EVIDENCE: Final = "佐证材料及制度成果"
COLUMNS: Final = (
    ("", "序号", 6),
    ("", "单位", 16),
    ("", "问题类别", 14),
    ("", "存在问题", 34),
    ("整改内容", "整改目标", 20),
    ("整改内容", "整改措施", 36),
    ("整改内容", "整改类型", 10),
    ("整改内容", "完成时限", 12),
    ("责任落实", "责任领导", 12),
    ("责任落实", "责任单位", 14),
    ("责任落实", "责任人", 12),
    ("整改情况", "整改进展", 36),
    ("整改情况", "是否完成", 10),
    ("整改情况", "完成时间", 12),
    ("整改情况", "佐证材料/制度成果", 24),
    ("", "备注", 12),
)


def printed_ledger(campaign: Campaign, rows: QuerySet[Issue], today: date, name: str = "") -> bytes:
    """Return the workbook on A3 with its two-level heading (practice §1.2).

    Raises Refused above MOST rows: nobody prints more, and the full export streams them.
    """
    if rows.count() > MOST:
        raise Refused("表样一次最多导出2万条，请先按单位筛选；要全部数据请点“导出当前结果”。")
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet("整改台账")
        until = f"截至{today.year}年{today.month}月{today.day}日"
        _head(sheet, book, f"{campaign.name}{name or '问题整改台账'}", until)
        _rows(sheet, book, records_of(rows))
    return file.getvalue()


def _head(sheet: Any, book: Any, title: str, until: str) -> None:
    last = len(COLUMNS) - 1
    head = book.add_format({**BODY, "border": 1, "bold": True, "align": "center"})
    sheet.merge_range(0, 0, 0, last, title, book.add_format(TITLE))
    sheet.merge_range(1, 0, 1, last, until, book.add_format({**BODY, "align": "right"}))
    start = 0
    for group, columns in groupby(COLUMNS, key=lambda column: column[0]):
        names = [name for _, name, _ in columns]
        for place, name in enumerate(names, start):
            if group:
                sheet.write_string(3, place, name, head)
            else:
                sheet.merge_range(2, place, 3, place, name, head)
        if group:
            sheet.merge_range(2, start, 2, start + len(names) - 1, group, head)
        start += len(names)
    for place, (_, _, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(2, 3)
    sheet.freeze_panes(4, 4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _rows(sheet: Any, book: Any, records: Iterable[dict[str, Any]]) -> None:
    cell = book.add_format({**BODY, "border": 1})
    for place, record in enumerate(records, 4):
        record["佐证材料/制度成果"] = record[EVIDENCE]
        texts = [str(record[name]) for _, name, _ in COLUMNS]
        tallest = max(
            sum(len(part) // max(width // 2, 1) + 1 for part in text.split("\n"))
            for text, (_, _, width) in zip(texts, COLUMNS, strict=True)
        )
        sheet.set_row(place, min(tallest * LINE + 4, TALLEST))
        for column, text in enumerate(texts):
            if column == 0 and text:
                sheet.write_number(place, column, int(text), cell)
            else:
                sheet.write_string(place, column, text, cell)
