"""民主测评汇总表: three heading rows, votes and rates of every side, lines for signatures."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.models import Round, Standing
from evaluations.papers.numbers import four
from evaluations.papers.style import LEFT, PLAIN, kept_together, paged, ruled, titled
from evaluations.scoring.showing import hidden

BEFORE = ("单位", "评议主体")
AFTER = ("计分票", "得分")
HEAD_ROWS = 4
OUTSIDE = ("不了解", "不清楚")


def summary_workbook(round_: Round, rows: Sequence[Standing], data: dict[str, Any]) -> bytes:
    """The summary sheet with its register and signatures; small sides stay inside the total."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        sheet = book.create_sheet()
    sheet.title = "民主测评汇总表"
    names = {side.code: side.name for side in round_.sides.all()}
    labels = _labels(rows)
    width = len(BEFORE) + 2 * len(labels) + len(AFTER)
    titled(sheet, f"{round_.name.removesuffix('民主测评')}民主测评汇总表", width)
    _headings(sheet, labels)
    starts = []
    for row in rows:
        starts.append(sheet.max_row + 1)
        _unit_lines(sheet, list(_lines(row, names, labels, round_.show_min)))
    ruled(sheet, 2, sheet.max_row, width, HEAD_ROWS - 1)
    _footer(sheet, data["sessions"], width)
    paged(sheet, (30, 16, *[10] * (2 * len(labels)), 10, 12), HEAD_ROWS)
    kept_together(sheet, starts, HEAD_ROWS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _unit_lines(sheet: Worksheet, lines: Sequence[Sequence[str | int | float | None]]) -> None:
    """The lines of one unit, its name written once beside them all."""
    first = sheet.max_row + 1
    for line in lines:
        sheet.append(list(line))
    if len(lines) > 1:
        sheet.merge_cells(start_row=first, start_column=1, end_row=sheet.max_row, end_column=1)


def _labels(rows: Sequence[Standing]) -> list[str]:
    found: dict[str, None] = {}
    for row in rows:
        for side in row.detail["sides"].values():
            found |= dict.fromkeys(side["counts"])
    return [label for label in found if label not in ("弃权", "行作废")]


def _headings(sheet: Worksheet, labels: Sequence[str]) -> None:
    figures = [text for label in labels for text in (f"{label}票数", f"{label}率")]
    votes = len(figures) + len(AFTER)
    sheet.append(["项目", None, "民主测评情况", *[None] * (votes - 1)])
    sheet.append(["参评单位", None, *figures, *AFTER])
    sheet.append(list(BEFORE))
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=2)
    sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=2)
    sheet.merge_cells(start_row=2, start_column=3, end_row=2, end_column=2 + votes)
    for column in range(3, 3 + votes):
        sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)


def _lines(
    row: Standing, names: dict[str, str], labels: Sequence[str], show_min: int
) -> Iterator[list[str | int | float | None]]:
    gone = hidden(row.detail["sides"], show_min)
    for code, side in row.detail["sides"].items():
        name = names.get(code, code)
        if code in gone or not side["counted"]:
            word = "不单独显示" if code in gone else "无"
            yield [row.unit.name, name, *["—"] * (2 * len(labels)), word, "—"]
            continue
        figures: list[str | int | float | None] = []
        for label in labels:
            count = side["counts"].get(label, 0)
            figures += [count, _rate(count, label, side)]
        yield [row.unit.name, name, *figures, side["counted"], four(side["score"], "—")]


def _rate(count: int, label: str, side: dict[str, Any]) -> str:
    """The share of a box: of the ballots that count, for 不了解 of all that said anything."""
    whole = sum(side["counts"].values()) if label in OUTSIDE else side["counted"]
    return f"{count * 100 / whole:.2f}%" if whole else "—"


def _footer(sheet: Worksheet, sessions: Sequence[dict[str, Any]], width: int) -> None:
    notes = [
        f"{line['side']}（{line['scope']}）：发出{line['issued']}　收回{line['returned']}"
        f"　无效{line['void'] if line['void'] is not None else '—'}"
        f"　有效{line['valid'] if line['valid'] is not None else '—'}"
        for line in sessions[:20]
    ]
    room = "　" * 6
    people = ("计票人", "监票人", "监票人", "汇总人")
    signatures = "".join(f"{word}：{room}" for word in people) + "年　月　日"
    for text in (*notes, signatures):
        sheet.append([text])
        at = sheet.max_row
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
        sheet.cell(at, 1).alignment, sheet.cell(at, 1).font = LEFT, PLAIN
