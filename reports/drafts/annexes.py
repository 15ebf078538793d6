"""The tables behind a paper, from the same facts as its sentences."""

from collections.abc import Callable
from datetime import date
from typing import Any

from common.labels import Label
from evaluations.models import Round, Standing
from issues.models import Issue
from issues.models.labels import within
from issues.words import Source
from reports.drafts.ranks import earlier_ranks
from reports.drafts.said import way_of
from reports.figures import Facts

Table = dict[str, Any]
MOST_OVERDUE = 60


def unit_table(facts: Facts) -> Table:
    """How far every unit has come, with the sums last."""
    rows, ways, sums = [], [], [0, 0, 0, 0]
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        closed = counts.get(Issue.Status.CLOSED, 0)
        late = facts.overdue_by_unit.get(pk, (0, None))[0]
        numbers = [whole, closed, whole - closed, late]
        sums = [before + number for before, number in zip(sums, numbers, strict=True)]
        rows.append([unit.short, *map(str, numbers), _share(closed, whole)])
        ways.append(_unit_ways(pk))
    ways.append(_unit_ways())
    rows.append(["合计", *map(str, sums), _share(sums[1], sums[0])])
    return {
        "title": "整改进展统计表",
        "head": ["单位", "台账问题", "已销号", "未销号", "逾期", "整改率"],
        "widths": [4, 2, 2, 2, 2, 2],
        "rows": rows,
        "ways": ways,
        "numbers": [1, 2, 3, 4, 5],
        "left": [0],
        "marked": [4],
    }


def _unit_ways(unit: int | None = None) -> list[str]:
    """The ways of one line of the table of units; without a unit those of its sums."""
    codes = ("issues_ledger", "issues_closed", "issues_open", "overdue")
    counted = [way_of(code, unit) for code in codes]
    return ["", *counted, way_of("issues_closed", unit, "issues_ledger")]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def overdue_table(facts: Facts) -> Table:
    """The overdue issues, by unit; what only few may know stands in no paper."""
    rows = Issue.objects.of(facts.campaign).overdue(facts.today).filter(within(Label.SENSITIVE))
    rows = rows.select_related("unit").order_by("unit__order", "due_on", "pk")
    listed = list(rows[:MOST_OVERDUE])
    return {
        "title": "逾期问题清单",
        "head": ["编号", "单位", "存在问题", "时限", "逾期天数", "责任领导"],
        "widths": [2.8, 2, 6, 2.1, 1.4, 2],
        "rows": [
            [
                row.number,
                row.unit.short,
                row.text,
                f"{row.due_on:%Y-%m-%d}",
                str(_days(row.due_on, facts.today)),
                row.leader,
            ]
            for row in listed
        ],
        "ways": [[row.get_absolute_url()] * 6 for row in listed],
        "numbers": [4],
        "left": [2],
    }


def _days(due: date, today: date) -> int:
    return (today - due).days


def unsent_table(facts: Facts) -> Table:
    """Units that have sent no list."""
    units = facts.units_without_list
    return {
        "title": "未报送清单单位",
        "head": ["序号", "单位", "类型"],
        "widths": [1, 5, 3],
        "rows": [[str(n), unit.name, unit.get_kind_display()] for n, unit in enumerate(units, 1)],
        "numbers": [0],
        "left": [1],
    }


def source_table(facts: Facts) -> Table:
    """Where the issues came from."""
    found = facts.by_source
    named = [source for source in Source if found.get(source)]
    rows = [
        [source.label, str(found[source]), _share(found[source], facts.ledger)] for source in named
    ]
    codes = [*(f"source_{source.value}" for source in named), "issues_ledger"]
    return {
        "title": "问题来源统计表",
        "head": ["来源", "件数", "占比"],
        "widths": [4, 2, 2],
        "rows": [*rows, ["合计", str(facts.ledger), _share(facts.ledger, facts.ledger)]],
        "ways": [["", code, way_of(code, whole="issues_ledger")] for code in codes],
        "numbers": [1, 2],
        "left": [0],
    }


TABLES: dict[str, Callable[[Facts], Table]] = {
    "units": unit_table,
    "overdue": overdue_table,
    "unsent": unsent_table,
    "sources": source_table,
}


def cohort_tables(round_: Round) -> list[Table]:
    """One table to each published cohort of a round."""
    found = Standing.objects.filter(round=round_, cohort__is_published=True)
    rows = list(found.select_related("unit", "cohort").in_order())
    before = earlier_ranks(round_)
    cohorts = {row.cohort_id: row.cohort.name for row in rows}
    return [
        _cohort_table(name, [row for row in rows if row.cohort_id == pk], before)
        for pk, name in cohorts.items()
    ]


def _cohort_table(name: str, rows: list[Standing], before: dict[tuple[str, int], int]) -> Table:
    head = ["名次", "单位", "得分", "满意率", "计分票数", "等次"]
    widths = [1.2, 5, 1.8, 2, 1.9, 1.5]
    lines = [
        [
            str(row.rank or "—"),
            row.unit.name,
            row.score_shown or "—",
            row.percent_satisfied,
            str(row.valid_count),
            row.tier or "—",
        ]
        for row in rows
    ]
    if before:
        head, widths = [*head, "位次变化"], [*widths, 1.9]
        for line, row in zip(lines, rows, strict=True):
            line.append(_step(before.get((row.cohort.code, row.unit_id)), row.rank))
    return {
        "title": f"{name}评议结果",
        "head": head,
        "widths": widths,
        "rows": lines,
        "ways": [[row.get_absolute_url()] * len(head) for row in rows],
        "numbers": [0, 2, 3, 4],
        "left": [1],
    }


def _step(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return "—"
    if old == new:
        return "持平"
    return f"升{old - new}" if old > new else f"降{new - old}"
