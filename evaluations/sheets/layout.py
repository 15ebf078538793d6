"""How a sheet is laid out: which way round, where the heading ends, what columns hold."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from evaluations.scoring.options import recognise
from evaluations.sheets.table import Box, Table, is_banner
from evaluations.sheets.words import (
    BY_RATER,
    RATED,
    TICKS,
    Kind,
    is_subject_heading,
    is_summary,
    key,
    kind_of,
)

ADJUSTING = re.compile(r"加分|扣分|减分")
NUMERALS = (*"甲乙丙丁戊栏", "栏次")
SCORED = re.compile(r"得分|均分|平均|总分|评价")
Find = Callable[[str], Any]
REGISTER = {Kind.ISSUED, Kind.RETURNED}
DATA = {
    Kind.OPTION,
    Kind.MARK,
    Kind.COUNT,
    Kind.CHOICE,
    Kind.BONUS,
    Kind.DEDUCT,
    Kind.NET,
    Kind.CARD,
}


@dataclass(frozen=True)
class Column:
    """One column: its headings from the top, and what it holds."""

    at: int
    path: tuple[str, ...]
    kind: Kind

    @property
    def leaf(self) -> str:
        """The heading nearest to the figures."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True)
class Layout:
    """A table that was understood."""

    table: Table
    start: int
    columns: tuple[Column, ...]
    banners: tuple[str, ...]

    def of(self, *kinds: Kind) -> list[Column]:
        """The columns that hold these things."""
        return [column for column in self.columns if column.kind in kinds]

    @property
    def is_register(self) -> bool:
        """Whether the sheet is an issue and return register and nothing else."""
        return bool(self.of(Kind.ISSUED) and self.of(Kind.RETURNED)) and not self.of(
            Kind.OPTION, Kind.CHOICE, Kind.COUNT, Kind.MARK
        )


def blocks(table: Table) -> list[Table]:
    """Tables that stand one under another on a sheet, each with the titles over it."""
    heads = [
        at
        for at, row in enumerate(table.rows)
        if not is_banner(row) and any(box.is_own and is_subject_heading(box.text) for box in row)
    ]
    starts = [_with_titles(table, at) for at in heads[1:]]
    cuts = [0, *starts, len(table.rows)]
    parts = [table.rows[a:b] for a, b in pairwise(cuts)]
    titles = tuple(row for row in table.rows[: heads[0] if heads else 0] if is_banner(row))
    return [
        Table(table.name, part if at == 0 or is_banner(part[0]) else (*titles, *part))
        for at, part in enumerate(parts)
        if part
    ]


def _with_titles(table: Table, at: int) -> int:
    while at and is_banner(table.rows[at - 1]):
        at -= 1
    return at


def layout(table: Table, find: Find, labels: Sequence[str]) -> Layout | None:
    """The layout of a table, or nothing when it is no counting sheet."""
    if not table.rows or table.width < 2:
        return None
    register = _register(table, labels)
    if register:
        return register
    turned, over = _right_way_round(table, find)
    subject = _subject_column(turned, find)
    if subject is None:
        return None
    start = _start(turned, subject, find, labels)
    if start is None:
        return None
    found = _layout(turned, subject, start, labels)
    return replace(found, banners=(*over, *found.banners))


def _register(table: Table, labels: Sequence[str]) -> Layout | None:
    return _register_upright(table, labels) or _register_upright(table.transposed(), labels)


def _register_upright(table: Table, labels: Sequence[str]) -> Layout | None:
    for at, row in enumerate(table.rows[:15]):
        kinds = {kind_of([box.text], labels) for box in row if box.text}
        below = [box.text for lower in table.rows[at : at + 3] for box in lower if box.text]
        has_options = any(kind_of([text], labels) is Kind.OPTION for text in below)
        if kinds >= REGISTER and not has_options:
            found = _layout(table, None, at + 1, labels)
            return found if found.is_register else None
    return None


def _right_way_round(table: Table, find: Find) -> tuple[Table, tuple[str, ...]]:
    """The table with its subjects going down, and the titles that turning it would scatter."""
    down = max((_known(table.column(at), find) for at in range(table.width)), default=0)
    across = max((_known(row, find) for row in table.rows if not is_banner(row)), default=0)
    if across < 2 or across < down:
        return table, ()
    if across == down and not _rows_are_raters(table, find):
        return table, ()
    body = [row for row in table.rows if not is_banner(row)]
    at = max(range(len(body)), key=lambda place: _known(body[place], find))
    body[at] = tuple(_carried(body[at : at + 2])[0])
    over = tuple(text for row in table.rows if is_banner(row) and (text := _banner(row)))
    return Table(table.name, tuple(body)).transposed(), over


def _rows_are_raters(table: Table, find: Find) -> bool:
    """In a square of units rating units the heading of the first column says who is who."""
    at = max(range(table.width), key=lambda column: _known(table.column(column), find))
    heads = [box.text for box in table.column(at) if box.text and not find(box.text)]
    rows = [re.split(r"[\\/|＼／｜]", text)[0] for text in heads[:4]]
    return any(BY_RATER.search(key(text)) and not RATED.search(text) for text in rows)


def _known(boxes: Sequence[Box], find: Find) -> int:
    return len({box.origin for box in boxes if box.text and box.number is None and find(box.text)})


