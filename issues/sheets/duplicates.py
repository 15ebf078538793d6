"""Rows that say again what the same file said before."""

from dataclasses import dataclass, field
from typing import Final

from common.workbook.report import Row
from issues.readings.choices import key
from issues.sheets.rows import Reader

SHORTEST_NUMBER: Final = 5


@dataclass(slots=True)
class Seen:
    """Numbers and contents met so far in one file, with the row that held them first."""

    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    contents: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)

    def check(self, values: Row, reader: Reader) -> None:
        """Add a fault to a row whose number or whole content was met before."""
        here = (values["sheet"], reader.row)
        if number := values.get("issue_no"):
            first = self.numbers.setdefault(_number(number, values["sheet"]), here)
            if first != here:
                reader.fault("duplicate_issue_no", value=number, more=_told(first, here))
        if not values["issue"]:
            return
        first = self.contents.setdefault(_content(values), here)
        if first != here:
            reader.fault("duplicate_row", more=_told(first, here))


def _told(first: tuple[str, int], here: tuple[str, int]) -> str:
    """Where it was met first; the sheet is named where it is another one."""
    sheet, row = first
    return f"第{row}行" if sheet == here[0] else f"工作表“{sheet}”第{row}行"


def _number(number: str, sheet: str) -> str:
    """A number for comparing; a bare serial number starts afresh on every sheet."""
    known = key(number)
    return f"{sheet}\0{known}" if known.isdecimal() and len(known) < SHORTEST_NUMBER else known


def _content(values: Row) -> tuple[str, ...]:
    names = ("unit_code", "person", "issue", "example", "deadline_raw")
    return (*(key(str(values.get(name) or "")) for name in names), key("".join(values["measures"])))
