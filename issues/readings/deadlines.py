"""整改时限: the date, the count from receipt or the standing duty that a phrase names."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from common.numerals import in_digits
from common.workbook.formats import moment_of
from common.workbook.text import squeeze

AT_ONCE: Final = re.compile(
    r"立行立改|即知即改|立查立改|立整立改|立知立改|立即整改|马上整改|马上就改|立说立行|边查边改"
    r"|边整边改|边学边改|当下改|即查即改|即行即改|即时整改|随即整改|立即|马上|即时|已完成|已整改"
)
STANDING: Final = re.compile(
    r"长期坚持|常年坚持|始终坚持|日常坚持|经常性坚持|常年|经常性|长期整改|长久立|长期|持续推进|持续整改|持续|常态化|常抓不懈|坚持不懈|久久为功|持之以恒"
)
EACH: Final = re.compile(r"每(?:个|半)?(?:月|季度?|周|旬|年|半年)(?:底|末|初)?")
DONE: Final = re.compile(r"已.*(完成|整改|办结|到位)")
MASK: Final = re.compile(r"[*×X□]+")
MASKED: Final = re.compile(
    r"[*×X□]+\s*(年|月|日|号|季|旬|个|天|底|工作日)|^(?=.*[*×X□])[*×X□.\-/年月日底前]+$"
)
SERIAL: Final = re.compile(r"^\d{5}(\.0+)?$")
BROKEN_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)\s+(?=\d{1,2}\s*月)")
START: Final = re.compile(r"^(份|开?始)?(之日)?(起|开始|启动)(?!至|到)")
SPAN: Final = re.compile(
    r"起?(?:至|到|—+|–|~|－)|(?<=[月日\d])-(?=\d{1,2}月|\d{4}[.年]|\d{1,2}\.\d)"
)
ISO: Final = re.compile(r"^\d{4}-\d{1,2}(-\d{1,2})?日?(前|底|底前|之前|以前)?$")

WRITTEN_YEAR: Final = r"(?:(?P<y>\d{4}|\d{2})年|(?P<yw>今年?|本年|当年|明年?|来年|次年))"
YEAR: Final = WRITTEN_YEAR + r"?度?"
FULL: Final = r"(?P<y>\d{4})[年./、·-](?P<m>\d{1,2})[月./、·-](?P<d>\d{1,2})[日号]?"
SEASON: Final = (
    r"[春夏秋冬汛暑寒]|开学|放假|国庆|元旦|中秋|五一|十一|两会|供[暖热]|采暖|高考|中考|换届"
)
TEN_DAYS: Final = {"初": 10, "上旬": 10, "中旬": 20, "中": 15, "下旬": 31}
QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
AT_ONCE_WORKDAYS: Final = 10


@dataclass(frozen=True, slots=True)
class Relative:
    """A deadline counted from the day the issue was handed over."""

    unit: str
    count: int

    def as_json(self) -> dict[str, str | int]:
        return {"from": "receive_date", self.unit: self.count}


@dataclass(slots=True)
class Deadline:
    """What a phrase says about the time allowed."""

    on: date | None = None
    relative: Relative | None = None
    is_standing: bool = False
    is_at_once: bool = False
    is_done: bool = False
    is_impossible: bool = False
    is_masked: bool = False
    is_unread: bool = False
    accept: list[date] = field(default_factory=list)

    @property
    def rectify_type(self) -> str:
        """The type that follows from the words alone: LX, CQ or XQ."""
        if self.is_at_once:
            return "LX"
        only_standing = self.is_standing and self.on is None and self.relative is None
        return "CQ" if only_standing else "XQ"


class _Impossible(Exception):
    """A date that no calendar holds."""


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    on: date


def read(phrase: str, *, year: int, received: date | None = None) -> Deadline:
    """Read one phrase; `year` is the campaign's year, `received` the day of receipt."""
    text = in_digits(squeeze(BROKEN_YEAR.sub(r"\1年", phrase)).replace("○", "0"))
    if not text:
        return Deadline(is_unread=True)
    if SERIAL.match(text) and (moment := moment_of(float(text))):
        return Deadline(on=moment.date())
    standing = STANDING.search(text) is not None
    rest = EACH.sub("", STANDING.sub("", text))
    deadline = Deadline(is_standing=standing, is_at_once=AT_ONCE.search(rest) is not None)
    if MASKED.search(rest):
        deadline.is_masked = True
        return deadline
    try:
        _read_dates(rest, deadline, year, received)
    except _Impossible:
        deadline.is_impossible = True
        return deadline
    _read_counts(rest, deadline)
    return _settled(deadline, rest)


def _settled(deadline: Deadline, text: str) -> Deadline:
    """What follows when no date was named, or when a date was named on top of words."""
    deadline.is_done = DONE.search(text) is not None
    if deadline.on is not None:
        deadline.relative = None
        if deadline.is_done and "立" not in text:
            deadline.is_at_once = False
    elif deadline.relative is None and deadline.is_at_once:
        deadline.relative = Relative("workdays", AT_ONCE_WORKDAYS)
    nothing = deadline.on is None and deadline.relative is None and not deadline.is_standing
    deadline.is_unread = nothing
    return deadline


def _read_dates(text: str, deadline: Deadline, year: int, received: date | None) -> None:
    ends = _span_end(text, year, received)
    if ends is not None:
        deadline.on = ends
        return
    for found in _dates(text, year, received):
        if START.match(text[found.end :]):
            deadline.accept.append(found.on)
        elif deadline.on is None or found.on > deadline.on:
            deadline.on = found.on
    if deadline.on is not None:
        deadline.accept.clear()


