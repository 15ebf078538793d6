"""Figures that follow the office's own data: kinds of activities, rungs of cards, noted numbers."""

from collections import Counter, defaultdict
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, Q, Sum

from activities.models import ActivityKind
from reports.figures import registers as of
from reports.figures.afield import SIGNED
from reports.figures.behind import Behind, Listed
from reports.figures.facts import Facts
from reports.figures.figure import Figure
from reports.figures.rounds import round_figures
from reports.models import Noted
from supervision.models import Card, Rung

MEASURES = (
    ("人次", "人次"),
    ("人数", "人"),
    ("次数", "次"),
    ("件数", "件"),
    ("条数", "条"),
    ("份数", "份"),
    ("户数", "户"),
    ("篇数", "篇"),
    ("期数", "期"),
    ("问题数", "个"),
    ("点位数", "个"),
    ("小时", "小时"),
)


def register_figures(facts: Facts) -> list[Figure]:
    """Times, people and counted fields of every kind of activity in use."""
    found = _register(facts)
    made: list[Figure] = []
    for kind in ActivityKind.objects.in_use():
        made += _of_kind(kind, found)
    return made


def _of_kind(kind: ActivityKind, found: dict[str, int]) -> list[Figure]:
    mine = Q(kind=kind.pk)

    def figure(part: str, said: tuple[str, str, str], **more: str) -> Figure:
        code = f"kind_{kind.code}_{part}"
        count = partial(_named, found, code)
        return Figure(code, *said, count, behind=Behind(of.ACTIVITIES, mine, **more))

    made = [
        figure("times", (f"{kind.name}次数", f"登记为“{kind.name}”的次数", "次")),
        figure(
            "people",
            (f"{kind.name}人次", f"各场“{kind.name}”参加人数合计", "人次"),
            summed="attended_count",
        ),
    ]
    return made + [
        figure(
            name,
            (f"{kind.name}{name}", f"各场“{kind.name}”登记项“{name}”合计", measure_of(name)),
            told=name,
        )
        for name in _number_fields(kind)
    ]


def measure_of(name: str) -> str:
    """The measure that a field's name tells: 次, 件, 条 …; nothing where it tells none."""
    for word, measure in MEASURES:
        if word in name:
            return measure
    return ""


def _named(found: dict[str, int], code: str, _: Facts) -> int:
    return found.get(code, 0)


def _number_fields(kind: ActivityKind) -> list[str]:
    return [field["label"] for field in kind.fields if field["type"] == "number"]


def _register(facts: Facts) -> dict[str, int]:
    """Count the register once: by kind, then what the number fields of its rows hold."""
    rows = of.ACTIVITIES.rows(facts).order_by()
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
    """Cards that were shown and those that still stand, by rung of the ladder."""
    rows = of.CARDS.rows(facts).filter(SIGNED).order_by()
    found: dict[str, int] = defaultdict(int)
    for pk, status, count in rows.values_list("rung", "status").annotate(n=Count("pk")):
        found[f"rung_{pk}"] += count
        found[f"rung_{pk}_now"] += count if status == Card.Status.SIGNED else 0
    rungs = Rung.objects.order_by("order", "pk")
    return [figure for rung in rungs for figure in _of_rung(rung, found)]


def _of_rung(rung: Rung, found: dict[str, int]) -> list[Figure]:
    """Two numbers of one rung: ever shown, not yet lifted."""
    shown, now = f"rung_{rung.pk}", f"rung_{rung.pk}_now"
    standing = Q(rung=rung.pk, status=Card.Status.SIGNED)
    return [
        Figure(
            shown,
            f"亮{rung.name}",
            f"签发过的“{rung.name}”件数（含已解除）",
            "件",
            partial(_named, found, shown),
            behind=Behind(of.CARDS, SIGNED & Q(rung=rung.pk)),
        ),
        Figure(
            now,
            f"未解除{rung.name}",
            f"已签发、尚未解除的“{rung.name}”件数",
            "件",
            partial(_named, found, now),
            behind=Behind(of.CARDS, standing, day=None),
        ),
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
    lines = partial(_words_on, row)
    behind = Listed(lines, f"reports.Noted label={row.label}")
    return Figure(f"noted_{row.pk}", row.label, said[:200], row.measure, count, behind=behind)


def _words_on(row: Noted, facts: Facts) -> list[tuple[object, ...]]:
    """Every word on this number up to the day, newest first."""
    rows = Noted.objects.filter(campaign=facts.campaign, label=row.label, noted_on__lte=facts.today)
    return [(one.noted_on, "", f"{one}", one.source) for one in rows.order_by("-noted_on", "-pk")]


SOURCES: tuple[tuple[str, Any], ...] = (
    ("各次评议", round_figures),
    ("会议学习登记", register_figures),
    ("亮牌等级", rung_figures),
    ("手工登记数", noted_figures),
)
