"""问题构成: what the ledger consists of, every number a way to its rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from common.books import book
from common.pages import download
from issues.figures.spread import Spread, ways
from issues.figures.spread import spread as counted
from issues.models import Issue
from issues.views.ledger import chosen_campaign
from roster.http import Request


def spread(request: Request) -> HttpResponse:
    """Units by sources, categories, natures or levels; who heard nothing from people is marked."""
    campaign = chosen_campaign(request)
    asked = request.GET.get("by", "source")
    offered = ways(campaign)
    by = asked if asked in dict(offered) else "source"
    rows = Issue.objects.visible_to(request.user).of(campaign).in_ledger()
    table = counted(rows, campaign, by)
    if request.GET.get("format") == "xlsx":
        return _export(table)
    facts = {"campaign": campaign, "table": table, "by": by, "ways": offered, "today": localdate()}
    return render(request, "issues/spread.html", facts)


def _export(table: Spread) -> HttpResponse:
    headings = ["单位", "合计", *(column.label for column in table.columns), "来自群众（%）"]
    lines = (
        [line.unit.name if line.unit else "合计", line.total, *line.cells, line.public_share]
        for line in [*table.lines, table.whole]
    )
    name = f"问题构成（按{table.name}）"
    return download(book("问题构成", headings, lines), f"{name}.xlsx")
