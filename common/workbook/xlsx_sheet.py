"""One worksheet part of an .xlsx file, element by element."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from common.workbook import formats, limits
from common.workbook.grid import Cell, Fault, Merge, Sheet
from common.workbook.unreadable import Unreadable

ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What all sheets of one file share."""

    texts: list[str]
    patterns: list[str]
    since_1904: bool


def place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as B12."""
    column = 0
    for index, letter in enumerate(reference):
        if not letter.isalpha():
            return int(reference[index:]), column
        column = column * 26 + ord(letter.upper()) - 64
    raise ValueError(reference)


def merge_of(reference: str) -> Merge:
    """A merged range from a reference such as A1:C2."""
    first, _, last = reference.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return Merge(top, left, bottom, right)


def text_cell(text: str) -> Cell:
    """A cell that stores a text; an over-long one keeps its length and only its beginning."""
    if len(text) > limits.CELL_CHARS:
        return Cell(text=text[:40], fault=Fault.TOO_LONG, chars=len(text))
    if text.strip() in ERRORS:
        return Cell(text=text, fault=Fault.ERROR)
    return Cell(text=text)


def check_place(sheet: Sheet, row: int, column: int) -> None:
    """Refuse a file whose data lie beyond any table people fill in."""
    if row > limits.ROWS:
        raise Unreadable(
            f"工作表“{sheet.name}”超过{limits.ROWS}行（第{row}行还有内容），请删去多余的行或拆分后再上传。"
        )
    if column > limits.COLUMNS:
        raise Unreadable(
            f"工作表“{sheet.name}”超过{limits.COLUMNS}列（第{column}列还有内容），"
            "请删去多余的列后再上传。"
        )


class SheetReader:
    """Listens to the elements of a sheet and fills its grid."""

    def __init__(self, sheet: Sheet, parts: SheetParts) -> None:
        self.sheet, self.parts = sheet, parts
        self.row = self.column = self.count = 0
        self.kind = self.style = ""
        self.has_formula = self.in_reading_aid = False
        self.listening = False
        self.content: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in {"v", "t"}:
            self.listening = not self.in_reading_aid
        elif name == "f":
            self.has_formula = True
        elif name == "rPh":
            self.in_reading_aid = True
        elif name == "mergeCell":
            self.sheet.merges.append(merge_of(attributes["ref"]))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.sheet.hidden_columns.update(range(first, min(last, limits.COLUMNS) + 1))

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.listening = False
        elif name == "rPh":
            self.in_reading_aid = False
        elif name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self.listening:
            self.content.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.sheet.hidden_rows.add(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if reference := attributes.get("r"):
            self.row, self.column = place(reference)
        else:
            self.column += 1
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.has_formula = False
        self.content = []

    def _end_cell(self) -> None:
        raw = "".join(self.content)
        if raw == "" and not self.has_formula:
            return
        check_place(self.sheet, self.row, self.column)
        self.count += 1
        if self.count > limits.CELLS:
            raise Unreadable("工作表里的单元格过多，请删去多余的行列或拆分后再上传。")
        cell = self._cell(raw)
        if self.has_formula:
            cell = Cell(
                cell.text or "公式", cell.number, cell.moment, cell.is_percent, Fault.FORMULA
            )
        self.sheet.rows.setdefault(self.row, {})[self.column] = cell

    def _cell(self, raw: str) -> Cell:
        if self.kind == "s":
            return text_cell(unescape(self.parts.texts[int(raw)]))
        if self.kind in {"inlineStr", "str"}:
            return text_cell(unescape(raw))
        if self.kind == "e":
            return Cell(text=raw, fault=Fault.ERROR)
        if self.kind == "b":
            return Cell(text="是" if raw == "1" else "否")
        if self.kind == "d":
            moment = datetime.fromisoformat(raw.removesuffix("Z"))
            return Cell(text=formats.moment_text(moment), moment=moment)
        if raw == "":
            return Cell()
        return formats.numeric_cell(float(raw), self._pattern(), since_1904=self.parts.since_1904)

    def _pattern(self) -> str:
        index = int(self.style) if self.style else 0
        return self.parts.patterns[index] if index < len(self.parts.patterns) else ""


def unescape(text: str) -> str:
    """Characters that the format writes as _x000D_ and the like."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
