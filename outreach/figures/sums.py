"""The hotline's own sums beside ours: the same days, the same words, every difference shown."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from outreach.figures.hotline import Window, rates
from outreach.models import Sum, Ticket
from roster.models import Unit

MEASURES: Final = {
    "sent": "转发数量",
    "owed": "应完成数量",
    "done": "实际完成数量",
    "late": "超时数量",
    "twice": "两次及以上转发数量",
    "content": "满意",
    "fair": "基本满意",
    "bad": "不满意",
}
"""What both sides count; 延时数量 is known to the hotline alone."""
RATES: Final = {"response": "响应率", "solution": "解决率", "satisfaction": "满意率"}
NEAR: Final = Decimal("0.1")
TWICE: Final = 2


def _measure(name: str, first: date, last: date) -> Q:
    """转发 by dispatch, 应完成 and 超时 by limit, 完成 and contentment by the day of finishing."""
    start, end = Window(first, last, "").span
    sent = Q(sent_at__gte=start, sent_at__lt=end)
    owed = Q(due_at__gte=start, due_at__lt=end)
    done = Q(finished_at__gte=start, finished_at__lt=end)
    late = Q(finished_at__gt=F("due_at")) | Q(is_finished=False, due_at__lt=now())
    said = {"content": Ticket.Content.YES, "fair": Ticket.Content.FAIR, "bad": Ticket.Content.NO}
    if name in said:
        return done & Q(satisfied=said[name])
    whole = {"sent": sent, "owed": owed, "done": done, "late": owed & late}
    return whole.get(name, sent & Q(returns__gte=TWICE))


def _dated(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return rows.annotate(sent_at=Coalesce("dispatched_at", "received_at"))


def measured(rows: QuerySet[Ticket], name: str, first: date, last: date) -> QuerySet[Ticket]:
    """The tickets behind one number of ours."""
    return _dated(rows).filter(_measure(name, first, last))


@dataclass(frozen=True)
class Pair:
    """One number of both sides; nothing where a side does not say it."""

    name: str
    label: str
    theirs: Any
    ours: Any
    is_rate: bool = False

    @property
    def gap(self) -> Any:
        """Theirs less ours; nothing where they agree or one side says nothing."""
        if self.theirs is None or self.ours is None:
            return None
        gap = self.theirs - self.ours
        return gap if abs(gap) > (NEAR if self.is_rate else 0) else None


@dataclass
class Line:
    """One unit's line of both sides."""

    unit: Unit
    extended: int | None = None
    pairs: list[Pair] = field(default_factory=list)
    is_listed: bool = True

    @property
    def differs(self) -> bool:
        """Whether some number is not the same."""
        return not self.is_listed or any(pair.gap is not None for pair in self.pairs)


def compared(sums: QuerySet[Sum], rows: QuerySet[Ticket], first: date, last: date) -> list[Line]:
    """部门统计对照: every unit that either side knows, in official order."""
    theirs = {row.unit_id: row for row in sums.filter(first=first, last=last)}
    tallies = {name: Count("pk", filter=_measure(name, first, last)) for name in MEASURES}
    counted: dict[int, dict[str, int]] = {
        one["unit"]: {name: one[name] for name in tallies}  # type: ignore[literal-required]
        for one in _dated(rows).order_by().values("unit").annotate(**tallies)
    }
    ours = {pk: one for pk, one in counted.items() if pk in theirs or any(one.values())}
    shares = {one.unit.pk: one for one in rates(_window(rows, first, last)) if one.unit}
    units = Unit.objects.filter(pk__in={*theirs, *ours}).in_official_order()
    return [
        _line(unit, theirs.get(unit.pk), ours.get(unit.pk, {}), shares.get(unit.pk))
        for unit in units
    ]


def _window(rows: QuerySet[Ticket], first: date, last: date) -> QuerySet[Ticket]:
    found: QuerySet[Ticket] = rows.within(first, last)  # type: ignore[attr-defined]
    return found


def _line(unit: Unit, said: Sum | None, counted: dict[str, int], share: Any) -> Line:
    pairs = [
        Pair(name, label, getattr(said, name, None), counted.get(name, 0))
        for name, label in MEASURES.items()
    ]
    pairs += [
        Pair(name, label, getattr(said, name, None), getattr(share, name, None), is_rate=True)
        for name, label in RATES.items()
    ]
    return Line(unit, said.extended if said else None, pairs, said is not None)
