"""One figure: what it means, what it says now and on other days, which papers carried it."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from common import charts
from common.replica import from_replica
from reports.figures import Facts, Value, groups
from reports.figures.dated import DATED, as_of, course
from reports.models import Circular, Frozen
from reports.views.dashboard import facts_of, may_see
from roster.http import Request

MOST_PAPERS = 20


@from_replica
def figure(request: Request, code: str) -> HttpResponse:
    """统计口径, the number and its way to the rows, its course, the papers it stands in."""
    facts = facts_of(request)
    value = _value(facts, code)
    if value is None or not may_see(code, request):
        raise Http404
    asked = _day(request.GET.get("on", ""), facts.today)
    steps = [(day, number) for day, number in course(facts, code) if number is not None]
    return render(
        request,
        "reports/figure.html",
        {
            "facts": facts,
            "value": value,
            "is_dated": code in DATED,
            "on": asked,
            "then": as_of(facts, code, asked) if asked else None,
            "course": _chart(steps) if steps else None,
            "papers": _papers(request, facts, code),
        },
    )


def _value(facts: Facts, code: str) -> Value | None:
    found = (one for _, group in groups(facts) for one in group if one.code == code)
    chosen = next(found, None)
    return Value(chosen, chosen.count(facts)) if chosen else None


def _day(written: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day <= today else None


def _chart(steps: list[tuple[date, object]]) -> dict[str, object]:
    labels = [f"{day:%m-%d}" for day, _ in steps]
    numbers = [float(str(number)) for _, number in steps]
    series = [{"name": "数", "values": numbers, "tone": "blue"}]
    return charts.stack(labels, series, head="截至")


def _papers(request: Request, facts: Facts, code: str) -> list[Frozen]:
    seen = Circular.objects.visible_to(request.user).filter(campaign=facts.campaign)
    rows = Frozen.objects.filter(circular__in=seen, code=code).select_related("circular")
    return list(rows.order_by("-circular__as_of", "-pk")[:MOST_PAPERS])
