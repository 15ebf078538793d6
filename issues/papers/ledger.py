"""The ledger as a workbook in the two-level heading that offices use."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from django.db.models import QuerySet
from rustpy_xlsxwriter import Format, write_worksheet

from campaigns.models import Campaign, Category
from common.joined import lines
from issues.models import Issue, Measure, Progress
from issues.models.issue import NO_DATE
from issues.words import Rectify
from roster.models import Unit


class Heading(NamedTuple):
    """A column: the group above it, its title, its width in letters, the shape of its cells."""

    group: str
    title: str
    width: float
    shape: str = "centred"


HEADINGS: Sequence[Heading] = (
    Heading("问题情况", "序号", 6),
    Heading("问题情况", "问题编号", 15),
    Heading("问题情况", "单位", 16),
    Heading("问题情况", "问题类别", 14),
    Heading("问题情况", "存在问题", 34, "wrapped"),
    Heading("问题情况", "具体事例", 34, "wrapped"),
    Heading("整改内容", "整改目标", 20, "wrapped"),
    Heading("整改内容", "整改措施", 36, "wrapped"),
    Heading("整改内容", "整改类型", 10),
    Heading("整改内容", "完成时限", 12, "dated"),
    Heading("责任落实", "责任领导", 12),
    Heading("责任落实", "责任科室", 14),
    Heading("责任落实", "责任人", 12),
    Heading("整改情况", "整改进展", 36, "wrapped"),
    Heading("整改情况", "完成状态", 10),
    Heading("整改情况", "完成时间", 12, "dated"),
    Heading("整改情况", "佐证材料及制度成果", 24, "wrapped"),
    Heading("整改情况", "备注", 12, "wrapped"),
)
TITLES = [heading.title for heading in HEADINGS]
FIELDS = (
    *("number", "unit_id", "category_id", "category_raw", "text", "example", "target"),
    *("rectify", "due_on", "due_words", "leader", "dept", "owner", "status", "closed_on"),
    *("evidence", "note"),
)
HEADING_ROW = 3
A3 = 8
CHUNK = 2000
PRINTABLE = 2000  # rows; nobody prints more, and heights cost time
LINE, TALLEST = 15.0, 400.0  # points
FORMULA_MARKS = ("=", "+", "-", "@", "\t")
CELL_LIMIT = 32_767  # characters; a spreadsheet refuses more
RECTIFY = dict(Rectify.choices)
STATUS = dict(Issue.Status.choices)
DONE = {
    Issue.Status.CLOSED: "已完成",
    Issue.Status.VERIFIED: "基本完成",
    Issue.Status.CLOSE_APPLIED: "基本完成",
}


def ledger_workbook(
    file: Any, campaign: Campaign, rows: QuerySet[Issue], today: date, name: str = ""
) -> None:
    """Write the ledger to a file-like object; a short one gets row heights for the printer."""
    records = ({title: record[title] for title in TITLES} for record in records_of(rows))
    first = list(islice(records, PRINTABLE + 1))
    write_worksheet(
        chain(first, records),
        file,
        sheet_name="整改台账",
        header_row=HEADING_ROW,
        header_format=cell_shape("head"),
        merge_ranges=_merged(f"{campaign.name}{name or '问题整改台账'}", today),
        row_heights={0: 32, **(_heights(first) if len(first) <= PRINTABLE else {})},
        column_widths=[heading.width for heading in HEADINGS],
        column_formats=[cell_shape(heading.shape) for heading in HEADINGS],
        freeze_row=HEADING_ROW + 1,
        freeze_col=5,
        page_setup={
            "landscape": True,
            "paper_size": A3,
            "repeat_rows": (HEADING_ROW - 1, HEADING_ROW),
            "fit_to_pages": (1, 0),
            "footer": "&C第 &P 页 共 &N 页",
        },
    )


def ledger_table(rows: QuerySet[Issue]) -> Iterator[str]:
    """The ledger as .csv, line by line, so that any number of rows takes no more memory."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(TITLES)
    for record in records_of(rows):
        yield writer.writerow([_harmless(record[title]) for title in TITLES])


