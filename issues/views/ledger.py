"""The rectification ledger: filtered, sorted, walked, exported."""

from io import BytesIO

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.pages import download, page
from issues.forms import LedgerFilter
from issues.models import Issue, IssueQuerySet
from issues.papers import ledger_workbook
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
        return get_object_or_404(Campaign, pk=pk if pk.isdigit() else 0)
    campaign = Campaign.objects.newest()
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


def export_ledger(request: Request) -> HttpResponse:
    """Exactly the rows of this result as a workbook."""
    campaign = chosen_campaign(request)
    _, rows = _narrowed(request, campaign)
    file = BytesIO()
    ledger_workbook(file, campaign, rows.order_by("unit__order", "due_on", "pk"), localdate())
    return download(file.getvalue(), f"{campaign}整改台账（{localdate()}）.xlsx")
