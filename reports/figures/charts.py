"""Charts of the leader's dashboard: shapes for common.charts, each mark a link to its rows."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campaigns.models import Category
from common import charts
from issues.models import Issue
from reports.figures.facts import Facts
from reports.figures.figure import Value
from reports.figures.registry import BY_CODE

S = Issue.Status
MOST_UNITS = 30


def ledger_url(facts: Facts, **query: object) -> str:
    """The ledger narrowed to some rows, and to what the facts are narrowed to."""
    return f"{reverse('issues:ledger')}?{urlencode({**ledger_query(facts), **query})}"


def ledger_query(facts: Facts) -> dict[str, object]:
    """What the facts are narrowed to, in the words of the ledger's filter."""
    found: dict[str, object] = {}
    if campaign := facts.asked.get("campaign"):
        found["campaign"] = campaign
    if unit := facts.asked.get("unit"):
        found["below"] = unit
    if facts.period is not None:
        found |= {"since": f"{facts.period.first}", "until": f"{facts.period.last}"}
    return found


def rows_url(facts: Facts, code: str) -> str:
    """The rows behind a figure, narrowed as the facts are."""
    return Value(BY_CODE[code], None, urlencode(facts.asked)).url


def funnel(facts: Facts) -> dict[str, Any]:
    """查摆→审核→整改→申请销号→销号→回头看."""
    asked = facts.total(S.CLOSE_APPLIED, S.VERIFIED, S.CLOSED)
    steps = [
        *_found(facts),
        ("进入台账", facts.ledger, ledger_url(facts)),
        ("申请销号", asked, ledger_url(facts, status=S.CLOSE_APPLIED)),
        ("销号", facts.total(S.CLOSED), ledger_url(facts, status=S.CLOSED)),
        ("回头看", facts.look_backs["done"], rows_url(facts, "look_backs_done")),
    ]
    rows = [{"label": label, "value": value, "url": url} for label, value, url in steps]
    return charts.funnel(rows, head=["环节", "件数"])


def _found(facts: Facts) -> list[tuple[str, int, str]]:
    """Issues found at all, drafts included; a period knows only those that have passed."""
    if facts.period is not None:
        return []
    listed = sum(count for status, count in facts.by_status.items() if status != S.CANCELLED)
    return [("查摆", listed, reverse("issues:lists"))]


def heat(facts: Facts) -> dict[str, Any]:
    """Units × categories: the units with most issues first, in official order."""
    totals = facts.rows_by_unit
    chosen = sorted(totals, key=lambda unit: -totals[unit])[:MOST_UNITS]
    down = [unit for unit in facts.units if unit in chosen]
    used = facts.categories_used
    across = list(Category.objects.filter(pk__in=used).order_by("code"))
    places = {category.pk: x for x, category in enumerate(across)}
    cells = {
        (y, places[category]): {
            "value": facts.categories[unit][category],
            "url": ledger_url(facts, unit=unit, category=category),
        }
        for y, unit in enumerate(down)
        for category in places
        if category in facts.categories[unit]
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
            "url": ledger_url(facts, unit=unit, due="overdue"),
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
    worst = max(facts.overdue_by_unit.items(), key=lambda pair: pair[1][0], default=None)
    unit = facts.units.get(worst[0]) if worst else None
    late = (
        f"逾期{facts.overdue}件，最多的是{unit.short}（{worst[1][0]}件）。"
        if worst and unit
        else ""
    )
    return {
        "flow": _flow_said(facts),
        "overdue": late or "没有逾期的问题。",
        "funnel": f"台账{facts.ledger}件，已销号{facts.total(S.CLOSED)}件。",
    }


def _flow_said(facts: Facts) -> str:
    """Of this week, or of the whole period."""
    if facts.period is None:
        _, new, closed = facts.flow[-1]
        return f"本周新进台账{new}件，销号{closed}件。"
    new = sum(week[1] for week in facts.flow)
    closed = sum(week[2] for week in facts.flow)
    return f"期间新进台账{new}件，销号{closed}件（不论何时进入台账）。"
