"""Charts of the leader's dashboard: shapes for common.charts, each mark a link to its rows."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campaigns.models import Category
from common import charts
from issues.models import Issue
from reports.figures.facts import Facts

S = Issue.Status
MOST_UNITS = 30


def ledger_url(**query: object) -> str:
    """The ledger narrowed to some rows."""
    return f"{reverse('issues:ledger')}?{urlencode(query)}"


def funnel(facts: Facts) -> dict[str, Any]:
    """查摆→审核→整改→申请销号→销号→回头看."""
    listed = sum(count for status, count in facts.by_status.items() if status != S.CANCELLED)
    asked = facts.total(S.CLOSE_APPLIED, S.VERIFIED, S.CLOSED)
    steps = [
        ("查摆", listed, reverse("issues:lists")),
        ("进入台账", facts.ledger, ledger_url()),
        ("申请销号", asked, ledger_url(status=S.CLOSE_APPLIED)),
        ("销号", facts.total(S.CLOSED), ledger_url(status=S.CLOSED)),
        ("回头看", facts.look_backs["done"], ledger_url(status=S.CLOSED)),
    ]
    rows = [{"label": label, "value": value, "url": url} for label, value, url in steps]
    return charts.funnel(rows, head=["环节", "件数"])


def heat(facts: Facts) -> dict[str, Any]:
    """Units × categories: the units with most issues first, in official order."""
    totals: dict[int, int] = {}
    for (unit, _), count in facts.by_unit_category.items():
        totals[unit] = totals.get(unit, 0) + count
    chosen = sorted(totals, key=lambda unit: -totals[unit])[:MOST_UNITS]
    down = [unit for unit in facts.units if unit in chosen]
    used = {category for _, category in facts.by_unit_category if category}
    across = list(Category.objects.filter(pk__in=used).order_by("code"))
    places = {category.pk: x for x, category in enumerate(across)}
    cells = {
        (y, places[category]): {
            "value": facts.by_unit_category[unit, category],
            "url": ledger_url(unit=unit, category=category),
        }
        for y, unit in enumerate(down)
        for category in places
        if (unit, category) in facts.by_unit_category
    }
    names = [facts.units[unit].short for unit in down]
    return charts.heat(names, [row.label for row in across], cells, corner="单位")


def overdue(facts: Facts) -> dict[str, Any]:
    """Overdue issues by unit, most first."""
    found = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])[:15]
    rows = [
        {
            "label": facts.units[unit].short,
            "value": count,
            "tone": "red",
            "url": ledger_url(unit=unit, due="overdue"),
        }
        for unit, (count, _) in found
        if unit in facts.units
    ]
    return charts.bars(rows, head=["单位", "逾期件数"], unit="件")


def flow(facts: Facts) -> dict[str, Any]:
    """New and closed issues by week."""
    labels = [f"{week:%m-%d}" for week, _, _ in facts.flow]
    series = [
        {"name": "新进台账", "values": [new for _, new, _ in facts.flow], "tone": "blue"},
        {"name": "销号", "values": [closed for _, _, closed in facts.flow], "tone": "green"},
    ]
    return charts.stack(labels, series, head="周")


def ranking(facts: Facts, cohort: int) -> dict[str, Any]:
    """Ranks inside one cohort with the interval in which each may lie."""
    rows = [
        {
            "label": f"{row.rank} {row.unit.short}",
            "value": row.rank,
            "text": f"{row.score_shown}（有效票{row.valid_count}）",
            "low": row.rank_low,
            "high": row.rank_high,
            "url": facts.round.get_absolute_url() if facts.round else "",
        }
        for row in facts.standings
        if row.cohort_id == cohort and row.rank is not None
    ]
    return charts.ranking(rows, head=["单位", "得分", "名次区间"])


def readings(facts: Facts) -> dict[str, str]:
    """One line to each chart, said as a sentence."""
    _, new, closed = facts.flow[-1]
    worst = max(facts.overdue_by_unit.items(), key=lambda pair: pair[1][0], default=None)
    unit = facts.units.get(worst[0]) if worst else None
    late = (
        f"逾期{facts.overdue}件，最多的是{unit.short}（{worst[1][0]}件）。"
        if worst and unit
        else ""
    )
    return {
        "flow": f"本周新进台账{new}件，销号{closed}件。",
        "overdue": late or "没有逾期的问题。",
        "funnel": f"台账{facts.ledger}件，已销号{facts.total(S.CLOSED)}件。",
    }
