"""The ledger as a workbook in the two-level heading that offices use."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, cast

import xlsxwriter
from django.db.models import QuerySet

from campaigns.models import Campaign, Category
from issues.models import Issue, Measure, Progress
from issues.words import Rectify
from roster.models import Unit

HEADINGS: Sequence[tuple[str, str, int]] = (
    ("序号", "", 5),
    ("问题编号", "", 15),
    ("单位", "", 16),
    ("问题类别", "", 14),
    ("存在问题", "", 34),
    ("具体事例", "", 34),
    ("整改内容", "整改目标", 20),
    ("整改内容", "整改措施", 36),
    ("整改内容", "整改类型", 10),
    ("整改内容", "完成时限", 12),
    ("责任落实", "责任领导", 12),
    ("责任落实", "责任科室", 14),
    ("责任落实", "责任人", 12),
    ("整改情况", "整改进展", 36),
    ("整改情况", "完成状态", 10),
    ("整改情况", "完成时间", 12),
    ("整改情况", "佐证材料及制度成果", 24),
    ("备注", "", 12),
)
FIELDS = (
    "pk",
    "number",
    "unit_id",
    "category_id",
    "category_raw",
    "text",
    "example",
    "target",
    "rectify",
    "due_on",
    "due_words",
    "leader",
    "dept",
    "owner",
    "status",
    "closed_on",
    "evidence",
    "note",
)
NO_DATE_YEAR = 9999
CHUNK = 2000


def ledger_workbook(file: Any, campaign: Campaign, rows: QuerySet[Issue], today: date) -> None:
    """Write the ledger to a file-like object; text stays text, memory stays flat."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("整改台账")
        head, cell, day = _formats(book)
        _set_up(sheet, head, book, campaign, today)
        for place, values in enumerate(_values(rows)):
            sheet.write_number(place + 4, 0, place + 1, cell)
            for column, value in enumerate(values, 1):
                if isinstance(value, date):
                    sheet.write_datetime(place + 4, column, cast(Any, value), day)
                else:
                    sheet.write_string(place + 4, column, value, cell)
    cast(IO[bytes], file).write(buffer.getvalue())


def _formats(book: Any) -> tuple[Any, Any, Any]:
    base = {"font_name": "仿宋", "font_size": 10.5, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "align": "center", "text_wrap": True})
    cell = book.add_format({**base, "text_wrap": True})
    day = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
    return head, cell, day


def _set_up(sheet: Any, head: Any, book: Any, campaign: Campaign, today: date) -> None:
    title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center"})
    last = len(HEADINGS) - 1
    sheet.merge_range(0, 0, 0, last, f"{campaign.name}问题整改台账", title)
    sheet.merge_range(1, 0, 1, last, f"截至{today.year}年{today.month}月{today.day}日")
    _write_headings(sheet, head)
    sheet.freeze_panes(4, 5)
    sheet.repeat_rows(2, 3)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _write_headings(sheet: Any, head: Any) -> None:
    column = 0
    while column < len(HEADINGS):
        top, below, _ = HEADINGS[column]
        end = column
        while below and end + 1 < len(HEADINGS) and HEADINGS[end + 1][0] == top:
            end += 1
        if below:
            sheet.merge_range(2, column, 2, end, top, head)
        else:
            sheet.merge_range(2, column, 3, column, top, head)
        column = end + 1
    for column, (_, below, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width)
        if below:
            sheet.write_string(3, column, below, head)


def _values(rows: QuerySet[Issue]) -> Iterable[tuple[str | date, ...]]:
    units = dict(Unit.objects.values_list("pk", "name"))
    categories = dict(Category.objects.values_list("pk", "name"))
    chunk: list[tuple[Any, ...]] = []
    for row in rows.values_list(*FIELDS).iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _chunk_values(chunk, units, categories)
            chunk = []
    yield from _chunk_values(chunk, units, categories)


def _chunk_values(
    chunk: list[tuple[Any, ...]], units: dict[int, str], categories: dict[int, str]
) -> Iterable[tuple[str | date, ...]]:
    pks = [row[0] for row in chunk]
    measures = _numbered(Measure.objects.filter(issue__in=pks).values_list("issue", "text"))
    progress = _joined(Progress.objects.filter(issue__in=pks).values_list("issue", "text"))
    for row in chunk:
        found = dict(zip(FIELDS, row, strict=True))
        due = found["due_on"]
        yield (
            found["number"],
            units[found["unit_id"]],
            categories.get(found["category_id"], found["category_raw"]),
            found["text"],
            found["example"],
            found["target"],
            measures.get(found["pk"], ""),
            Rectify(found["rectify"]).label,
            found["due_words"] if due.year == NO_DATE_YEAR else due,
            found["leader"],
            found["dept"],
            found["owner"],
            progress.get(found["pk"], ""),
            Issue.Status(found["status"]).label,
            found["closed_on"] or "",
            found["evidence"],
            found["note"],
        )


def _numbered(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    lines: dict[int, list[str]] = {}
    for pk, text in pairs:
        kept = lines.setdefault(pk, [])
        kept.append(f"{len(kept) + 1}.{text}")
    return {pk: "\n".join(texts) for pk, texts in lines.items()}


def _joined(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    lines: dict[int, list[str]] = {}
    for pk, text in pairs:
        lines.setdefault(pk, []).append(text)
    return {pk: "\n".join(texts) for pk, texts in lines.items()}
