"""What the hotline says: windows, the three rates over those reached, what is asked most."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import make_aware, now

from campaigns.models import Campaign
from common.dictionaries import dictionary
from outreach.models import Ticket
from roster.models import Unit

TENTH: Final = Decimal("0.1")
HOTTEST: Final = 10


@dataclass(frozen=True)
class Window:
    """The days that count, with the words that say so; with an hour, from it to it."""

    first: date
    last: date
    name: str
    hour: int | None = None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when until before when."""
        if self.hour is not None:
            return _at(self.first, self.hour), _at(self.last, self.hour)
        return _at(self.first), _at(self.last + timedelta(days=1))

    @property
    def said(self) -> str:
        """The days for a person."""
        if self.hour is not None:
            return f"{self.first} {self.hour}时至{self.last} {self.hour}时"
        return f"{self.first}至{self.last}" if self.first != self.last else f"{self.first}"

    @property
    def query(self) -> str:
        """The window as a part of an address."""
        if self.hour is not None:
            return f"daily={self.last}"
        return f"first={self.first}&last={self.last}"

    @property
    def before(self) -> "Window":
        """The same length of time just before."""
        if self.hour is not None:
            return daily_window(self.first)
        days = self.last - self.first
        last = self.first - timedelta(days=1)
        return Window(last - days, last, "上一期")

    @property
    def after(self) -> date:
        """A day of the next one."""
        return self.last + timedelta(days=1)


def _at(day: date, hour: int = 0) -> datetime:
    return make_aware(datetime.combine(day, time(hour)))


def daily_window(day: date) -> Window:
    """日报: from the hour of the cut (noon) on the day before until the same hour of the day."""
    hour: int = dictionary("outreach", "tickets")["window"]["day_cut"]
    return Window(day - timedelta(days=1), day, "日报", hour)


def month_window(day: date) -> Window:
    """考核月: from its first day (the 19th) until the day before the next one."""
    start: int = dictionary("outreach", "tickets")["window"]["month_start_day"]
    first = day.replace(day=start)
    if day.day < start:
        first = (first.replace(day=1) - timedelta(days=1)).replace(day=start)
    following = (first.replace(day=28) + timedelta(days=7)).replace(day=start)
    return Window(first, following - timedelta(days=1), "考核月")


def window_of(kind: str, day: date, campaign: Campaign) -> Window:
    """The window a page asks for by name; the assessment month where it names none."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Window(first, first + timedelta(days=6), "自然周")
    if kind == "daily":
        return daily_window(day)
    if kind == "day":
        return Window(day, day, "自然日")
    if kind == "natural":
        following = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
        return Window(day.replace(day=1), following - timedelta(days=1), "自然月")
    if kind == "all":
        return Window(min(campaign.starts_on, day), day, "活动至今")
    return month_window(day)


@dataclass
class Rates:
    """One unit's tickets of a window and the three rates; the denominator is 有效回访."""

    unit: Unit | None
    counts: dict[str, int] = field(default_factory=dict)

    def _share(self, part: Decimal | int) -> Decimal | None:
        whole = self.counts["visited"]
        if not whole:
            return None
        return (Decimal(100) * part / whole).quantize(TENTH, ROUND_HALF_UP)

    @property
    def response(self) -> Decimal | None:
        """响应率."""
        return self._share(self.counts["contacted"])

    @property
    def solution(self) -> Decimal | None:
        """解决率."""
        return self._share(self.counts["solved"])

    @property
    def satisfaction(self) -> Decimal | None:
        """满意率: 基本满意 weighs nine tenths."""
        weight = Decimal(str(dictionary("outreach", "tickets")["basically"]))
        return self._share(self.counts["content"] + weight * self.counts["fair"])

    @property
    def composite(self) -> Decimal | None:
        """综合成绩: the three rates by their weights."""
        weights = dictionary("outreach", "tickets")["composite"]
        rates = {"响应率": self.response, "解决率": self.solution, "满意率": self.satisfaction}
        found = [(rates[name], Decimal(str(weight))) for name, weight in weights.items()]
        total = sum((rate * weight for rate, weight in found if rate is not None), Decimal(0))
        return total.quantize(TENTH, ROUND_HALF_UP) if self.counts["visited"] else None

    @property
    def is_low(self) -> bool:
        """Below the least satisfaction that is asked for."""
        floor = dictionary("outreach", "tickets")["satisfaction_floor"]
        return self.satisfaction is not None and self.satisfaction < floor


def _tallies() -> dict[str, Any]:
    reached = Q(is_visited=True)
    late = Q(is_finished=False, due_at__lt=now()) | Q(finished_at__gt=F("due_at"))
    return {
        "all": Count("pk"),
        "visited": Count("pk", filter=reached),
        "contacted": Count("pk", filter=reached & Q(is_contacted=True)),
        "solved": Count("pk", filter=reached & Q(is_solved=True)),
        "content": Count("pk", filter=reached & Q(satisfied=Ticket.Content.YES)),
        "fair": Count("pk", filter=reached & Q(satisfied=Ticket.Content.FAIR)),
        "bad": Count("pk", filter=Q(satisfied=Ticket.Content.NO) | Q(is_solved=False)),
        "late": Count("pk", filter=late),
    }


def rates(rows: QuerySet[Ticket]) -> list[Rates]:
    """三率: one line a unit in official order, and the sum of all as the last."""
    tallies = _tallies()
    counted: dict[int, dict[str, int]] = {
        one["unit"]: {name: one[name] for name in tallies}  # type: ignore[literal-required]
        for one in rows.order_by().values("unit").annotate(**tallies)
    }
    units = Unit.objects.filter(pk__in=counted).in_official_order()
    made = [Rates(unit, counted[unit.pk]) for unit in units]
    total = Counter[str]()
    for one in made:
        total.update(one.counts)
    return [*made, Rates(None, {name: total[name] for name in tallies})] if made else []


def hot_topics(rows: QuerySet[Ticket], before: QuerySet[Ticket]) -> list[dict[str, Any]]:
    """热点诉求: the categories asked most, how many units, how many there were before."""
    asked = rows.exclude(category="").order_by().values("category")
    units = Count("unit", distinct=True)
    found = list(
        asked.annotate(
            n=Count("pk"), units=units, bad=Count("pk", filter=Q(satisfied="no"))
        ).order_by("-n", "category")[:HOTTEST]
    )
    earlier = dict(before.order_by().values_list("category").annotate(n=Count("pk")).order_by())
    return [{**one, "change": one["n"] - earlier.get(one["category"], 0)} for one in found]


def hot_places(rows: QuerySet[Ticket]) -> list[dict[str, Any]]:
    """Where most calls come from, as far as the export says so."""
    placed = rows.exclude(town="").order_by().values("town").annotate(n=Count("pk"))
    return [dict(one) for one in placed.order_by("-n", "town")[:HOTTEST]]


def concentrated(rows: QuerySet[Ticket], before: QuerySet[Ticket]) -> list[dict[str, Any]]:
    """问题集中的单位: most asked about first, with the change and what was answered badly."""
    bad = Count("pk", filter=Q(satisfied=Ticket.Content.NO) | Q(is_solved=False))
    asked = rows.order_by().values("unit").annotate(n=Count("pk"), bad=bad)
    found = list(asked.order_by("-n", "unit")[:HOTTEST])
    units = Unit.objects.in_bulk([one["unit"] for one in found])
    earlier = dict(before.order_by().values_list("unit").annotate(n=Count("pk")))
    return [
        {**one, "unit": units[one["unit"]], "change": one["n"] - earlier.get(one["unit"], 0)}
        for one in found
    ]
