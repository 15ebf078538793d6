"""Figures that follow the office's own data: kinds of activities, rungs of cards, noted numbers."""

from collections import Counter, defaultdict
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum

from activities.models import Activity, ActivityKind
from reports.figures.facts import Facts
from reports.figures.figure import Figure
from reports.models import Noted
from supervision.models import Card, Rung


def register_figures(facts: Facts) -> list[Figure]:
    """Times, people and counted fields of every kind of activity in use."""
    found = _register(facts)
    made: list[Figure] = []
    for kind in ActivityKind.objects.in_use():
        made += _of_kind(kind, found)
    return made


def _of_kind(kind: ActivityKind, found: dict[str, int]) -> list[Figure]:
    query = urlencode({"kind": kind.code})

    def figure(part: str, label: str, definition: str, unit: str) -> Figure:
        code = f"kind_{kind.code}_{part}"
        count = partial(_named, found, code)
        return Figure(code, label, definition, unit, count, "activities:index", query)

    made = [
        figure("times", f"{kind.name}次数", f"登记为“{kind.name}”的次数", "次"),
        figure("people", f"{kind.name}人次", f"各场“{kind.name}”参加人数合计", "人次"),
    ]
    return made + [
        figure(name, f"{kind.name}{name}", f"各场“{kind.name}”登记项“{name}”合计", "")
        for name in _number_fields(kind)
    ]


def _named(found: dict[str, int], code: str, _: Facts) -> int:
    return found.get(code, 0)


def _number_fields(kind: ActivityKind) -> list[str]:
    return [field["label"] for field in kind.fields if field["type"] == "number"]


def _register(facts: Facts) -> dict[str, int]:
    """Count the register once: by kind, then what the number fields of its rows hold."""
    rows = facts.of_units(Activity.objects.filter(campaign=facts.campaign)).order_by()
    found: Counter[str] = Counter()
    sums = rows.values_list("kind__code").annotate(n=Count("pk"), people=Sum("attended_count"))
    for code, count, people in sums:
        found[f"kind_{code}_times"], found[f"kind_{code}_people"] = count, people or 0
    counting = [kind.pk for kind in ActivityKind.objects.in_use() if _number_fields(kind)]
    for code, held in rows.filter(kind__in=counting).values_list("kind__code", "facts"):
        for name, value in held.items():
            if str(value).isdecimal():
                found[f"kind_{code}_{name}"] += int(value)
    return found


def rung_figures(facts: Facts) -> list[Figure]:
    """Cards that were shown, by rung of the ladder."""
    rows = facts.of_units(Card.objects.filter(campaign=facts.campaign)).order_by()
    shown = rows.filter(Q(status=Card.Status.SIGNED) | Q(status=Card.Status.LIFTED))
    found: dict[str, int] = defaultdict(int)
    for pk, count in shown.values_list("rung").annotate(n=Count("pk")):
        found[f"rung_{pk}"] = count
    return [
        Figure(
            f"rung_{rung.pk}",
            f"亮{rung.name}",
            f"签发过的“{rung.name}”件数（含已解除）",
            "件",
            partial(_named, found, f"rung_{rung.pk}"),
            "supervision:cards",
        )
        for rung in Rung.objects.order_by("order", "pk")
    ]


def noted_figures(facts: Facts) -> list[Figure]:
    """Numbers the system cannot count, noted by the office with where they come from."""
    if facts.unit_ids is not None:
        return []
    rows = Noted.objects.filter(campaign=facts.campaign).standing(facts.today)
    return [_noted(row) for row in rows]


def _noted(row: Noted) -> Figure:
    def count(_: Facts) -> int | Decimal:
        return int(row.number) if row.number == int(row.number) else row.number.normalize()

    said = f"手工登记，依据：{row.source}（{row.noted_on:%Y-%m-%d}，{row.by.name}）"
    return Figure(f"noted_{row.pk}", row.label, said[:200], row.measure, count, "reports:noted")


SOURCES: tuple[tuple[str, Any], ...] = (
    ("会议学习登记", register_figures),
    ("亮牌等级", rung_figures),
    ("手工登记数", noted_figures),
)
