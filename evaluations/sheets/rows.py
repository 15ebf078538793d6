"""Reading one row of a sheet whose layout is known."""

from collections.abc import Sequence

from evaluations.sheets.layout import Layout
from evaluations.sheets.records import Counting
from evaluations.sheets.table import Box
from evaluations.sheets.words import Kind


class RowReader:
    """What every reader of rows can ask of a row."""

    def __init__(self, understood: Layout, labels: Sequence[str], counting: Counting) -> None:
        self.layout = understood
        self.labels = labels
        self.counting = counting
        self.name = understood.table.name
        self.titles = (self.name, *understood.banners[:3])
        self.section = ""

    def text(self, row: Sequence[Box], kind: Kind) -> str:
        """The words of the first column of this kind."""
        return next(
            (row[column.at].text for column in self.layout.of(kind) if row[column.at].text), ""
        )

    def cohort(self, row: Sequence[Box]) -> str:
        """The cohort of the row, or of the section it stands in."""
        return self.text(row, Kind.COHORT) or self.section

    def said(self, row: Sequence[Box]) -> tuple[str, ...]:
        """What the row itself says about side, part and item."""
        kinds = (Kind.SIDE, Kind.PART, Kind.ITEM)
        return tuple(text for kind in kinds if (text := self.text(row, kind)))

    def fault(self, code: str, at: int, **more: object) -> None:
        """Note a cell that cannot be taken as it is."""
        self.counting.faults.append({"code": code, "sheet": self.name, "row": at, **more})
