"""整改时限: the date, the count from receipt or the standing duty that a phrase names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from common.numerals import in_digits
from common.workbook.formats import moment_of
from common.workbook.text import squeeze
from issues.readings.dates import Impossible, after_months, dates_in

AT_ONCE: Final = re.compile(
    r"立行立改|即知即改|立查立改|立整立改|立知立改|立即整改|马上整改|马上就改|立说立行|边查边改"
    r"|边整边改|边学边改|当下改|即查即改|即行即改|即时整改|随即整改|立即|马上|即时|即改|立改|已完成|已整改"
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
    r"起?(?:至|到|—+|–|~|－)|(?<=[月日\d])-(?=\d{1,2}[月日号]|\d{4}[.年]|\d{1,2}\.\d)"
)
ISO: Final = re.compile(r"^\d{4}-\d{1,2}(-\d{1,2})?日?(前|底|底前|之前|以前)?$")

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
    except Impossible:
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
    for found in dates_in(text, year, received):
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
    dates = list(dates_in(after, span_year, received))
    return dates[0].on if dates and dates[0].start <= 2 else None


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


def due_on(relative: Relative, received: date, add_workdays: Callable[[date, int], date]) -> date:
    """The day a counted deadline falls on when the issue is received on `received` (day 0)."""
    if relative.unit == "workdays":
        return add_workdays(received, relative.count)
    if relative.unit == "months":
        return after_months(received, relative.count)
    return received + timedelta(days=relative.count)
