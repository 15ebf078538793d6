"""Single cells of a ledger: the day of completion, the percentage, cells that say nothing."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from common.numerals import number
from common.workbook.grid import Cell
from common.workbook.text import squeeze
from issues.readings import deadlines
from issues.readings.choices import key

BARE_MONTH: Final = re.compile(r"^(\d{4}[年./-])?\d{1,2}月?(份|底|末)?$")
ABOUT: Final = re.compile(r"^(约|大约|近|已|已完成|完成|达到?|超过?)+|(左右|上下|以上|多)$")
TENTHS: Final = re.compile(r"^([一二两三四五六七八九十])成(半)?$")
PERCENT: Final = re.compile(r"^(-?\d+(?:\.\d+)?)(%|％)?$")
MOST_RATIO: Final = 10
SERIAL: Final = re.compile(r"^(?:No\.?|第)?[(]?(\d{1,9})(?:\.0+)?[).、号]?$", re.IGNORECASE)
FORMULA_STARTS: Final = ("+", "@", "=")


@dataclass(frozen=True, slots=True)
class Completion:
    """When something was finished, and whether only the month is known."""

    on: date | None = None
    is_month: bool = False
    is_invalid: bool = False


def completion(cell: Cell, *, year: int) -> Completion:
    """Read the day of completion; a bare month is its last day."""
    if cell.moment is not None:
        return Completion(on=cell.moment.date())
    text = squeeze(cell.text)
    if not text:
        return Completion()
    read = deadlines.read(text, year=year)
    if read.on is None:
        return Completion(is_invalid=key(text) not in {"", "无", "未完成"})
    is_month = "月" in text and BARE_MONTH.match(text) is not None
    return Completion(
        on=read.on, is_month=is_month or re.fullmatch(r"\d{4}[./-]\d{1,2}", text) is not None
    )


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate of completion between 0 and 100, or the note that it lies outside."""

    value: int | None = None
    is_out_of_range: bool = False


def percent(cell: Cell) -> Percent:
    """Read a rate of completion written as 60%, 0.6, 60 or 六成."""
    said = ABOUT.sub("", squeeze(cell.text))
    if tenths := TENTHS.match(said):
        return Percent(value=min((number(tenths[1]) or 0) * 10 + (5 if tenths[2] else 0), 100))
    found = PERCENT.match(said)
    if not found:
        return Percent()
    rate = float(found[1])
    if not found[2] and (rate <= 1 or (rate < MOST_RATIO and rate != int(rate))):
        rate *= 100
    if not 0 <= rate <= 100:
        return Percent(is_out_of_range=True)
    return Percent(value=int(rate + 0.5))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula when it is written out again."""
    return text.strip().startswith(FORMULA_STARTS)


def whole_number(cell: Cell) -> int | str | None:
    """A serial number as a number, or as it is written when it is none."""
    text = squeeze(cell.text)
    if found := SERIAL.match(text):
        return int(found[1])
    return text or None
