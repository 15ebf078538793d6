"""The tables of the counts page as sheets: figures, units, units by categories."""

from typing import Any

from campaigns.models import Category
from reports.drafts import annexes
from reports.figures import Facts, Value, checks, groups
from reports.sheets.cohorts import cohort_table

Table = dict[str, Any]


def figure_tables(facts: Facts) -> list[Table]:
    """All tables, those without rows left out."""
    made = [
        _numbers(facts),
        annexes.unit_table(facts),
        cohort_table(facts),
        *(annexes.cohort_tables(facts.round) if facts.round else []),
        _matrix(facts),
        annexes.source_table(facts),
        annexes.overdue_table(facts),
        annexes.unsent_table(facts),
        _checks(facts),
    ]
    return [table for table in made if table["rows"]]


def _numbers(facts: Facts) -> Table:
    rows = [
        [group, value.figure.label, value.text, value.figure.unit, value.figure.definition]
        for group, figures in groups(facts)
        for value in (Value(figure, figure.count(facts)) for figure in figures)
    ]
    return {
        "title": "统计数字",
        "head": ["类别", "名称", "数", "单位", "统计口径"],
        "widths": [3, 3, 1.4, 1.2, 7],
        "rows": rows,
        "numbers": [2],
        "left": [0, 1, 4],
    }


def _matrix(facts: Facts) -> Table:
    found = facts.by_unit_category
    used = {category for _, category in found if category}
    across = list(Category.objects.filter(pk__in=used).order_by("code"))
    rows = []
    for pk, unit in facts.units.items():
        counts = [found.get((pk, category.pk), 0) for category in across]
        rows.append([unit.short, *map(str, counts), str(sum(counts))])
    sums = [sum(int(row[place]) for row in rows) for place in range(1, len(across) + 2)]
    return {
        "title": "单位与问题类别",
        "head": ["单位", *(category.label for category in across), "合计"],
        "widths": [3, *([1.5] * (len(across) + 1))],
        "rows": [*rows, ["合计", *map(str, sums)]],
        "numbers": list(range(1, len(across) + 2)),
        "left": [0],
    }


def _checks(facts: Facts) -> Table:
    rows = [["一致" if check.is_ok else "不一致", check.sentence] for check in checks(facts)]
    return {
        "title": "勾稽",
        "head": ["结果", "内容"],
        "widths": [1.2, 9],
        "rows": rows,
        "numbers": [],
        "left": [1],
    }
