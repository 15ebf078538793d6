"""What people rosters and unit rosters have in common: their tables and their rows."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from common.dictionaries import dictionary
from common.workbook import Sheet, Workbook, headings
from common.workbook.around import Around
from common.workbook.dictionary import Dictionary
from common.workbook.report import Ignored, Refusal, Remark, Report, Row
from common.workbook.rows import IN_TABLE, Kind, Line, Table
from common.workbook.text import tidy
from roster import readings
from roster.directory import Directory

REFUSALS: Final = {
    "missing_name": "没有写姓名，请补写",
    "unknown_unit": "单位“{value}”不在花名册中，请核对名称或先登记单位",
    "ambiguous_unit": "单位“{value}”可能指多个单位，请写明全称",
    "formula_cell": "“{value}”是公式，请改成固定的文字后再导入",
    "error_value": "“{value}”是错误值，请重新填写",
    "cell_too_long": "“{value}”的内容过长，请精简",
    "duplicate_row": "与第{value}行是同一个人、同一个单位，请删去重复的行",
    "missing_unit_name": "没有写单位名称，请补写",
    "duplicate_code": "单位编码或名称“{value}”在本表中重复，请更正",
}
SENDER: Final = ("填报单位", "报送单位", "单位名称", "工作单位", "所在单位", "单位")
KEYS: Final = ("seq", "birth", "phone", "sex")
TOLD_AS_TITLE: Final = frozenset({Kind.SECTION, Kind.HEADING})


def dictionary_of(name: str) -> Dictionary:
    """The headings of people rosters or unit rosters."""
    return Dictionary.from_mapping(dictionary("roster", "rosters")[name])


def fields(name: str) -> tuple[tuple[str, str], ...]:
    """The fields a column may hold, each with its usual heading."""
    return tuple((key, aliases[0]) for key, aliases in dictionary_of(name).fields.items())


def tables(
    workbook: Workbook, name: str, needed: str, told: Mapping[str, str] | None = None
) -> list[Table]:
    """The visible sheets that hold a roster; `told` is what people said about headings."""
    words = dictionary_of(name).with_told(told or {})
    found: list[Table] = []
    for sheet in workbook.sheets:
        block = None if sheet.is_hidden else headings.find(sheet, words)
        if block is not None and needed in block.columns:
            found.append(Table(sheet, block, main=needed, keys=KEYS, counters=("seq",)))
    return found


def unit_around(
    table: Table, lines: list[Line], file_name: str, directory: Directory
) -> str | None:
    """The unit that the sheet is named after, or that its own head or its file names."""
    if code := directory.one(table.sheet.name):
        return code
    if "unit" in table.headings.columns:
        return None
    around = Around()
    around.add(table.sheet, lines)
    if code := directory.one(around.first(SENDER) or ""):
        return code
    named = (table.sheet.name, *around.titles, PurePath(file_name).stem)
    return next((code for text in named if (code := directory.inside(text))), None)


def about(sheet: Sheet, table: Table | None, lines: list[Line]) -> Row:
    """What the report says about a sheet."""
    if table is None:
        told: Row = {"name": sheet.name, "hidden": sheet.is_hidden, "import": False}
        return {**told, "rows_to_ignore": len(sheet.rows)} if sheet.is_hidden else told
    rows = [line.row for line in lines if line.kind in IN_TABLE]
    return {
        "name": sheet.name,
        "hidden": False,
        "header_rows": table.headings.rows,
        "data_rows": [min(rows), max(rows)] if rows else [],
    }


def ignored(table: Table, lines: list[Line]) -> list[Ignored]:
    """The rows of a roster that carry no data."""
    return [
        Ignored(table.sheet.name, line.row, _told(line.kind), line.of)
        for line in lines
        if line.kind is not Kind.DATA
    ]


def _told(kind: Kind) -> str:
    return Kind.TITLE.value if kind in TOLD_AS_TITLE else kind.value


class RosterRow:
    """One row of a roster, with the faults found in it; `SAID` adds sentences of other tables."""

    SAID: Mapping[str, str] = {}

    def __init__(self, table: Table, row: int) -> None:
        self.table, self.row = table, row
        self.faults: list[tuple[str, str]] = []
        for name, column in table.headings.columns.items():
            if (fault := self.table.cell(row, name).fault) and name != "seq":
                self.faults.append((fault.value, table.headings.labels.get(column, name)))

    def raw(self, name: str) -> str | None:
        text = self.table.cell(self.row, name).text
        return text if text.strip() else None

    def text(self, name: str) -> str | None:
        return tidy(self.raw(name) or "") or None

    def month(self, name: str) -> str | None:
        return readings.month(self.table.cell(self.row, name))

    def refuse(self, report: Report, **more: str | None) -> None:
        """Put the row among the refused with one sentence."""
        words = {**REFUSALS, **self.SAID}
        said = "；".join(words[code].format(value=value) for code, value in self.faults)
        reasons = list(dict.fromkeys(code for code, _ in self.faults))
        sentence = f"第{self.row}行：{said}。"
        known = {name: value for name, value in more.items() if value}
        report.refused.append(Refusal(self.table.sheet.name, self.row, reasons, sentence, known))

    def remark(self, report: Report, code: str, value: str, sentence: str) -> None:
        words = f"第{self.row}行：{sentence}"
        report.warnings.append(Remark(self.table.sheet.name, self.row, code, words, value))
