"""A report told cell by cell: what stood there, how it was read, what is to be said about it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final

from common.workbook.report import Mark, Refusal, Remark, Report, Row
from common.workbook.rows import Table
from common.workbook.text import squeeze, tidy

Reading = Callable[[str, Row], str | None]

LONGEST: Final = 400
TAKEN, REFUSED, KNOWN, CHANGED = "taken", "refused", "known", "changed"
HELD, MATCHED = "held", "matched"
Place = tuple[str, int]


def told(
    report: Report,
    reading: Reading,
    known: Mapping[Place, str],
    changed: Mapping[Place, list[str]] | None = None,
    matched: Mapping[Place, str] | None = None,
) -> Row:
    """The report for a page.

    `reading` says how a field of a row was read, None as written; `known` are the rows that are
    stored already, each with its number, `changed` those that change what is stored, with the names
    of what they change, `matched` the held rows that found their place all the same, with how.
    """
    return {
        "sheets": [_sheet(table) for table in report.tables],
        "lines": _Lines(report, reading, known, changed or {}, matched or {}).all(),
        "refused": [one.as_json() for one in report.refused],
        "notes": report.notes,
        "counts": report.counts,
    }


def _sheet(table: Table) -> Row:
    fields = {column: field for field, column in table.headings.columns.items()}
    return {
        "name": table.sheet.name,
        "heading": table.headings.bottom,
        "columns": [
            {
                "at": column,
                "label": label,
                "key": table.headings.keys.get(column, ""),
                "field": fields.get(column, ""),
                "sample": _sample(table, column),
            }
            for column, label in sorted(table.headings.labels.items())
        ],
    }


def _sample(table: Table, column: int) -> str:
    """The first thing written below a heading."""
    below = range(table.headings.bottom + 1, table.headings.bottom + 12)
    return next((text[:40] for row in below if (text := tidy(table.sheet.text(row, column)))), "")


class _Lines:
    def __init__(
        self,
        report: Report,
        reading: Reading,
        known: Mapping[Place, str],
        changed: Mapping[Place, list[str]],
        matched: Mapping[Place, str],
    ) -> None:
        self.report, self.reading, self.known, self.changed = report, reading, known, changed
        self.held: dict[Place, Row] = {(row["sheet"], row["row"]): row for row in report.held}
        self.matched = matched
        self.tops: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, table in enumerate(report.tables):
            self.tops[table.sheet.name].append((table.headings.top, at))
        self.said: dict[tuple[str, int], list[str]] = defaultdict(list)
        said: list[Refusal | Remark] = [*report.refused, *report.warnings]
        for one in said:
            if one.row is not None:
                self.said[one.sheet, one.row].append(one.sentence)

    def all(self) -> list[Row]:
        """Every row taken over or refused, in the order of the file."""
        taken = {(row["sheet"], row["row"]): row for row in self.report.rows}
        refused = {(one.sheet, one.row) for one in self.report.refused if one.row is not None}
        places = [(self._table(*place), place) for place in {*taken, *refused}]
        ordered = sorted((at, row, sheet) for at, (sheet, row) in places if at >= 0)
        return [self._line(at, sheet, row, taken.get((sheet, row))) for at, row, sheet in ordered]

    def _table(self, sheet: str, row: int) -> int:
        """The table a row stands in: the last one of its sheet that begins above it."""
        tops = self.tops.get(sheet, ())
        return max((at for top, at in tops if top < row), default=-1)

    def _line(self, at: int, sheet: str, row: int, values: Row | None) -> Row:
        table = self.report.tables[at]
        columns = {column: name for name, column in table.headings.columns.items()}
        cells = [
            self._cell(table, row, column, columns.get(column, ""), values)
            for column in sorted(table.headings.labels)
        ]
        return {
            "sheet": at,
            "row": row,
            "state": self._state((sheet, row), values),
            "cells": cells,
            "marks": self._marks(table, sheet, row, values),
        }

    def _state(self, place: tuple[str, int], values: Row | None) -> str:
        if place in self.matched:
            return MATCHED
        if place in self.held:
            return HELD
        if values is None:
            return REFUSED
        if place in self.changed:
            return CHANGED
        return KNOWN if place in self.known else TAKEN

    def _cell(
        self, table: Table, row: int, column: int, field: str, values: Row | None
    ) -> list[str]:
        cell = table.cell(row, field) if field else table.sheet.cell(row, column)
        raw = tidy(cell.text)
        read = self.reading(field, values) if field and values is not None else None
        shown = [raw[:LONGEST]]
        if read is not None and squeeze(read) != squeeze(raw):
            shown.append(read[:LONGEST])
        return shown

    def _marks(self, table: Table, sheet: str, row: int, values: Row | None) -> list[list[Any]]:
        if said := self.matched.get((sheet, row)):
            return [[-1, said, False]]
        is_fault = values is None and (sheet, row) not in self.held
        places = {name: at for at, name in enumerate(_fields_in_order(table)) if name}
        marks = self.report.marks.get((sheet, row))
        if marks is None:
            marks = [Mark("", said, is_fault) for said in self.said.get((sheet, row), ())]
        listed = [[places.get(one.field, -1), one.sentence, one.is_fault] for one in marks]
        if number := self.known.get((sheet, row)):
            listed.append([-1, f"库中编号{number}", False])
        if labels := self.changed.get((sheet, row)):
            listed.append([-1, f"将更新：{'、'.join(labels)}", False])
        return listed


def _fields_in_order(table: Table) -> list[str]:
    fields = {column: name for name, column in table.headings.columns.items()}
    return [fields.get(column, "") for column in sorted(table.headings.labels)]