class _Echo:
    """A file that hands every line straight back to whoever writes it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a quote before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_MARKS) else value


def _heights(records: Sequence[dict[str, Any]]) -> dict[int, float]:
    """Tell how tall each line must be, for programs that do not find out by themselves."""
    wrapped = [(h.title, int(h.width) // 2) for h in HEADINGS if h.shape == "wrapped"]
    heights = {}
    for place, record in enumerate(records, HEADING_ROW + 1):
        lines = max(
            sum(len(part) // letters + 1 for part in record[title].split("\n"))
            for title, letters in wrapped
        )
        heights[place] = min(lines * LINE + 4, TALLEST)
    return heights


def cell_shape(name: str) -> Format:
    base = Format().set_font_name("仿宋").set_font_size(10.5).set_border("thin")
    base = base.set_align("vcenter").set_text_wrap()
    if name == "wrapped":
        return base
    base = base.set_align("center")
    if name == "head":
        return base.set_bold()
    return base.set_num_format("yyyy-mm-dd;@") if name == "dated" else base


def _merged(heading: str, today: date) -> list[Any]:
    last = len(HEADINGS) - 1
    title = Format().set_font_name("黑体").set_font_size(18).set_align("center")
    until = f"截至{today.year}年{today.month}月{today.day}日"
    merged: list[Any] = [
        (0, 0, 0, last, heading, title),
        (1, 0, 1, last, until, Format().set_font_name("仿宋").set_align("right")),
    ]
    start = 0
    for group, columns in groupby(HEADINGS, key=lambda heading: heading.group):
        end = start + len(list(columns)) - 1
        merged.append((2, start, 2, end, group, cell_shape("head")))
        start = end + 1
    return merged


def records_of(rows: QuerySet[Issue]) -> Iterator[dict[str, Any]]:
    """Yield one line of the sheet at a time."""
    units = dict(Unit.objects.values_list("pk", "name"))
    categories = dict(Category.objects.values_list("pk", "name"))
    measures = lines(Measure.objects.all(), "issue", "number", numbered=True)
    progress = lines(Progress.objects.all(), "issue", "pk")
    found = rows.values_list(*FIELDS, measures, progress)
    number = 0
    for number, row in enumerate(found.iterator(chunk_size=CHUNK), 1):
        yield _record(number, row, units, categories)
    if not number:  # the writer draws no heading over nothing
        yield dict.fromkeys([*TITLES, "责任单位", "是否完成"], "")


def _due(rectify: str, due: date, words: str) -> date | str:
    """A day of check is no deadline: what is to last says so in words."""
    if rectify == Rectify.STANDING:
        return words or Rectify.STANDING.label
    return words if due == NO_DATE else due


def _record(
    place: int, row: tuple[Any, ...], units: dict[int, str], categories: dict[int, str]
) -> dict[str, Any]:
    """The cells of one line; a text too long for a cell is cut, never dropped."""
    number, unit, category, raw, text, example, target, rectify, due, due_words, *rest = row
    leader, dept, owner, status, closed_on, evidence, note, measures, progress = rest
    return {
        "序号": place,
        "问题编号": number,
        "单位": units[unit],
        "问题类别": categories.get(category, raw),
        "存在问题": text[:CELL_LIMIT],
        "具体事例": example[:CELL_LIMIT],
        "整改目标": target[:CELL_LIMIT],
        "整改措施": measures[:CELL_LIMIT],
        "整改类型": RECTIFY[rectify],
        "完成时限": _due(rectify, due, due_words),
        "责任领导": leader,
        "责任科室": dept,
        "责任人": owner,
        "整改进展": progress[:CELL_LIMIT],
        "责任单位": dept or units[unit],
        "是否完成": DONE.get(status) or ("正在推进" if progress else "未启动"),
        "完成状态": STATUS[status],
        "完成时间": closed_on or "",
        "佐证材料及制度成果": evidence[:CELL_LIMIT],
        "备注": note[:CELL_LIMIT],
    }
