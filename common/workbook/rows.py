"""Telling the rows of a table apart: what carries data and what does not."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from common.workbook.grid import Cell, Sheet
from common.workbook.headings import Headings, tells_beside
from common.workbook.text import heading_key, squeeze, tidy

TOTAL: Final = re.compile(
    r"^(?P<whose>.{0,14}?)(?P<word>小计|分计|合计|总计|共计|累计|总数|汇总|总和|(?<=以上)共)数?"
    r"[:：()]*(共?[\d.,]+)?(件|个|条|项|人|户|次|份)?(问题|事项)?[)]?$"
)
WHOLE: Final = re.compile(r"^(全.{1,4}|总|本表|各单位|以上)?$")
NOTE: Final = re.compile(
    r"^(填写|填报|填表)?(示例|样例|范例|举例|例)(行|\d{0,2})?[:：]?$|"
    r"^(备?注|说明|填表说明|填报说明|注意|注意事项|填写说明|附注)\s*[:：]|^[※★]|^[(]此(件|表|页).*[)]$"
)
SIGNATURE: Final = re.compile(
    r"(填表|填报|制表|审核|审批|复核|经办|联系|计票|监票|汇总|校对|负责)(人|人员)?(\([^)]*\))?[:：]"
    r"|(主要|分管|单位)(负责人|负责同志|领导)(\([^)]*\))?[:：]"
    r"|(联系电话|签字|签名|签章|盖章|单位\([^)]*章\)|填报日期|填表日期|填报时间|填表时间|填报单位)(\([^)]*\))?[:：]|^日期[:：]"
)
ANNEX: Final = re.compile(r"^附(件|表)?[\d一二三四五六七八九十]{0,3}[-—]?\d{0,2}[:：]\s*(?=\S)")
META: Final = re.compile(r"[:：]|\d{4}\s*[年./-]\s*\d{1,2}|^[（(].*[)）]$")
CLOSING: Final = re.compile(r"^20\d{2}年\d{1,2}月(\d{1,2}日)?$|[(（]?(盖章|公章|签章)[)）]?$")
WIDE: Final = 0.6
GROUPED: Final = 1 / 3
DITTO: Final = re.compile(r"^(同上(面|行|一行)?|同前|[〃″〞“”\"]|['′‘’]{2})$")
SOME: Final = 1 / 5


class Kind(StrEnum):
    """What a row is for."""

    DATA = "data"
    TITLE = "title"
    META = "meta"
    HEADING = "heading"
    BLANK = "blank"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    NOTE = "note"
    SIGNATURE = "signature"
    SECTION = "section"
    CONTINUATION = "continuation"


IN_TABLE: Final = frozenset({Kind.DATA, Kind.SUBTOTAL, Kind.CONTINUATION, Kind.SECTION})


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its kind; a continuation names the row it continues."""

    row: int
    kind: Kind
    of: int | None = None


