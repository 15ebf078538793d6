"""Rows that say again what the same file said before."""

from dataclasses import dataclass, field

from common.workbook.report import Row
from issues.readings.choices import key
from issues.sheets.rows import Reader


@dataclass(slots=True)
class Seen:
    """Numbers and contents met so far in one file, with the row that held them first."""

    numbers: dict[str, int] = field(default_factory=dict)
    contents: dict[tuple[str, ...], int] = field(default_factory=dict)

    def check(self, values: Row, reader: Reader) -> None:
        """Add a fault to a row whose number or whole content was met before."""
        if number := values.get("issue_no"):
            first = self.numbers.setdefault(key(number), reader.row)
            if first != reader.row:
                reader.fault("duplicate_issue_no", value=number, more=str(first))
        if not values["issue"]:
            return
        first = self.contents.setdefault(_content(values), reader.row)
        if first != reader.row:
            reader.fault("duplicate_row", more=str(first))


def _content(values: Row) -> tuple[str, ...]:
    names = ("unit_code", "person", "issue", "example", "deadline_raw")
    return (*(key(str(values.get(name) or "")) for name in names), key("".join(values["measures"])))
