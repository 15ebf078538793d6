"""Every date that a phrase names: whole, by month, by quarter, or leaning on the day of receipt."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

WRITTEN_YEAR: Final = r"(?:(?P<y>\d{4}|\d{2})年|(?P<yw>今年?|本年|当年|明年?|来年|次年))"
YEAR: Final = WRITTEN_YEAR + r"?度?"
FULL: Final = r"(?P<y>\d{4})[年./、·-](?P<m>\d{1,2})[月./、·-](?P<d>\d{1,2})[日号]?"
SEASON: Final = (
    r"[春夏秋冬汛暑寒]|开学|放假|国庆|元旦|中秋|五一|十一|两会|供[暖热]|采暖|高考|中考|换届"
)
TEN_DAYS: Final = {
    "初": 10,
    "上中旬": 20,
    "中上旬": 20,
    "中下旬": 31,
    "上旬": 10,
    "中旬": 20,
    "中": 15,
    "下旬": 31,
}
QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


class Impossible(Exception):
    """A date that no calendar holds."""


@dataclass(slots=True)
class Found:
    """One date and where in the text it stands."""

    start: int
    end: int
    on: date


def after_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Impossible from error


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise Impossible
    return date(year, month, calendar.monthrange(year, month)[1])


def _year_of(found: re.Match[str], year: int) -> int:
    written = found["y"]
    if written:
        return int(written) if len(written) == 4 else 2000 + int(written)
    word = found.groupdict().get("yw")
    return year + 1 if word in {"明", "明年", "来年", "次年"} else year


def _full(found: re.Match[str], year: int) -> date:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


def _short(found: re.Match[str], year: int) -> date:
    return _day(_year_of(found, year), int(found["m"]), int(found["d"]))


def _compact(found: re.Match[str], _year: int) -> date:
    text = found.group()
    return _day(int(text[:4]), int(text[4:6]), int(text[6:]))


def _quarter(found: re.Match[str], year: int) -> date:
    written = found["q"] or found["n"]
    number = QUARTERS.get(written) or int(written)
    return _month_end(_year_of(found, year), number * 3)


def _half_year(found: re.Match[str], year: int) -> date:
    return _month_end(_year_of(found, year), 12 if found["h"] == "下半年" else 6)


def _month_day(found: re.Match[str], year: int) -> date:
    return _day(_year_of(found, year), int(found["m"]), int(found["d"]))


def _tenday(found: re.Match[str], year: int) -> date:
    end = _month_end(_year_of(found, year), int(found["m"]))
    return min(end, end.replace(day=min(TEN_DAYS[found["t"]], end.day)))


def _month(found: re.Match[str], year: int) -> date:
    return _month_end(_year_of(found, year), int(found["m"]))


def _dotted_month(found: re.Match[str], _year: int) -> date:
    return _month_end(int(found["y"]), int(found["m"]))


def _year_end(found: re.Match[str], year: int) -> date:
    return date(_year_of(found, year), 12, 31)


def _bare_day(found: re.Match[str], year: int) -> date:
    return _day(year, int(found["m"]), int(found["d"]))


RULES: Final[list[tuple[re.Pattern[str], Callable[[re.Match[str], int], date]]]] = [
    (re.compile(FULL), _full),
    (re.compile(r"(?<!\d)20\d{6}(?!\d)"), _compact),
    (re.compile(r"(?<![\d.])(?P<y>2[4-9]|3\d)([./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)"), _short),
    (re.compile(YEAR + r"(?:[第前]?(?P<q>[1-4一二三四])个?季度?|Q(?P<n>[1-4]))(末|底)?"), _quarter),
    (re.compile(YEAR + r"(?P<h>上半年|下半年|半年内)"), _half_year),
    (re.compile(YEAR + r"(?P<m>\d{1,2})月份?(?P<d>\d{1,2})[日号]?(?!个|\d|次|件)"), _month_day),
    (
        re.compile(
            YEAR + r"(?P<m>\d{1,2})月份?(?P<t>上中旬|中上旬|中下旬|上旬|中旬|下旬|初|中(?!旬))"
        ),
        _tenday,
    ),
    (re.compile(YEAR + r"(?<!\d)(?P<m>\d{1,2})月(份|底|末)?"), _month),
    (re.compile(r"(?P<y>20\d\d)[./-](?P<m>\d{1,2})(?![\d.])"), _dotted_month),
    (
        re.compile(r"(?<![\d.])(?P<m>\d{1,2})[./-](?P<d>\d{1,2})(?![\d.%公里万米元个天年])"),
        _bare_day,
    ),
    (re.compile(WRITTEN_YEAR + r"度?(底|末|内|终)"), _year_end),
    (re.compile(r"(?P<y>)(?P<yw>)((?<!\d)年度?(底|末|内|终)|全年)"), _year_end),
    (re.compile(rf"(?P<y>20\d\d)年(度|前|末)?(?!{SEASON})"), _year_end),
    (re.compile(r"(?P<y>)(?P<yw>今年|本年|明年|来年|次年)(内|底|末|前)?"), _year_end),
]


def dates_in(text: str, year: int, received: date | None) -> Iterator[Found]:
    """Every date the text names, each part of the text read by the first rule that fits."""
    rest = text
    for pattern, made in RULES:
        for found in pattern.finditer(rest):
            yield Found(found.start(), found.end(), made(found, year))
        rest = pattern.sub(lambda found: "\0" * len(found.group()), rest)
    yield from _near_receipt(rest, received)


def _near_receipt(text: str, received: date | None) -> Iterator[Found]:
    """月底, 本季度末 and the like, which lean on the day of receipt."""
    if received is None:
        return
    found = re.search(
        r"((?P<next>下个?)|(?P<this>本|当|这个))月(底|末|内)|(?<![\d个])月(底|末)", text
    )
    if found:
        month = after_months(received.replace(day=1), 1 if found["next"] else 0)
        yield Found(found.start(), found.end(), _month_end(month.year, month.month))
    found = re.search(r"(本|当)季度?(末|底|内)?|季度?(末|底|内)", text)
    if found:
        quarter_end = (received.month + 2) // 3 * 3
        yield Found(found.start(), found.end(), _month_end(received.year, quarter_end))
