"""The rectification ledger: filtered, sorted, walked, exported."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.books import book
from common.pages import download, labelled, page, streamed
from common.refusal import Refused
from issues.figures import Scope, Summary, summaries, summary
from issues.forms import LedgerFilter
from issues.models import Issue, IssueQuerySet
from issues.models.labels import weighed
from issues.papers import ledger_table, ledger_workbook, printed_ledger
from roster.http import Request

ORDERS = {
    "due_on": ["due_on"],
    "-due_on": ["-due_on"],
    "number": ["number"],
    "-number": ["-number"],
    "unit": ["unit__order", "due_on"],
    "-unit": ["-unit__order", "due_on"],
}


def chosen_campaign(request: Request) -> Campaign:
    """The campaign the address names, else the newest; nothing for the keepers of the system."""
    if request.user.is_officer:
        raise Http404
    if pk := request.GET.get("campaign"):
        return get_object_or_404(Campaign, pk=pk if pk.isdecimal() else 0)
    campaign = Campaign.objects.meant_by(request.user)
    if campaign is None:
        raise Http404
    return campaign


def _narrowed(request: Request, campaign: Campaign) -> tuple[LedgerFilter, IssueQuerySet]:
    form = LedgerFilter(request.GET, campaign=campaign, user=request.user)
    rows = Issue.objects.visible_to(request.user).of(campaign).in_ledger()
    return form, form.narrow(rows)


def ledger(request: Request) -> HttpResponse:
    """The list page; everything that shapes it stands in the address."""
    campaign = chosen_campaign(request)
    form, rows = _narrowed(request, campaign)
    order = ORDERS.get(request.GET.get("sort", ""), ["due_on"])
    screen = page(rows.select_related("unit", "category"), order, request.GET.get("after", ""))
    return render(
        request,
        "issues/ledger.html",
        {"form": form, "page": screen, "today": localdate(), "campaign": campaign},
    )


SUMMARY = ("total", "rectified", "unrectified", "open", "overdue", "rebound", "extended")
SUMMARY_HEADS = [
    *("单位", "在册", "整改销号", "办结未整改", "未销号", "逾期", "反弹过", "延过期"),
    *("整改销号率（%）", "反弹率（%）"),
]


def ledger_summary(request: Request) -> HttpResponse:
    """The ledger in numbers, the rebound rate beside the closing rate; each leads to its rows."""
    campaign = chosen_campaign(request)
    scope = Scope(request.user, campaign, localdate())
    form, rows = _narrowed(request, campaign)
    facts = {
        "form": form,
        "campaign": campaign,
        "today": scope.today,
        "whole": summary(scope, rows),
        "units": summaries(scope, rows),
        "query": request.GET.urlencode(),
    }
    return render(request, "issues/ledger_summary.html", facts)


def export_summary(request: Request) -> HttpResponse:
    """The numbers of each unit as a workbook."""
    campaign = chosen_campaign(request)
    scope = Scope(request.user, campaign, localdate())
    _, rows = _narrowed(request, campaign)
    lines = (_summary_line(row) for row in [*summaries(scope, rows), summary(scope, rows)])
    return download(book("台账小结", SUMMARY_HEADS, lines), f"{campaign}台账小结{localdate()}.xlsx")


def _summary_line(row: Summary) -> list[object]:
    rates = (row.closing_rate, row.rebound_rate)
    return [
        row.name,
        *(row.counts[name] for name in SUMMARY),
        *("" if n is None else n for n in rates),
    ]


def export_ledger(request: Request) -> HttpResponseBase:
    """Exactly the rows of this result as a workbook, labelled as the highest of them."""
    campaign = chosen_campaign(request)
    form, rows = _narrowed(request, campaign)
    label, personal = weighed(rows)
    return labelled(_exported(request, campaign, form, rows), label, personal=personal)


def _exported(
    request: Request, campaign: Campaign, form: LedgerFilter, rows: IssueQuerySet
) -> HttpResponseBase:
    rows = rows.order_by("unit__order", "due_on", "pk")
    name = f"{campaign}{form.ledger_name or '整改台账'}（{localdate()}）"
    if request.GET.get("format") == "csv":
        return streamed(ledger_table(rows), f"{name}.csv")
    if request.GET.get("format") == "printed":
        try:
            content = printed_ledger(campaign, rows, localdate(), form.ledger_name)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("issues:ledger")
        return download(content, f"{name}.xlsx")
    file = BytesIO()
    ledger_workbook(file, campaign, rows, localdate(), form.ledger_name)
    return download(file.getvalue(), f"{name}.xlsx")
