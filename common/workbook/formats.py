"""Number formats: what a stored number looks like on the sheet."""

import re
from datetime import datetime, timedelta
from typing import Final

from common.workbook.grid import Cell

BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    **dict.fromkeys(
        (15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-m-d"
    ),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm"),
}
LITERALS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
DATE_LETTERS: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
DECIMALS: Final = re.compile(r"0\.(0+)")
EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
EPOCH_1904_DAYS: Final = 1462
LAST_SERIAL: Final = 2_958_465


def is_date(pattern: str) -> bool:
    """Whether numbers in this format are meant as dates or times."""
    bare = LITERALS.sub("", pattern)
    return "General" not in bare and DATE_LETTERS.search(bare) is not None


def moment_of(serial: float, *, since_1904: bool = False) -> datetime | None:
    """The moment a serial number stands for, or nothing when it is no date."""
    days = serial + (EPOCH_1904_DAYS if since_1904 else 0)
    if not 1 <= days <= LAST_SERIAL:
        return None
    return EPOCH + timedelta(seconds=round(days * 86_400))


def moment_text(moment: datetime) -> str:
    """A moment in one neutral writing: the day alone when no time was given."""
    if moment.time() == datetime.min.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def plain(number: float) -> str:
    """A number as the General format shows it."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def shown(number: float, pattern: str) -> str:
    """A number as its format shows it: decimals, leading zeros and per cent kept."""
    bare = LITERALS.sub("", pattern.split(";")[0])
    places = DECIMALS.search(bare)
    decimals = len(places.group(1)) if places else 0
    if "%" in bare:
        return f"{number * 100:.{decimals}f}%"
    if places:
        return f"{number:.{decimals}f}"
    if re.fullmatch(r"0{2,}", bare) and number == int(number):
        return str(int(number)).zfill(len(bare))
    return plain(number)


def numeric_cell(number: float, pattern: str, *, since_1904: bool = False) -> Cell:
    """A cell that stores a number, shown as its format says."""
    if pattern and is_date(pattern):
        moment = moment_of(number, since_1904=since_1904)
        text = moment_text(moment) if moment else plain(number)
        return Cell(text=text, number=number, moment=moment)
    bare = LITERALS.sub("", pattern)
    return Cell(text=shown(number, pattern), number=number, is_percent="%" in bare)
