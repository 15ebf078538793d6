"""A sheet that holds issues, with its headings, its form and the kinds of its rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from common.workbook import Sheet
from common.workbook.report import RESULT_HEADING, Refusal, Row
from common.workbook.rows import IN_TABLE, Kind, Line, Table
from issues.readings import choices
from issues.readings.choices import Options
from issues.sheets import sentences
from issues.sheets.forms import LABELS, Form, Recognised

DITTOS = (
    "unit",
    "lead_unit",
    "duty_unit",
    "category",
    "source",
    "lead_leader",
    "duty_person",
    "dept",
    "deadline",
    "rectify_type",
    "person",
    "position",
)


@dataclass
class Part:
    """A sheet with its headings, its form and its rows."""

    sheet: Sheet
    table: Table
    recognised: Recognised
    lines: list[Line]

    @property
    def about(self) -> Row:
        """What the report says about the sheet."""
        rows = [line.row for line in self.lines if line.kind in IN_TABLE]
        told: Row = {
            "name": self.sheet.name,
            "hidden": self.sheet.is_hidden,
            "header_rows": self.table.headings.rows,
            "data_rows": [min(rows), max(rows)] if rows else [],
        }
        return told if self.is_taken else {**told, "import": False}

    @property
    def is_taken(self) -> bool:
        return bool(self.data_lines) and not self.recognised.missing

    @cached_property
    def continued(self) -> dict[int, list[int]]:
        """The rows that continue a row, by the row they continue."""
        rows: dict[int, list[int]] = {}
        for line in self.lines:
            if line.of is not None:
                rows.setdefault(line.of, []).append(line.row)
        return rows

    @property
    def hidden_labels(self) -> list[str]:
        """The headings of hidden columns that were read all the same."""
        read = sorted(set(self.table.headings.columns.values()) & self.sheet.hidden_columns)
        return [self.table.headings.labels[column] for column in read]

    @property
    def notes(self) -> list[str]:
        """Columns that were left alone, and hidden ones that were not."""
        unknown = self.table.headings.unknown.values()
        labels = [label for label in unknown if label and label != RESULT_HEADING]
        told = {"的列没有读取": labels, "的隐藏列已照常读取": self.hidden_labels}
        return [
            f"工作表“{self.sheet.name}”{what}：{'、'.join(which)}。"
            for what, which in told.items()
            if which
        ]

    def section_categories(self, lines: list[Line], categories: Options) -> list[str]:
        """The categories that section rows among these lines name."""
        rows = [line.row for line in lines if line.kind is Kind.SECTION]
        texts = [cell.text for row in rows for cell in self.sheet.filled(row).values()]
        return [text for text in texts if choices.category(text, categories)]

    @property
    def names_units(self) -> bool:
        """Whether the rows themselves name their units."""
        return bool({"unit", "lead_unit", "duty_unit"} & set(self.table.headings.columns))

    @property
    def data_lines(self) -> list[Line]:
        return [line for line in self.lines if line.kind is Kind.DATA]


def about_all(parts: list[Part]) -> Row:
    """What the report says about a sheet with one table or several below one another."""
    told = parts[0].about
    spans = [row for part in parts for row in part.about["data_rows"]]
    return {**told, "data_rows": [min(spans), max(spans)] if spans else []}


def grouped(table: Table) -> list[str]:
    """Columns in which offices write a value once for several rows."""
    named = {"unit", "lead_unit"} & set(table.headings.columns)
    return ["unit", "lead_unit"] if named else ["duty_unit"]


def owned(table: Table, form: Form) -> list[str]:
    """Columns where a blank always means the value above: whose row it is; a lost merge."""
    lost = [] if table.sheet.knows_merges else ["category"]
    return [*lost, "seq", "person", "position"] if form is Form.SELF_CHECK_PERSON else lost


def missing_columns(part: Part) -> Refusal:
    """The refusal of a whole sheet for the columns it lacks."""
    missing = list(part.recognised.missing)
    labels = "、".join(LABELS[name] for name in missing)
    sentence = sentences.MISSING_COLUMNS.format(sheet=part.sheet.name, columns=labels)
    more: dict[str, Any] = {"columns": missing, "rows": len(part.data_lines)}
    return Refusal(part.sheet.name, None, ["missing_required_columns"], sentence, more)
