"""The dashboard: figures and charts of one campaign, for the whole area or for own units."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from common.pages import download
from common.replica import from_replica
from reports.figures import BY_CODE, Value, charts, checks, groups
from reports.figures.brief import brief, waiting
from reports.figures.coverage import GOALS, cards_by_rung, coverage
from reports.figures.gantt import gantt
from reports.sheets import figures_csv, figures_workbook
from reports.sheets.figures import figure_tables
from reports.views.scope import Scope, is_own_only, may_see, scope_of
from roster.http import Request

MOST_NAMED = 5
TOP = (
    "issues_ledger",
    "issues_open",
    "issues_closed",
    "close_rate",
    "overdue",
    "due_soon",
    "units_unsent",
    "rebound_rate",
)


@from_replica
def dashboard(request: Request) -> HttpResponse:
    """Figures, charts with their readings, ranking inside cohorts."""
    if is_own_only(request):
        return redirect("reports:own")
    scope = scope_of(request)
    facts = scope.facts
    cohorts = {row.cohort_id: row.cohort for row in facts.standings}
    return render(
        request,
        "reports/dashboard.html",
        {
            **scope.context,
            "figures": [scope.value(BY_CODE[code]) for code in TOP if may_see(code, request)],
            "funnel": charts.funnel(facts),
            "heat": charts.heat(facts),
            "overdue": charts.overdue(facts),
            "flow": charts.flow(facts),
            "readings": charts.readings(facts),
            "rankings": [
                (cohort, charts.ranking(facts, pk))
                for pk, cohort in cohorts.items()
                if cohort.is_ranked
            ],
            "cards": facts.once("cards", lambda: cards_by_rung(facts)),
            "coverage": facts.once("coverage", lambda: coverage(facts)),
            "goals": [scope.value(BY_CODE[code]) for code in GOALS if may_see(code, request)],
            "broken": [check for check in checks(facts) if not check.is_ok],
        },
    )


@from_replica
def counts(request: Request) -> HttpResponse:
    """Every figure with its definition, and the cross-checks."""
    scope = scope_of(request)
    return render(
        request,
        "reports/counts.html",
        {**scope.context, "groups": _grouped(request, scope), "checks": checks(scope.facts)},
    )


@from_replica
def cross_checks(request: Request) -> HttpResponse:
    """勾稽: every identity, and where one fails the units whose rows are at fault."""
    scope = scope_of(request)
    facts = scope.facts
    tested = [
        (check, [facts.units[unit] for unit in check.units if unit in facts.units])
        for check in checks(facts)
    ]
    broken = sum(not check.is_ok for check, _ in tested)
    context = {**scope.context, "checks": tested, "broken": broken}
    return render(request, "reports/checks.html", context)


@from_replica
def counts_sheet(request: Request) -> HttpResponse:
    """The counts page as a workbook."""
    facts = scope_of(request).facts
    return download(figures_workbook(facts), f"{facts.campaign.name}统计数字.xlsx")


def _grouped(request: Request, scope: Scope) -> list[tuple[str, list[Value], list[Value]]]:
    """By group: the figures that say something, then those that are nought."""
    made = []
    for name, group in groups(scope.facts):
        told = [scope.value(figure) for figure in group if may_see(figure.code, request)]
        made.append(
            (name, [one for one in told if one.number], [one for one in told if not one.number])
        )
    return [group for group in made if group[1] or group[2]]


@from_replica
def tables(request: Request) -> HttpResponse:
    """The tables of the workbook on screen, each with its .csv."""
    scope = scope_of(request)
    asked = {name: value for name, value in request.GET.items() if name != "table"}
    told = [
        one
        | {"csv": f"{reverse('reports:table_csv')}?{urlencode({**asked, 'table': one['title']})}"}
        for one in figure_tables(scope.facts)
        if _may_read(one, request)
    ]
    context = {**scope.context, "tables": told}
    return render(request, "reports/tables.html", context)


def table_csv(request: Request) -> HttpResponse:
    """One table as .csv for other systems."""
    facts = scope_of(request).facts
    title = request.GET.get("table", "")
    made = figures_csv(facts, title) if _may_read({"title": title}, request) else None
    if made is None:
        raise Http404
    return download(made, f"{title}{facts.today}.csv", "text/csv; charset=utf-8")


def _may_read(table: dict[str, Any], request: Request) -> bool:
    return table["title"] != "未报送清单单位" or request.user.sees_all_units


def morning(request: Request) -> HttpResponse:
    """The leader's one A4 page, of this day: no period narrows it."""
    scope = scope_of(request, has_period=False)
    facts = scope.facts
    worst = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])[:MOST_NAMED]
    return render(
        request,
        "reports/morning.html",
        {
            **scope.context,
            "lines": brief(facts),
            "waiting": waiting(facts) if request.user.sees_all_units else [],
            "worst": [
                (facts.units[unit], count, (facts.today - oldest).days)
                for unit, (count, oldest) in worst
                if unit in facts.units
            ],
        },
    )


@from_replica
def wall(request: Request) -> HttpResponse:
    """作战图: tasks × units on one sheet."""
    scope = scope_of(request)
    facts = scope.facts
    rows = [
        (
            unit,
            [
                _cell(facts.task_grid.get((task.pk, unit.pk)), task.due_on, facts.today)
                for task in facts.unit_tasks
            ],
        )
        for unit in facts.units.values()
    ]
    context = {**scope.context, "rows": rows, "gantt": gantt(facts)}
    return render(request, "reports/wall.html", context)


def _cell(done: date | None, due: date, today: date) -> tuple[str, str]:
    """The word and tone of one cell."""
    if done is None:
        return ("逾期未完成", "red") if due < today else ("", "")
    return ("按时", "green") if done <= due else ("逾期完成", "orange")
