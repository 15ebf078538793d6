"""Reading what was issued, returned and void: from a register, from columns, from a footer."""

import re
from collections.abc import Sequence

from evaluations.sheets.records import Line
from evaluations.sheets.rows import RowReader
from evaluations.sheets.table import Box, is_banner
from evaluations.sheets.words import Kind, is_summary

FOOTER = re.compile(
    r"(发出|发放|收回|回收|有效|无效|作废|废票|应到|实到)(?:表数|票数|人数|份数|张数|票|数)?[：:]?\s*(\d+)"
)
FOOTER_KINDS = {
    "发出": Kind.ISSUED,
    "发放": Kind.ISSUED,
    "收回": Kind.RETURNED,
    "回收": Kind.RETURNED,
    "有效": Kind.VALID,
    "无效": Kind.VOID,
    "作废": Kind.VOID,
    "废票": Kind.VOID,
    "应到": Kind.EXPECTED,
    "实到": Kind.PRESENT,
}
REGISTER_KINDS = (Kind.ISSUED, Kind.RETURNED, Kind.VOID, Kind.VALID, Kind.EXPECTED, Kind.PRESENT)


class RegisterReader(RowReader):
    """Reads register lines wherever they stand."""

    def register(self) -> None:
        """Every line of a register sheet."""
        for row in self.layout.table.rows[self.layout.start :]:
            said = self.said(row) or tuple(filter(None, [self.text(row, Kind.COHORT)]))
            scope = self.text(row, Kind.SCOPE) or self.text(row, Kind.SUBJECT)
            numbers = self._numbers(row)
            first = next((box.text for box in row if box.text and box.number is None), "")
            said = said or tuple(filter(None, [first if not scope else ""]))
            if numbers and not is_summary(first) and not is_summary(scope) and not is_banner(row):
                cohort = self.text(row, Kind.COHORT)
                self.counting.lines.append(Line((*said, *self.titles), scope, numbers, cohort))

    def own_register(self, row: tuple[Box, ...]) -> None:
        """The register columns that stand beside the counts of a row."""
        if self.layout.of(Kind.ISSUED) and self.layout.of(Kind.RETURNED):
            numbers = self._numbers(row)
            texts = (*self.said(row), *self.titles)
            if numbers:
                line = Line(texts, self.text(row, Kind.SUBJECT), numbers, self.cohort(row))
                if line not in self.counting.lines:
                    self.counting.lines.append(line)

    def _numbers(self, row: Sequence[Box]) -> dict[Kind, int]:
        return {
            column.kind: int(number)
            for column in self.layout.of(*REGISTER_KINDS)
            if (number := row[column.at].number) is not None and number.denominator == 1
        }

    def footers(self) -> None:
        """发出表数：30  收回表数：29 … written under a table instead of in a register."""
        lines = [
            " ".join(dict.fromkeys(b.text for b in row if b.text)) for row in self.layout.table.rows
        ]
        numbers = {
            FOOTER_KINDS[word]: int(number)
            for text in lines
            for word, number in FOOTER.findall(text)
            if re.search(r"发出|发放|收回|回收", text)
        }
        if numbers.keys() >= {Kind.ISSUED, Kind.RETURNED} and not self.layout.of(Kind.ISSUED):
            self.counting.lines.append(Line(self.titles, "", numbers))
