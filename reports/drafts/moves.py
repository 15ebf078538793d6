"""位次升降: who rose and who fell in the rate of closing since the last paper, inside cohorts."""

from collections import defaultdict
from collections.abc import Mapping

from issues.models import Issue
from reports.drafts.said import Said
from reports.figures import Facts
from reports.models import Circular

TABLE = "整改进展统计表"
MOST = 3
Rates = Mapping[str, float]


def moves_phrase(facts: Facts, earlier: Circular | None) -> Said:
    """The change of places as something to say."""
    text = _said(facts, _rates_then(earlier)) if earlier else "各单位位次自下期起比较"
    return Said("p_moves", "整改率位次变化", "同类单位整改率名次与上一份已印发文件相比", text)


def _rates_then(earlier: Circular) -> dict[str, float]:
    """The rates that the earlier paper printed, by the unit's short name."""
    rows = [row for table in earlier.annexes if table["title"] == TABLE for row in table["rows"]]
    return {row[0]: float(row[5].rstrip("%")) for row in rows if row[5].endswith("%")}


def _said(facts: Facts, then: Rates) -> str:
    if not then:
        return "上期没有分单位数据，不比较位次"
    steps = _steps(facts, then)
    up = [f"{name}（升{step}位）" for step, name in sorted(steps, reverse=True)[:MOST] if step > 0]
    down = [f"{name}（降{-step}位）" for step, name in sorted(steps)[:MOST] if step < 0]
    parts = [f"整改率位次上升较多的是{'、'.join(up)}"] if up else []
    parts += [f"下降较多的是{'、'.join(down)}"] if down else []
    return "，".join(parts) or "各单位整改率位次与上期相同"


def _steps(facts: Facts, then: Rates) -> list[tuple[int, str]]:
    """How many places each unit rose, comparing only units that both papers know."""
    cohorts: dict[str, list[str]] = defaultdict(list)
    now: dict[str, float] = {}
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        if whole and unit.short in then:
            cohorts[unit.cohort].append(unit.short)
            now[unit.short] = counts.get(Issue.Status.CLOSED, 0) / whole
    return [
        (_place(then, name, names) - _place(now, name, names), name)
        for names in cohorts.values()
        for name in names
    ]


def _place(rates: Rates, name: str, names: list[str]) -> int:
    return 1 + sum(rates[other] > rates[name] for other in names)