@dataclass(slots=True)
class Table:
    """A sheet with its headings, asked for its rows.

    `main` is the field a row cannot be without; `keys` are the fields that begin a new row;
    a row that holds only `counters`, such as a pre-printed number, is blank.
    """

    sheet: Sheet
    headings: Headings
    main: str
    keys: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    over_pages: tuple[str, ...] = ()
    _carried: dict[tuple[int, str], int] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """Every row above and below the headings, in order, with its kind."""
        return [*self._above(), *self._closed(list(self._below()))]

    def cell(self, row: int, name: str) -> Cell:
        """What a row says in a field, vertical merges filled down."""
        column = self.headings.columns.get(name)
        row = self._carried.get((row, name), row)
        return self.sheet.shown(row, column) if column else Cell()

    def carry(self, names: Collection[str], lines: list[Line], sure: Collection[str] = ()) -> None:
        """Take blanks in grouped columns for the value above, where no merge says so.

        A column counts as grouped when many of its cells are blank; a single blank is a gap,
        except in columns where it is `sure` to mean the value above.
        """
        rows = [line.row for line in lines if line.kind is Kind.DATA]
        blank = {name: sum(self._is_open(row, name) for row in rows) for name in names}
        self._carry_over_pages([*names, *sure], lines)
        for name in sure:
            if name in self.headings.columns:
                self._carry_column(name, rows)
        for name in names:
            if name in self.headings.columns and self._is_grouped(name, blank[name], rows):
                self._carry_column(name, rows)

    def carry_dittos(self, names: Collection[str], lines: list[Line]) -> None:
        """Take 同上 and ditto marks for the value above."""
        rows = [line.row for line in lines if line.kind is Kind.DATA]
        for name in names:
            if name not in self.headings.columns:
                continue
            for above, row in pairwise(rows):
                if DITTO.match(squeeze(self.cell(row, name).text)):
                    self._carried[row, name] = self._carried.get((above, name), above)

    def _is_grouped(self, name: str, blank: int, rows: list[int]) -> bool:
        """Whether a value is written once for its rows; one that comes again was left out."""
        if not rows or blank >= len(rows) * GROUPED:
            return bool(rows)
        if blank < len(rows) * SOME or not self.sheet.knows_merges:
            return blank >= len(rows) * SOME
        said = [text for row in rows if (text := self.cell(row, name).text.strip())]
        return blank > 1 and len(set(said)) == len(said)

    def _carry_over_pages(self, names: Iterable[str], lines: list[Line]) -> None:
        """Below headings that were printed again, a blank goes on with the page before."""
        last: int | None = None
        on_new_page = False
        for line in lines:
            if line.kind is Kind.HEADING:
                on_new_page = last is not None
            elif line.kind is Kind.DATA:
                open_names = [n for n in (*names, *self.over_pages) if self._is_open(line.row, n)]
                if on_new_page and last is not None:
                    for name in open_names:
                        self._carried[line.row, name] = self._carried.get((last, name), last)
                on_new_page = on_new_page and bool(open_names)
                last = line.row

    def _is_open(self, row: int, name: str) -> bool:
        return name in self.headings.columns and not self.cell(row, name).text.strip()

    def _carry_column(self, name: str, rows: list[int]) -> None:
        above: int | None = None
        for row in rows:
            if self.cell(row, name).text.strip():
                above = row
            elif above is not None:
                self._carried[row, name] = above

    def _above(self) -> Iterator[Line]:
        has_title = False
        for row in range(1, self.headings.top):
            text = " ".join(cell.text for cell in self.sheet.filled(row).values())
            if text and NOTE.match(squeeze(text)):
                yield Line(row, Kind.NOTE)
            elif text:
                text = ANNEX.sub("", text)
                is_meta = META.search(tidy(text)) is not None and (
                    has_title or ":" in squeeze(text)
                )
                is_meta = is_meta or tells_beside(self.sheet, row)
                has_title = has_title or not is_meta
                yield Line(row, Kind.META if is_meta else Kind.TITLE)

    def _below(self) -> Iterator[Line]:
        previous: int | None = None
        in_tail = False
        for row in range(self.headings.bottom + 1, self.sheet.last_row + 1):
            kind = self._kind(row, in_tail=in_tail, has_data=previous is not None)
            in_tail = in_tail or kind in {Kind.NOTE, Kind.SIGNATURE}
            if kind is Kind.CONTINUATION:
                yield Line(row, kind, previous)
                continue
            if kind is Kind.DATA:
                previous, in_tail = row, False
            elif kind in {Kind.SUBTOTAL, Kind.TOTAL, Kind.SECTION}:
                in_tail = False
            yield Line(row, kind)

    @staticmethod
    def _closed(lines: list[Line]) -> list[Line]:
        """Without the blank rows that merely close the table."""
        after: list[Kind | None] = [None]
        for line in reversed(lines):
            after.append(after[-1] if line.kind is Kind.BLANK else line.kind)
        after.reverse()
        kept: list[Line] = []
        before: Kind | None = None
        for line, following in zip(lines, after, strict=False):
            if line.kind is not Kind.BLANK:
                before = line.kind
            elif before is None or following is None or _closes(before, following):
                continue
            kept.append(line)
        return kept

    def _kind(self, row: int, *, in_tail: bool, has_data: bool) -> Kind:
        filled = self.sheet.filled(row)
        counters = {self.headings.columns.get(name) for name in self.counters}
        only_counts = set(filled) <= counters and all(map(_is_number, filled.values()))
        if not filled or (only_counts and not self._is_filled_down(row)):
            return Kind.BLANK
        texts = [tidy(cell.text) for cell in filled.values()]
        if self._is_heading_again(filled) or _counts_columns(filled):
            return Kind.HEADING
        if total := self._total(filled):
            return total
        if closing := self._closing(row, filled, texts, in_tail=in_tail):
            return closing
        if has_data and self._continues(row):
            return Kind.CONTINUATION
        return Kind.DATA

    def _is_heading_again(self, filled: dict[int, Cell]) -> bool:
        labels = self.headings.labels
        same = [
            column
            for column, cell in filled.items()
            if heading_key(cell.text) == heading_key(labels.get(column, "").rpartition("/")[2])
        ]
        return len(same) >= 2 and len(same) * 2 > len(filled)

    def _total(self, filled: dict[int, Cell]) -> Kind | None:
        main = self.headings.columns.get(self.main, 1)
        leading = [cell for column, cell in filled.items() if column <= main] or [
            next(iter(filled.values()))
        ]
        for cell in leading[:4]:
            found = TOTAL.match(squeeze(cell.text))
            if found:
                is_part = found["word"] in {"小计", "分计"} or not WHOLE.match(found["whose"])
                return Kind.SUBTOTAL if is_part else Kind.TOTAL
        return None

    def _closing(
        self, row: int, filled: dict[int, Cell], texts: list[str], *, in_tail: bool
    ) -> Kind | None:
        """Whether the row is a note, a signature line or a section heading."""
        if NOTE.match(squeeze(texts[0])):
            return Kind.NOTE
        column = next(iter(filled))
        stands_alone = len(filled) == 1 and not self._is_filled_down(row)
        short = all(len(text) <= 20 for text in texts) or stands_alone
        if SIGNATURE.search(squeeze(" ".join(texts))) and len(filled) <= 8 and short:
            return Kind.SIGNATURE
        if not stands_alone or (column == self.headings.columns.get(self.main)):
            return None
        if CLOSING.search(squeeze(texts[0])):
            return Kind.SIGNATURE
        if in_tail:
            return Kind.NOTE
        return Kind.SECTION if self._is_wide(row, column) else None

    def _is_wide(self, row: int, column: int) -> bool:
        merge = self.sheet.merge_at(row, column)
        width = max(len(self.headings.labels), 1)
        if merge is None:
            return column == min(self.headings.labels, default=1) and not _is_number(
                self.sheet.cell(row, column)
            )
        return merge.right - merge.left + 1 >= width * WIDE

    def _is_filled_down(self, row: int) -> bool:
        return any(self.sheet.is_filled_down(row, column) for column in self.headings.labels)

    def _continues(self, row: int) -> bool:
        """Whether the row only goes on with the row above."""
        main = self.headings.columns.get(self.main)
        if main is None:
            return False
        if self.sheet.is_filled_down(row, main):
            return True
        keys = [self.main, *self.keys]
        return not any(tidy(self.cell(row, name).text) for name in keys)


def _closes(before: Kind, after: Kind) -> bool:
    """Whether a blank row between these two stands at the end of the table."""
    return before in IN_TABLE and after not in IN_TABLE | {Kind.TOTAL}


def _is_number(cell: Cell) -> bool:
    return cell.number is not None or squeeze(cell.text).isdecimal()


def _counts_columns(filled: dict[int, Cell]) -> bool:
    """A line that only numbers the columns: 1, 2, 3, 4 … or A, B, C …, in brackets or not."""
    marks = [heading_key(cell.text) for cell in filled.values()]
    numbers = [str(number) for number in range(1, len(marks) + 1)]
    letters = [chr(ord("A") + place) for place in range(len(marks))]
    return len(marks) >= 4 and [mark.upper() for mark in marks] in (numbers, letters)