def _subject_column(table: Table, find: Find) -> int | None:
    known = [_known(table.column(at), find) for at in range(table.width)]
    headed = {at: text for at, text in _headed(table).items()}
    best = max(known, default=0)
    candidates = [at for at, count in enumerate(known) if count and count * 2 >= best]
    rated = [at for at in candidates if RATED.search(headed.get(at, ""))]
    if rated:
        return rated[0]
    if candidates and best >= 1:
        named = [at for at in candidates if at in headed]
        return (named or sorted(candidates, key=lambda at: -known[at]))[0]
    return min(headed, default=None)


def _headed(table: Table) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in table.rows[:15]:
        if is_banner(row):
            continue
        for at, box in enumerate(row):
            if at not in found and is_subject_heading(box.text):
                found[at] = box.text
    return found


def _start(table: Table, subject: int, find: Find, labels: Sequence[str]) -> int | None:
    """The first row of figures: a subject with something beside it, below the headings."""
    heading = _heading_row(table, subject)
    for at, row in enumerate(table.rows):
        box = row[subject]
        if at <= heading or not box.text or is_banner(row) or is_subject_heading(box.text):
            continue
        if kind_of([box.text], labels) not in (Kind.OTHER, Kind.SUBJECT, Kind.CARD):
            continue
        if (
            is_summary(box.text)
            or len(box.text) < 2
            or (box.origin[0] <= heading + 1 and not box.is_own)
        ):
            continue
        beside = [other for place, other in enumerate(row) if place != subject]
        has_figures = any(other.number is not None for other in beside)
        has_ticks = any(recognise(labels, other.text) for other in beside if other.text)
        if find(box.text) or has_figures or (has_ticks and heading >= 0):
            return at
    return None


def _heading_row(table: Table, subject: int) -> int:
    for at, row in enumerate(table.rows[:15]):
        if not is_banner(row) and is_subject_heading(row[subject].text):
            return at
    return -1


def _layout(table: Table, subject: int | None, start: int, labels: Sequence[str]) -> Layout:
    head = table.rows[:start]
    banners = tuple(_banner(row) for row in table.rows if is_banner(row) and _banner(row))
    rows = _carried([row for row in head if not is_banner(row) and not _is_numbering(row)])
    columns = []
    for at in range(table.width):
        path = _path([row[at] for row in rows])
        path = _option_last(path, labels)
        kind = Kind.SUBJECT if at == subject else kind_of(path, labels)
        if at != subject and subject is not None and kind is Kind.SUBJECT:
            kind = Kind.RATER if BY_RATER.search(key(path[-1])) else Kind.SKIP
        columns.append(Column(at, path, kind))
    known = [_numeric(table, start, column, labels) for column in columns]
    return Layout(table, start, tuple(_with_a_score(known)), banners)


def _with_a_score(columns: list[Column]) -> list[Column]:
    """A sheet whose only figures are 综合得分 or 平均分 brings scores made elsewhere."""
    if any(column.kind in DATA | REGISTER | {Kind.OTHER, Kind.FACT} for column in columns):
        return columns
    scores = [c for c in columns if c.kind is Kind.RESULT and SCORED.search(c.leaf)]
    return [replace(c, kind=Kind.MARK) if c in scores[:1] else c for c in columns]


def _is_numbering(row: Sequence[Box]) -> bool:
    """A line under the headings that only numbers the columns: 甲 乙 1 2 3."""
    return all(box.number is not None or box.text in NUMERALS for box in row if box.text)


def _carried(rows: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """Group headings that were typed once and never merged reach over the blanks beside them."""
    carried: list[list[Box]] = []
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        line: list[Box] = []
        for place, box in enumerate(row):
            is_open = not box.text and place < len(below) and bool(below[place].text)
            line.append(line[-1] if is_open and place and line[-1].text else box)
        carried.append(line)
    return carried


def _banner(row: Sequence[Box]) -> str:
    return next((box.text for box in row if box.text), "")


def _path(boxes: Sequence[Box]) -> tuple[str, ...]:
    texts: list[str] = []
    for box in boxes:
        if box.text and (not texts or texts[-1] != box.text):
            texts.append(box.text)
    return tuple(texts)


def _option_last(path: tuple[str, ...], labels: Sequence[str]) -> tuple[str, ...]:
    """Options written over the sides instead of under them are put where options belong."""
    if len(path) < 2 or kind_of(path, labels) is not Kind.OTHER:
        return path
    option = next((text for text in path if recognise(labels, text)), None)
    return path if option is None else (*(text for text in path if text != option), option)


def _numeric(table: Table, start: int, column: Column, labels: Sequence[str]) -> Column:
    """A column with an unknown heading holds marks when its cells are numbers or options."""
    boxes = [row[column.at] for row in table.rows[start:] if row[column.at].text]
    if not column.path and boxes and all(recognise(labels, box.text) for box in boxes):
        return Column(column.at, column.path, Kind.CHOICE)
    if column.kind is Kind.COHORT and boxes and all(ADJUSTING.search(box.text) for box in boxes):
        return Column(column.at, column.path, Kind.CHOICE)
    if column.kind is not Kind.OTHER:
        return column
    fitting = sum(
        box.number is not None or box.text in TICKS or bool(recognise(labels, box.text))
        for box in boxes
    )
    if boxes and fitting * 2 >= len(boxes):
        return Column(column.at, column.path, Kind.OTHER)
    return Column(column.at, column.path, Kind.SKIP)
