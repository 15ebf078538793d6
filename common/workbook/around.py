"""What stands around a table: its titles, the `name：value` pairs of its meta rows, their dates."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from common.workbook.grid import Sheet
from common.workbook.rows import Kind, Line
from common.workbook.text import squeeze, tidy

PAIR: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}(?:\([^)]*\))?):\s*(?P<value>.*?)"
    r"(?=\s+[\u4e00-\u9fff]{2,8}(?:\([^)]*\))?:|\s{2,}|$)"
)
NAME: Final = re.compile(r"^[\u4e00-\u9fff]{2,8}(\([^)]*\))?:?$")
HALF: Final = str.maketrans("：（）\u3000", ":() ")
YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?=\s*[年.\-/])")
DAY: Final = re.compile(
    r"(?:(?P<y>20\d{2})\s*[年./-])?\s*(?P<m>\d{1,2})\s*[月./-]\s*(?:(?P<d>\d{1,2})\s*[日号]?)?"
)


def day_in(text: str, year: int) -> date | None:
    """The first day a text names; a bare month means its last day."""
    found = DAY.search(squeeze(text))
    if not found:
        return None
    year, month = int(found["y"] or year), int(found["m"])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found["d"] or last)
    return date(year, month, day) if 1 <= day <= last else None


@dataclass(slots=True)
class Around:
    """Titles and pairs gathered from the sheets of one file.

    `pairs` stand in one cell as `name：value`, `beside` in two neighbouring cells.
    """

    titles: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str | None:
        return self.titles[0] if self.titles else None

    def add(self, sheet: Sheet, lines: list[Line]) -> None:
        """Take in the rows above the headings of a sheet, and the signature line below it."""
        for line in lines:
            texts = [cell.text for cell in sheet.filled(line.row).values()]
            if line.kind is Kind.TITLE:
                self.titles.append(tidy(" ".join(texts)))
            if line.kind in {Kind.TITLE, Kind.META}:
                self.texts += texts
            if line.kind in {Kind.TITLE, Kind.META, Kind.SIGNATURE}:
                self._add_pairs(texts)

    def _add_pairs(self, texts: list[str]) -> None:
        for text in texts:
            for found in PAIR.finditer(tidy(text.translate(HALF))):
                if value := found["value"].strip():
                    self.pairs.setdefault(re.sub(r"\(.*\)", "", found["name"]), value)
        for name, value in pairwise(tidy(text.translate(HALF)) for text in texts):
            if NAME.match(name):
                self.beside.setdefault(re.sub(r"\(.*\)|:", "", name), value)

    def first(self, names: tuple[str, ...]) -> str | None:
        """The value of the first of these names that the file gives."""
        found = next((self.pairs[name] for name in names if name in self.pairs), None)
        return found or next((self.beside[name] for name in names if name in self.beside), None)

    def year(self, file_name: str) -> int | None:
        """The year the file is about, from its titles, its meta rows or its name."""
        for text in [*self.titles, *self.texts, file_name]:
            if found := YEAR.search(text):
                return int(found[1])
        return None

    def day(self, names: tuple[str, ...], year: int) -> date | None:
        """The day given under one of these names."""
        text = self.first(names)
        return day_in(text, year) if text else None

    def day_in_texts(self, pattern: re.Pattern[str], year: int) -> date | None:
        """The day that a pattern finds in a title, or else in any text above the table."""
        for text in self.texts:
            if found := pattern.search(squeeze(text)):
                return self.day_in_titles(pattern, year) or day_in(found.group(), year)
        return self.day_in_titles(pattern, year)

    def day_in_titles(self, pattern: re.Pattern[str], year: int) -> date | None:
        """The day that a pattern finds in a title."""
        for title in self.titles:
            if found := pattern.search(squeeze(title)):
                return day_in(found.group(), year)
        return None
