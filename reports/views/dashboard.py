"""The dashboard: figures and charts of one campaign, for the whole area or for own units."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.pages import download
from common.replica import from_replica
from reports.figures import Facts, Value, charts, checks, groups, values
from reports.figures.brief import brief, waiting
from reports.figures.coverage import cards_by_rung, coverage, goals
from reports.figures.gantt import gantt
from reports.sheets import figures_csv, figures_workbook
from reports.sheets.figures import figure_tables
from roster.http import Request
from roster.models import Unit
from roster.words import Work

MOST_NAMED = 5
Reach = frozenset[int] | None
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


def facts_of(request: Request) -> Facts:
    """The counted facts of the campaign meant, as far as the person may see."""
    user = request.user
    if user.is_officer:
        raise Http404
    if pk := request.GET.get("campaign"):
        campaign = get_object_or_404(Campaign, pk=pk if pk.isdigit() else 0)
    else:
        newest = Campaign.objects.meant_by(request.user)
        if newest is None:
            raise Http404
        campaign = newest
    reach = None
    if not user.sees_all_units:
        units = user.units_as(Work.CLERK, Work.HEAD)
        if not units:
            raise Http404
        reach = frozenset(unit.pk for unit in units)
    below = _below(request, campaign, reach)
    return Facts(campaign, localdate(), below, is_told_to_units=reach is not None)


def _below(request: Request, campaign: Campaign, reach: Reach) -> Reach:
    """The chosen unit and those below it, as far as the person's own reach goes."""
    asked = request.GET.get("unit", "")
    chosen = (
        Unit.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None
    )
    if chosen is None:
        return reach
    below = frozenset(Unit.objects.below(chosen).values_list("pk", flat=True))
    return below if reach is None else below & reach


def asked_unit(request: Request) -> str:
    """The unit that the address names; nothing where it names none."""
    asked = request.GET.get("unit", "")
    return asked if asked.isdecimal() else ""


def _choice(request: Request, facts: Facts) -> dict[str, object]:
    """What the choice of a unit is drawn from, and the query that keeps it on the way."""
    units = Unit.objects.filter(participations__campaign=facts.campaign)
    asked = asked_unit(request)
    kept = f"?unit={asked}" if asked else ""
    offered = units.in_official_order() if request.user.sees_all_units else units.none()
    return {"offered": offered, "unit": asked, "kept": kept}


@from_replica
def dashboard(request: Request) -> HttpResponse:
    """Figures, charts with their readings, ranking inside cohorts."""
    facts = facts_of(request)
    numbers = values(facts, TOP)
    cohorts = {row.cohort_id: row.cohort for row in facts.standings}
    return render(
        request,
        "reports/dashboard.html",
        {
            "facts": facts,
            **_choice(request, facts),
            "figures": [
                replace(numbers[code], unit=asked_unit(request))
                for code in TOP
                if may_see(code, request)
            ],
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
            "cards": cards_by_rung(facts),
            "coverage": coverage(facts),
            "goals": [value for value in goals(facts) if may_see(value.figure.code, request)],
            "broken": [check for check in checks(facts) if not check.is_ok],
        },
    )


def may_see(code: str, request: Request) -> bool:
    """Whether others have filed is no business of a unit."""
    return code != "units_unsent" or request.user.sees_all_units


@from_replica
def counts(request: Request) -> HttpResponse:
    """Every figure with its definition, and the cross-checks."""
    facts = facts_of(request)
    return render(
        request,
        "reports/counts.html",
        {
            "facts": facts,
            "groups": _grouped(request, facts),
            "checks": checks(facts),
            **_choice(request, facts),
        },
    )


@from_replica
def cross_checks(request: Request) -> HttpResponse:
    """勾稽: every identity, and where one fails the units whose rows are at fault."""
    facts = facts_of(request)
    tested = [
        (check, [facts.units[unit] for unit in check.units if unit in facts.units])
        for check in checks(facts)
    ]
    broken = sum(not check.is_ok for check, _ in tested)
    context = {"facts": facts, "checks": tested, "broken": broken}
    return render(request, "reports/checks.html", context)


@from_replica
def counts_sheet(request: Request) -> HttpResponse:
    """The counts page as a workbook."""
    facts = facts_of(request)
    return download(figures_workbook(facts), f"{facts.campaign.name}统计数字.xlsx")


def _grouped(request: Request, facts: Facts) -> list[tuple[str, list[Value], list[Value]]]:
    """By group: the figures that say something, then those that are nought."""
    made = []
    for name, group in groups(facts):
        told = [
            Value(figure, figure.count(facts), asked_unit(request))
            for figure in group
            if may_see(figure.code, request)
        ]
        made.append(
            (name, [one for one in told if one.number], [one for one in told if not one.number])
        )
    return [group for group in made if group[1] or group[2]]


@from_replica
def tables(request: Request) -> HttpResponse:
    """The tables of the workbook on screen, each with its .csv."""
    facts = facts_of(request)
    context = {
        "facts": facts,
        "tables": [one for one in figure_tables(facts) if _may_read(one, request)],
        **_choice(request, facts),
    }
    return render(request, "reports/tables.html", context)


def table_csv(request: Request) -> HttpResponse:
    """One table as .csv for other systems."""
    facts = facts_of(request)
    title = request.GET.get("table", "")
    made = figures_csv(facts, title) if _may_read({"title": title}, request) else None
    if made is None:
        raise Http404
    return download(made, f"{title}{facts.today}.csv", "text/csv; charset=utf-8")


def _may_read(table: dict[str, Any], request: Request) -> bool:
    return table["title"] != "未报送清单单位" or request.user.sees_all_units


def morning(request: Request) -> HttpResponse:
    """The leader's one A4 page."""
    facts = facts_of(request)
    worst = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])[:MOST_NAMED]
    return render(
        request,
        "reports/morning.html",
        {
            "facts": facts,
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
    facts = facts_of(request)
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
    return render(
        request, "reports/wall.html", {"facts": facts, "rows": rows, "gantt": gantt(facts)}
    )


def _cell(done: date | None, due: date, today: date) -> tuple[str, str]:
    """The word and tone of one cell."""
    if done is None:
        return ("未完成", "red") if due < today else ("", "")
    return ("按时", "green") if done <= due else ("迟", "orange")
