"""What a reading of a workbook is given: what holds by default, and what it is read against."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from common.workbook.dictionary import Dictionary
from issues.readings.choices import Options
from roster.directory import Directory


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the file itself does not say it: year, hand-over day, unit.

    An offer is a reading for a person who may still say what the headings mean.
    """

    year: int | None = None
    received: date | None = None
    unit_code: str | None = None
    is_offer: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """What the rows are read against: units, holidays, categories and headings."""

    directory: Directory
    add_workdays: Callable[[date, int], date]
    is_unknown: Callable[[date], bool]
    categories: Options
    headings: Dictionary
