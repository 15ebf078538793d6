"""The hotline's own sums beside ours, for the days its table is about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from campaigns.http import newest_campaign
from common.books import book
from common.pages import download
from outreach.figures import MEASURES, Line, compared
from outreach.figures.sums import RATES
from outreach.models import Sum, Ticket
from roster.http import Request

Span = tuple[date, date]
HEADS = ("部门名称", "延时数量", *MEASURES.values(), *RATES.values())


def _spans(request: Request) -> list[Span]:
    """The days that tables have come for, newest first."""
    rows = Sum.objects.visible_to(request.user).filter(campaign=newest_campaign(request.user))
    found = rows.order_by("-last", "-first").values_list("first", "last").distinct()
    return list(found[:24])


def _chosen(request: Request, spans: list[Span]) -> Span | None:
    asked = (request.GET.get("first", ""), request.GET.get("last", ""))
    known = {(f"{first}", f"{last}"): (first, last) for first, last in spans}
    return known.get(asked) or (spans[0] if spans else None)


def _lines(request: Request, span: Span) -> list[Line]:
    campaign = newest_campaign(request.user)
    theirs: Any = Sum.objects.visible_to(request.user).filter(campaign=campaign)
    ours: Any = Ticket.objects.visible_to(request.user).filter(campaign=campaign)
    return compared(theirs, ours, *span)


def sums(request: Request) -> HttpResponse:
    """部门统计对照: every number of both sides, the differences marked."""
    spans = _spans(request)
    span = _chosen(request, spans)
    lines = _lines(request, span) if span else []
    only = request.GET.get("only") == "differing"
    facts = {
        "spans": spans,
        "span": span,
        "lines": [line for line in lines if line.differs] if only else lines,
        "only": only,
        "count": len(lines),
        "differing": sum(line.differs for line in lines),
        "heads": [*MEASURES.values(), *RATES.values()],
        "is_office": request.user.is_office,
    }
    return render(request, "outreach/sums.html", facts)


def export_sums(request: Request) -> HttpResponse:
    """The same as a workbook: what the hotline says, what we count, and the difference."""
    span = _chosen(request, _spans(request))
    lines = _lines(request, span) if span else []
    title = "部门统计对照" + (f"（{span[0]}至{span[1]}）" if span else "")
    rows = (row for line in lines for row in _rows(line))
    return download(book(title, ("部门名称", "来源", *HEADS[1:]), rows), f"{title}.xlsx")


def _rows(line: Line) -> Iterator[list[Any]]:
    theirs = [_plain(pair.theirs) for pair in line.pairs]
    ours = [_plain(pair.ours) for pair in line.pairs]
    yield [line.unit.name, "热线平台" if line.is_listed else "平台未列", line.extended, *theirs]
    yield [line.unit.name, "本系统", "", *ours]
    if line.differs:
        yield [line.unit.name, "相差", "", *(_plain(pair.gap) for pair in line.pairs)]


def _plain(value: Any) -> Any:
    return "" if value is None else float(value) if not isinstance(value, int) else value
