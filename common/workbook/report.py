"""What became of a workbook: rows taken over, rows refused, rows without data, and remarks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from common.workbook.rows import Table

Row = dict[str, Any]
RESULT_HEADING: Final = "导入结果"


@dataclass(slots=True)
class Refusal:
    """A row (or, without a row number, a whole sheet) that must not enter, with every reason."""

    sheet: str
    row: int | None
    reasons: list[str]
    sentence: str
    more: Row = field(default_factory=dict)

    def as_json(self) -> Row:
        about = {"sheet": self.sheet, "row": self.row, "reasons": self.reasons}
        return {**about, "detail": self.sentence, **self.more}


@dataclass(slots=True)
class Remark:
    """Something a person should see about a row that was taken over."""

    sheet: str
    row: int
    code: str
    sentence: str
    value: str | None = None

    def as_json(self) -> Row:
        about: Row = {"sheet": self.sheet, "row": self.row, "code": self.code}
        if self.value is not None:
            about["value"] = self.value
        return {**about, "detail": self.sentence}


@dataclass(slots=True)
class Ignored:
    """A row that carries no data."""

    sheet: str
    row: int
    kind: str
    of: int | None = None

    def as_json(self) -> Row:
        about: Row = {"sheet": self.sheet, "row": self.row, "kind": self.kind}
        return about if self.of is None else {**about, "of": self.of}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said beside one cell; no field when it concerns the whole row."""

    field: str
    sentence: str
    is_fault: bool


@dataclass(slots=True)
class Report:
    """Everything read from one workbook, before anything is stored.

    For people only: `notes` are sentences on sheets and columns that were left alone, `tables`
    the sheets as they were understood, `marks` what stands beside the cells of a row,
    `strangers` the names that are no unit's, with the codes of units they resemble, `held` the
    refused rows (with their reasons) that may wait until a person says where they belong.
    """

    facts: Row
    sheets: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    extras: Row = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: dict[tuple[str, int], list[Mark]] = field(default_factory=dict)
    strangers: dict[str, list[str]] = field(default_factory=dict)
    held: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows": len(self.rows),
            "refused": len(self.refused),
            "ignored": len(self.ignored),
            "warnings": len(self.warnings),
        }

    def as_json(self) -> Row:
        """The report as scripts compare it."""
        return {
            **self.facts,
            "sheets": self.sheets,
            "rows": self.rows,
            "refused": _listed(self.refused),
            "ignored": _listed(self.ignored),
            "warnings": _listed(self.warnings),
            **self.extras,
            "counts": self.counts,
        }


def _listed(entries: Iterable[Refusal | Ignored | Remark]) -> list[Row]:
    return [entry.as_json() for entry in entries]
