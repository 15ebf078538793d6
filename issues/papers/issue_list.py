"""An issue list as the workbook offices file, which is also the template they import."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter

from issues.models import Issue, IssueList

COLUMNS = (
    ("序号", 4),
    ("问题类别", 10),
    ("存在问题", 20),
    ("具体事例", 26),
    ("问题来源", 8),
    ("原因分析", 18),
    ("整改目标", 14),
    ("整改措施", 26),
    ("整改类型", 8),
    ("整改时限", 11),
    ("责任领导", 10),
    ("责任科室", 9),
    ("责任人", 8),
    ("备注", 8),
)
SIGNED = "填表人：            审核人：            主要负责人（签字）：            填报时间："
BLANK_ROWS = 10
LINE, LEAST, TALLEST = 15.0, 24.0, 400.0


def list_workbook(issue_list: IssueList) -> bytes:
    """Return the list as a printable workbook; an empty one has numbered blank rows to fill in."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("问题清单")
        _set_up(sheet, book, f"{issue_list.unit}{_kind(issue_list)}")
        _fill(sheet, book, list(_rows(issue_list)))
    return file.getvalue()


def _kind(issue_list: IssueList) -> str:
    name = f"（{issue_list.cadre.name}）" if issue_list.cadre else ""
    return f"{issue_list.get_level_display()}清单{name}"


def _set_up(sheet: Any, book: Any, title: str) -> None:
    top = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, top)
    sheet.set_row(0, 34)
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 3)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{SIGNED}&R第 &P 页，共 &N 页")


def _fill(sheet: Any, book: Any, rows: list[tuple[str, ...]]) -> None:
    base = {"font_name": "仿宋", "font_size": 10.5, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "align": "center", "text_wrap": True})
    cell = book.add_format({**base, "text_wrap": True})
    for column, (name, _) in enumerate(COLUMNS):
        sheet.write_string(1, column, name, head)
    for place, row in enumerate(rows, 2):
        sheet.write_number(place, 0, place - 1, cell)
        for column, value in enumerate(row, 1):
            sheet.write_string(place, column, value, cell)
        sheet.set_row(place, _height(row))


def _height(row: tuple[str, ...]) -> float:
    letters = [max(width // 2, 1) for _, width in COLUMNS[1:]]
    lines = max(
        sum(len(part) // room + 1 for part in value.split("\n"))
        for value, room in zip(row, letters, strict=True)
    )
    return min(max(lines * LINE, LEAST), TALLEST)


def _rows(issue_list: IssueList) -> Iterator[tuple[str, ...]]:
    rows = issue_list.issues.standing().select_related("category").prefetch_related("measures")
    issues = list(rows.order_by("seq", "pk"))
    yield from map(_values, issues)
    if not issues:
        yield from [("",) * (len(COLUMNS) - 1)] * BLANK_ROWS


def _values(issue: Issue) -> tuple[str, ...]:
    return (
        issue.category.name if issue.category else issue.category_raw,
        issue.text,
        issue.example,
        issue.get_source_display(),
        issue.cause,
        issue.target,
        "\n".join(str(measure) for measure in issue.measures.all()),
        issue.get_rectify_display(),
        issue.due_on.isoformat() if issue.has_due else issue.due_words,
        issue.leader + (f"（{issue.leader_post}）" if issue.leader_post else ""),
        issue.dept,
        issue.owner,
        issue.note,
    )
