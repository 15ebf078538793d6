"""One figure: what it means, what it says now and on other days, its rows, its papers."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from common import charts
from common.books import book
from common.pages import Page, download
from common.replica import from_replica
from reports.figures import BY_CODE, Facts, Figure, Value, named_figure
from reports.figures.behind import Listed
from reports.figures.dated import as_of, course
from reports.figures.lines import adds_up, head_of, lines_of, screen_of
from reports.models import Circular, Frozen
from reports.views.scope import Scope, may_see, scope_of
from reports.views.shares import Share
from roster.http import Request

MOST_PAPERS = 20


@from_replica
def figure(request: Request, code: str) -> HttpResponse:
    """统计口径, the number and its way to the rows, its course, the papers it stands in."""
    scope = scope_of(request)
    facts = scope.facts
    one = _figure(request, facts, code)
    asked = _day(request.GET.get("on", ""), facts.today)
    ever = facts.ever()
    steps = [(day, number) for day, number in course(ever, one, BY_CODE) if number is not None]
    return render(
        request,
        "reports/figure.html",
        {
            **scope.context,
            "value": scope.value(one),
            "is_dated": one.goes_back,
            "on": asked,
            "then": as_of(ever, one, asked, BY_CODE) if asked else None,
            "course": _chart(steps) if steps else None,
            "papers": _papers(request, facts, code),
        },
    )


def _figure(request: Request, facts: Facts, code: str) -> Figure:
    one = named_figure(facts, code)
    if one is None or not may_see(code, request):
        raise Http404
    return one


def _dated(scope: Scope, one: Figure, written: str) -> tuple[Facts, date | None]:
    """The facts that a day asks for: a day that has passed is asked without the period."""
    asked = _day(written, scope.facts.today) if one.goes_back else None
    return (scope.facts.ever() if asked else scope.facts), asked


@from_replica
def rows(request: Request, code: str) -> HttpResponse:
    """The rows behind a figure, as of today or of a day that has passed."""
    scope = scope_of(request)
    one = _figure(request, scope.facts, code)
    facts, asked = _dated(scope, one, request.GET.get("on", ""))
    number = as_of(facts, one, asked, BY_CODE) if asked else one.count(facts)
    more = {"on": f"{asked}"} if asked else {}
    screen = screen_of(facts, one, request.user, asked, request.GET.get("after", ""))
    context = {
        **scope.context,
        "value": Value(one, number),
        "on": asked,
        "head": head_of(one),
        "page": screen,
        "adds_up": adds_up(one.behind),
        "hidden": _hidden(one, screen, facts, asked),
        "share": _share(scope, one, asked, request.GET.get("of", "")),
        "kept_day": f"?{urlencode({**facts.asked, **more})}" if more or facts.asked else "",
    }
    return render(request, "reports/rows.html", context)


def _hidden(one: Figure, screen: Page[Any], facts: Facts, day: date | None) -> int:
    """How many rows count that the reader may not see one by one."""
    if one.behind is None or isinstance(one.behind, Listed) or screen.is_capped:
        return 0
    return max(0, one.behind.rows(facts, day).order_by().count() - screen.count)


def _share(scope: Scope, one: Figure, day: date | None, of: str) -> Share | None:
    """Part and whole where the figure is a rate, or is asked as a share of another."""
    codes = (one.code, of) if of in BY_CODE else one.share
    if not codes:
        return None
    parts = [BY_CODE[code] for code in codes]
    facts = scope.facts.ever() if day else scope.facts
    found = [as_of(facts, part, day, BY_CODE) if day else part.count(facts) for part in parts]
    counts = int(found[0] or 0), int(found[1] or 0)
    ways = tuple(
        Value(part, None, scope.query or f"campaign={facts.campaign.pk}").url for part in parts
    )
    return Share((parts[0].label, parts[1].label), counts, ways)


@from_replica
def rows_sheet(request: Request, code: str) -> HttpResponse:
    """The same rows as a workbook."""
    scope = scope_of(request)
    one = _figure(request, scope.facts, code)
    facts, asked = _dated(scope, one, request.GET.get("on", ""))
    told = ([*line[:4]] for line in lines_of(facts, one, request.user, asked))
    content = book(one.label, head_of(one), told)
    return download(content, f"{one.label}明细{asked or localdate()}.xlsx")


def _day(written: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day <= today else None


def _chart(steps: list[tuple[date, Any]]) -> dict[str, object]:
    labels = [f"{day:%m-%d}" for day, _ in steps]
    numbers = [float(str(number)) for _, number in steps]
    series = [{"name": "数", "values": numbers, "tone": "blue"}]
    return charts.stack(labels, series, head="截至")


def _papers(request: Request, facts: Facts, code: str) -> list[Frozen]:
    seen = Circular.objects.visible_to(request.user).filter(campaign=facts.campaign)
    rows = Frozen.objects.filter(circular__in=seen, code=code).select_related("circular")
    if not request.user.sees_all_units:
        rows = rows.exclude(row_count=None)  # the paper does not stand on it and does not print it
    return list(rows.order_by("-circular__as_of", "-pk")[:MOST_PAPERS])
