"""销号申请表: one issue on one upright page, with room for four signatures."""

from io import BytesIO
from typing import Any

import xlsxwriter

from issues.models import Issue, Verification
from journal.models import Entry
from roster.words import Work

OPINIONS = (
    "责任单位意见（主要负责人签字、盖章）",
    "包联领导或督导组意见",
    "牵头（主管）部门审核意见",
    "领导小组办公室验收意见",
)
WIDTHS = (16, 27, 14, 27)
LETTERS, LABEL = 34, 7  # characters in a line of the wide cell, of the heading
LINE, SHORT, TALL = 17.0, 24.0, 62.0  # points


def closure_workbook(issue: Issue) -> bytes:
    """Return the card, filled in as far as the ledger knows."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("销号申请表")
        _set_up(sheet)
        title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center"})
        sheet.merge_range(0, 0, 0, 3, "问题整改销号申请表", title)
        sheet.set_row(0, 36)
        _fill(sheet, book, _rows(issue))
    return file.getvalue()


def _set_up(sheet: Any) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _fill(sheet: Any, book: Any, rows: list[tuple[str, ...]]) -> None:
    base = {"font_name": "仿宋", "font_size": 12, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "align": "center", "text_wrap": True, "bold": True})
    cell = book.add_format({**base, "text_wrap": True})
    for number, row in enumerate(rows, 1):
        sheet.write_string(number, 0, row[0], head)
        if len(row) == 4:
            sheet.write_string(number, 1, row[1], cell)
            sheet.write_string(number, 2, row[2], head)
            sheet.write_string(number, 3, row[3], cell)
        else:
            sheet.merge_range(number, 1, number, 3, "", cell)
            sheet.write_string(number, 1, row[1], cell)
        sheet.set_row(number, _height(row))


def _height(row: tuple[str, ...]) -> float:
    if row[0] in OPINIONS:
        return TALL
    lines = sum(len(part) // LETTERS + 1 for part in row[1].split("\n"))
    return max(SHORT if len(row[0]) <= LABEL else 2 * LINE + 6, lines * LINE + 6)


def _rows(issue: Issue) -> list[tuple[str, ...]]:
    asked = issue.verifications.select_related("verified_by").first()
    done = [
        f"{measure}（{measure.done_on or '未完成'}）"
        for measure in issue.measures.order_by("number")
    ]
    category = issue.category.name if issue.category else issue.category_raw
    opinions = _opinions(issue, asked)
    return [
        ("问题编号", issue.number, "问题类别", category),
        ("责任单位", issue.unit.name, "责任领导", issue.leader),
        ("问题描述", _lines(issue.text, issue.example)),
        ("整改目标及销号标准", _lines(issue.target, issue.standard)),
        ("整改措施落实情况", "\n".join(done)),
        ("整改成效及佐证材料目录", _lines(*_result(asked), issue.evidence)),
        ("建章立制情况", _institutions(issue)),
        ("完成时限", issue.due_text, "实际完成时间", str(issue.closed_on or "")),
        ("服务对象（反映人）评价", *_call_back(asked)),
        *((name, opinions.get(name, "")) for name in OPINIONS),
        ("备注", issue.note),
    ]


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _result(asked: Verification | None) -> tuple[str, ...]:
    return (asked.result, asked.evidence) if asked else ()


def _institutions(issue: Issue) -> str:
    """The rules made or mended for the issue, as the register of institutions holds them."""
    made = issue.campaign.institutions.filter(issue_number=issue.number).order_by("issued_on")
    return "\n".join(f"《{rule.title}》（{rule.issued_on:%Y-%m-%d}印发）" for rule in made)


def _call_back(asked: Verification | None) -> tuple[str, str, str]:
    if asked is None or not asked.call_back:
        return ("", "回访人", "")
    by = asked.verified_by.name if asked.verified_by else ""
    said = filter(None, (asked.get_call_back_result_display(), asked.call_back))
    return ("：".join(said), "回访人", by)


def _opinions(issue: Issue, asked: Verification | None) -> dict[str, str]:
    """Only what somebody has said in the system is filled in; the rest is signed on paper."""
    told = {}
    if asked and asked.verified_by:
        by = asked.verified_by
        said = f"{asked.get_verdict_display()}：{asked.opinion}"
        told[OPINIONS[3 if by.works_as(Work.OFFICE) else 1]] = _signed(said, by.name)
    struck = Entry.objects.about(issue).filter(verb="销号").first()
    if issue.closed_on and struck:
        told[OPINIONS[3]] = _signed(f"同意销号：{struck.note}", struck.actor_name)
    return told


def _signed(said: str, name: str) -> str:
    return f"{said.rstrip('：')}\n{name}"