def _span_end(text: str, year: int, received: date | None) -> date | None:
    """The last day of a span such as 5月至10月."""
    if ISO.match(text):
        return None
    pieces = SPAN.split(text)
    if len(pieces) < 2:
        return None
    before, after = pieces[-2], pieces[-1]
    written = re.search(r"(\d{4})[年.]", before)
    span_year = int(written.group(1)) if written else year
    if re.match(r"\d{1,2}[日号]", after) and (month := re.search(r"(\d{1,2})月", before)):
        after = f"{month.group(1)}月{after}"
    dates = list(_dates(after, span_year, received))
    return dates[0].on if dates and dates[0].start <= 2 else None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _Impossible from error


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise _Impossible
    return date(year, month, calendar.monthrange(year, month)[1])


def _year_of(found: re.Match[str], year: int) -> int:
    written = found["y"]
    if written:
        return int(written) if len(written) == 4 else 2000 + int(written)
    word = found.groupdict().get("yw")
    return year + 1 if word in {"明", "明年", "来年", "次年"} else year


def _full(found: re.Match[str], year: int) -> date:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


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
    (re.compile(YEAR + r"(?:第?(?P<q>[1-4一二三四])个?季度?|Q(?P<n>[1-4]))(末|底)?"), _quarter),
    (re.compile(YEAR + r"(?P<h>上半年|下半年|半年内)"), _half_year),
    (re.compile(YEAR + r"(?P<m>\d{1,2})月份?(?P<d>\d{1,2})[日号]?(?!个|\d|次|件)"), _month_day),
    (re.compile(YEAR + r"(?P<m>\d{1,2})月份?(?P<t>上旬|中旬|下旬|初|中(?!旬))"), _tenday),
    (re.compile(YEAR + r"(?<!\d)(?P<m>\d{1,2})月(份|底|末)?"), _month),
    (re.compile(r"(?P<y>20\d\d)[./-](?P<m>\d{1,2})(?![\d.])"), _dotted_month),
    (
        re.compile(r"(?<![\d.])(?P<m>\d{1,2})[./-](?P<d>\d{1,2})(?![\d.%公里万米元个天年])"),
        _bare_day,
    ),
    (re.compile(WRITTEN_YEAR + r"度?(底|末|内|终)"), _year_end),
    (re.compile(r"(?P<y>)(?P<yw>)((?<!\d)年(底|末|内|终)|全年)"), _year_end),
    (re.compile(rf"(?P<y>20\d\d)年(度|前|末)?(?!{SEASON})"), _year_end),
    (re.compile(r"(?P<y>)(?P<yw>今年|本年|明年|来年|次年)(内|底|末|前)?"), _year_end),
]


def _dates(text: str, year: int, received: date | None) -> Iterator[_Found]:
    """Every date the text names, each part of the text read by the first rule that fits."""
    rest = text
    for pattern, made in RULES:
        for found in pattern.finditer(rest):
            yield _Found(found.start(), found.end(), made(found, year))
        rest = pattern.sub(lambda found: "\0" * len(found.group()), rest)
    yield from _near_receipt(rest, received)


def _near_receipt(text: str, received: date | None) -> Iterator[_Found]:
    """月底, 本季度末 and the like, which lean on the day of receipt."""
    if received is None:
        return
    found = re.search(
        r"((?P<next>下个?)|(?P<this>本|当|这个))月(底|末|内)|(?<![\d个])月(底|末)", text
    )
    if found:
        month = _after_months(received.replace(day=1), 1 if found["next"] else 0)
        yield _Found(found.start(), found.end(), _month_end(month.year, month.month))
    found = re.search(r"(?P<this>本|当)?季度?(末|底|内)", text)
    if found:
        quarter_end = (received.month + 2) // 3 * 3
        yield _Found(found.start(), found.end(), _month_end(received.year, quarter_end))


COUNTS: Final[list[tuple[re.Pattern[str], str, Callable[[int], int]]]] = [
    (re.compile(r"(\d+)个?工作日"), "workdays", lambda count: count),
    (re.compile(r"(\d+)个?(?:自然日|天|日)(?:之|以)?内"), "days", lambda count: count),
    (re.compile(r"(\d+)(?:天(?!内)|日(?=办结|完成|整改|答复|回复))"), "days", lambda count: count),
    (re.compile(r"(\d+)(?:个?星期|周|个?礼拜)"), "days", lambda count: count * 7),
    (re.compile(r"(\d+)个月"), "months", lambda count: count),
    (re.compile(r"(\d+)年(?:之|以)?内"), "months", lambda count: count * 12),
    (re.compile(r"(\d+)小时"), "days", lambda count: -(-count // 24)),
]


def _read_counts(text: str, deadline: Deadline) -> None:
    if deadline.on is not None:
        return
    for pattern, unit, counted in COUNTS:
        if found := pattern.search(text):
            deadline.relative = Relative(unit, counted(int(found.group(1))))
            return
    if "半个月" in text or "半月" in text:
        deadline.relative = Relative("days", 15)
    elif "当日" in text or "当天" in text:
        deadline.relative = Relative("days", 0)


def _after_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due_on(relative: Relative, received: date, add_workdays: Callable[[date, int], date]) -> date:
    """The day a counted deadline falls on when the issue is received on `received` (day 0)."""
    if relative.unit == "workdays":
        return add_workdays(received, relative.count)
    if relative.unit == "months":
        return _after_months(received, relative.count)
    return received + timedelta(days=relative.count)
