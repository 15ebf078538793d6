"""Reading a counting workbook into records: every sheet by its own layout."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from common.workbook.grid import Workbook
from evaluations.scoring.library import shipped_cohorts
from evaluations.scoring.options import ABSTAIN, ROW_VOID, recognise
from evaluations.sheets.layout import Column, Layout, blocks, layout
from evaluations.sheets.records import Change, Counting, Record
from evaluations.sheets.registers import RegisterReader
from evaluations.sheets.table import Box, Table, is_banner, table
from evaluations.sheets.words import TICKS, Kind, is_subject_heading, is_summary

Find = Callable[[str], Any]
RESULTS = re.compile(r"总分|名次|等次|综合得分|总得分|位次")
NO_SECTION = re.compile(r"[票表注续：:；;。]")
GROUP_NAME = re.compile(r"^[^评票]{1,12}(类|组|片|片区|口|系统|系列)$")
BRACKETS = re.compile(r"^[（(【\[]|[）)】\]]$")
NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?\s*")


def read(workbook: Workbook, find: Find, labels: Sequence[str]) -> Counting:
    """Everything that the visible sheets of a workbook say."""
    counting = Counting(workbook.name)
    derived: list[Record] = []
    for sheet in workbook.sheets:
        if sheet.is_hidden:
            continue
        for part in blocks(table(sheet)):
            _read_part(part, find, labels, counting, derived)
    if not counting.records:
        counting.records.extend(derived)
    return counting


def _read_part(
    part: Table, find: Find, labels: Sequence[str], counting: Counting, derived: list[Record]
) -> None:
    understood = layout(part, find, labels)
    if understood is None:
        counting.remarks.extend(box.text for row in part.rows for box in row if box.text)
        return
    counting.remarks.extend(understood.banners)
    found = SheetReader(understood, labels, counting).read()
    (derived if _is_result(understood) else counting.records).extend(found)


def _is_result(understood: Layout) -> bool:
    """Whether a sheet only repeats scores that were worked out elsewhere."""
    if understood.of(Kind.OPTION, Kind.CHOICE, Kind.COUNT, Kind.RATER):
        return False
    has_result = any(RESULTS.search(column.leaf) for column in understood.of(Kind.RESULT))
    return has_result and all("得分" in column.leaf for column in understood.of(Kind.OTHER))


class SheetReader(RegisterReader):
    """Reads the rows of one sheet whose layout is known."""

    def __init__(self, understood: Layout, labels: Sequence[str], counting: Counting) -> None:
        super().__init__(understood, labels, counting)
        self.section = self._first_section()
        self.worded = {column.at for column in understood.of(Kind.OTHER) if self._is_worded(column)}

    def read(self) -> list[Record]:
        """The records of the sheet; its register lines and changes go to the counting."""
        if self.layout.is_register:
            self.register()
            return []
        records: list[Record] = []
        for at, row in self._rows():
            records.extend(self._records(at, row))
            self.counting.changes.extend(self._changes(row))
            self.own_register(row)
        self.footers()
        return records

    def _first_section(self) -> str:
        """The cohort that the sheet is named after, or that a line under the headings names."""
        pieces = re.split(r"[-—_·\s（(）)]+", self.name)
        self.section = next((piece for piece in pieces if _names_group(piece)), "")
        has_headings = False
        for row in self.layout.table.rows[: self.layout.start]:
            if has_headings and is_banner(row):
                self._note_section(row)
            has_headings = has_headings or not is_banner(row)
        return self.section

    def _is_worded(self, column: Column) -> bool:
        """Whether the raters of this column ticked words, so that a blank is an abstention."""
        boxes = (row[column.at] for row in self.layout.table.rows[self.layout.start :])
        return any(box.number is None and recognise(self.labels, box.text) for box in boxes)

    def _rows(self) -> Iterator[tuple[int, tuple[Box, ...]]]:
        for at in range(self.layout.start, len(self.layout.table.rows)):
            row = self.layout.table.rows[at]
            subject = self.text(row, Kind.SUBJECT)
            if is_banner(row):
                self._note_section(row)
            elif subject and not is_summary(subject) and not is_subject_heading(subject):
                yield at + 1, row

    def _note_section(self, row: Sequence[Box]) -> None:
        text = next((box.text for box in row if box.text), "")
        if text and not is_summary(text) and len(text) <= 20 and not NO_SECTION.search(text):
            self.section = BRACKETS.sub("", NUMBERING.sub("", text))

    def _records(self, at: int, row: tuple[Box, ...]) -> Iterator[Record]:
        options = self.layout.of(Kind.OPTION)
        if options:
            yield from self._option_records(at, row, options)
        elif self.layout.of(Kind.CHOICE) and not self._is_adjusting(row):
            yield from self._choice_records(at, row)
        elif self.layout.of(Kind.MARK) and not self._is_adjusting(row):
            yield from self._mark_records(at, row)
        if not options or any(column.path[:-1] for column in self.layout.of(Kind.OTHER)):
            yield from self._open_records(at, row)

    def _record(self, at: int, row: Sequence[Box], group: tuple[str, ...], **more: Any) -> Record:
        item = self.text(row, Kind.ITEM)
        leaf = tuple(filter(None, [more.get("leaf", "")]))
        return Record(
            subject=self.text(row, Kind.SUBJECT),
            cohort=self.cohort(row),
            texts=(*leaf, *reversed(group), *self.said(row), *self.titles),
            group=(*group, item) if item else group,
            where=f"{self.name}!{at}",
            **more,
        )

    def _option_records(
        self, at: int, row: tuple[Box, ...], options: list[Column]
    ) -> Iterator[Record]:
        rater = self.text(row, Kind.RATER)
        for group, columns in _groups(options).items():
            boxes = [row[column.at] for column in columns]
            if rater or any(box.text in TICKS for box in boxes):
                yield self._record(
                    at, row, group, count=1, choice=self._tick(row, columns), rater=rater
                )
                continue
            yield from self._counts(at, row, group, columns)

    def _counts(
        self, at: int, row: tuple[Box, ...], group: tuple[str, ...], columns: list[Column]
    ) -> Iterator[Record]:
        counted = 0
        for column in columns:
            count = self._count(at, row[column.at])
            counted += count
            yield self._record(at, row, group, heading=column.leaf, count=count)
        totals = [
            column for column in self.layout.of(Kind.TOTAL) if column.path[:-1] in (group, ())
        ]
        printed = next((row[c.at].number for c in totals if row[c.at].number is not None), None)
        only_group = len(_groups(self.layout.of(Kind.OPTION))) == 1
        matches_group = any(column.path[:-1] == group for column in totals)
        if printed is not None and (only_group or matches_group) and printed != counted:
            self.fault("printed_total_mismatch", at, printed=str(printed), counted=counted)

    def _tick(self, row: tuple[Box, ...], columns: list[Column]) -> str:
        ticked = [column.leaf for column in columns if row[column.at].text not in ("", "0")]
        if not ticked:
            return ABSTAIN
        return ROW_VOID if len(ticked) > 1 else ticked[0]

    def _count(self, at: int, box: Box) -> int:
        if box.number is not None and box.number.denominator == 1 and box.number >= 0:
            return int(box.number)
        if box.text and box.is_own and box.text not in ("-", "—", "/", "无"):
            self.fault("bad_count", at, text=box.text, reason=box.fault or "不是非负整数")
        return 0

    def _choice_records(self, at: int, row: tuple[Box, ...]) -> Iterator[Record]:
        choice = self.text(row, Kind.CHOICE)
        rater = self.text(row, Kind.RATER)
        counts = self.layout.of(Kind.COUNT)
        across = [] if counts else self.layout.of(Kind.OTHER)
        if any(row[column.at].text in TICKS for column in across):
            yield from self._ticked_across(at, row, choice, across)
            return
        for column in across:
            count = self._count(at, row[column.at])
            yield self._record(at, row, column.path, heading=choice, count=count)
        if across:
            return
        if counts:
            count = self._count(at, row[counts[0].at])
            yield self._record(at, row, (), heading=choice, count=count)
        else:
            yield self._record(at, row, (), choice=choice or ABSTAIN, count=1, rater=rater)

    def _ticked_across(
        self, at: int, row: tuple[Box, ...], choice: str, ballots: list[Column]
    ) -> Iterator[Record]:
        """A box of one unit with a column for every ballot; two ticks on a ballot void it."""
        subject = self.text(row, Kind.SUBJECT)
        mine = [
            other
            for other in self.layout.table.rows[self.layout.start :]
            if self.text(other, Kind.SUBJECT) == subject
        ]
        ticked = [column for column in ballots if row[column.at].text in TICKS]
        alone = [c for c in ticked if sum(other[c.at].text in TICKS for other in mine) == 1]
        yield self._record(at, row, (), heading=choice, count=len(alone))
        if len(ticked) > len(alone):
            first = [c for c in ticked if c not in alone and self._is_first(row, mine, c)]
            yield self._record(at, row, (), heading=ROW_VOID, count=len(first))

    @staticmethod
    def _is_first(row: tuple[Box, ...], mine: Sequence[tuple[Box, ...]], column: Column) -> bool:
        return next(other for other in mine if other[column.at].text in TICKS) is row

    def _mark_records(self, at: int, row: tuple[Box, ...]) -> Iterator[Record]:
        rater = self.text(row, Kind.RATER)
        for column in self.layout.of(Kind.MARK):
            record = self._marked(at, row, column, rater)
            if record:
                yield record

    def _open_records(self, at: int, row: tuple[Box, ...]) -> Iterator[Record]:
        columns = self.layout.of(Kind.OTHER)
        marks = self.layout.of(Kind.MARK, Kind.CHOICE)
        for column in columns if not marks else ():
            record = self._marked(at, row, column, f"{self.name}!{column.at}")
            if record:
                yield record

    def _marked(self, at: int, row: tuple[Box, ...], column: Column, rater: str) -> Record | None:
        box = row[column.at]
        more: dict[str, Any] = {
            "rater": rater,
            "voice": column.path[-1] if column.path else "",
            "leaf": column.leaf if column.kind is Kind.OTHER else "",
        }
        if box.number is not None:
            alone = column.kind is Kind.MARK and not rater
            return self._record(at, row, column.path[:-1], mark=box.number, is_given=alone, **more)
        if box.is_own and box.text and recognise(self.labels, box.text):
            return self._record(at, row, column.path[:-1], choice=box.text, count=1, **more)
        if box.is_own and re.search(r"[、,，/]", box.text) and len(box.text) > 2:
            return self._record(at, row, column.path[:-1], choice=ROW_VOID, count=1, **more)
        if not box.text and column.at in self.worded:
            return self._record(at, row, column.path[:-1], choice=ABSTAIN, count=1, **more)
        return None

    def _is_adjusting(self, row: Sequence[Box]) -> bool:
        return bool(re.search("加分|扣分|减分", self.text(row, Kind.CHOICE)))

    def _changes(self, row: tuple[Box, ...]) -> Iterator[Change]:
        for column in self.layout.of(Kind.BONUS, Kind.DEDUCT, Kind.NET, Kind.CARD, Kind.FACT):
            box = row[column.at]
            if not box.text or not box.is_own or box.number == 0:
                continue
            points = box.number if box.number is not None else Fraction(0)
            words = box.text if box.number is None else column.leaf
            yield self._change(row, column.kind, points, words, column.path)
        if self._is_adjusting(row):
            yield from self._listed_change(row)

    def _listed_change(self, row: tuple[Box, ...]) -> Iterator[Change]:
        kind = Kind.BONUS if "加分" in self.text(row, Kind.CHOICE) else Kind.DEDUCT
        for column in self.layout.of(Kind.MARK, Kind.COUNT):
            number = row[column.at].number
            if number is not None:
                yield self._change(row, kind, abs(number), "", column.path)

    def _change(
        self, row: tuple[Box, ...], kind: Kind, points: Fraction, words: str, path: tuple[str, ...]
    ) -> Change:
        texts = (*reversed(path), *self.said(row), *self.titles)
        return Change(self.text(row, Kind.SUBJECT), self.cohort(row), kind, points, words, texts)


def _names_group(text: str) -> bool:
    """Whether a sheet's name is that of a cohort, by its words or as it is shipped."""
    named = {cohort.name for cohort in shipped_cohorts().values()}
    return bool(GROUP_NAME.match(text)) or text in named


def _groups(options: Sequence[Column]) -> dict[tuple[str, ...], list[Column]]:
    """Option columns by the heading over them; loose ones at the end join a lone group."""
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in options:
        groups.setdefault(column.path[:-1], []).append(column)
    if len(groups) == 2 and () in groups:
        loose = groups.pop(())
        next(iter(groups.values())).extend(loose)
    return groups
