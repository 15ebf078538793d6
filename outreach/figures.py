"""What the hotline says: windows, the three rates over those reached, what is asked most."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import now

from campaigns.models import Campaign
from common.dictionaries import dictionary
from outreach.models import Target, Ticket, Visit
from roster.models import Unit

TENTH: Final = Decimal("0.1")
HOTTEST: Final = 10


@dataclass(frozen=True)
class Window:
    """The days that count, with the words that say so."""

    first: date
    last: date
    name: str

    @property
    def query(self) -> str:
        """The window as a part of an address."""
        return f"first={self.first}&last={self.last}"

    @property
    def before(self) -> "Window":
        """The same length of time just before."""
        days = self.last - self.first
        last = self.first - timedelta(days=1)
        return Window(last - days, last, "上一期")


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


@dataclass
class Coverage:
    """How many of a unit's targets of one kind were visited."""

    unit: Unit
    kind: str
    label: str
    total: int
    seen: int

    @property
    def missed(self) -> int:
        """How many nobody has visited."""
        return self.total - self.seen

    @property
    def share(self) -> Decimal:
        """The coverage in percent."""
        return (Decimal(100) * self.seen / self.total).quantize(TENTH, ROUND_HALF_UP)


def coverage(targets: QuerySet[Target]) -> list[Coverage]:
    """覆盖率: visited targets over listed ones, by unit in official order and kind."""
    seen = Count("pk", filter=Q(visits__isnull=False), distinct=True)
    rows = targets.order_by().values("unit", "kind")
    counted = list(rows.annotate(total=Count("pk", distinct=True), seen=seen))
    units = Unit.objects.filter(pk__in={one["unit"] for one in counted}).in_official_order()
    labels = dict(Visit.Kind.choices)
    return [
        Coverage(unit, one["kind"], labels[one["kind"]], one["total"], one["seen"])
        for unit in units
        for one in counted
        if one["unit"] == unit.pk
    ]
