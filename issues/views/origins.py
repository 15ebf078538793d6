"""What others pointed out, and the ledgers beside the main one: both kept by the office."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from common.pages import done
from issues import rules
from issues.forms.handing import LedgerForm, OriginForm
from issues.models import Issue
from issues.views.ledger import chosen_campaign
from roster.http import Request


def enter_origin(request: Request) -> HttpResponse:
    """Enter what was pointed out from outside and give it to a unit."""
    campaign = chosen_campaign(request)
    form = OriginForm(request.POST or None, campaign=campaign)
    if done(form, rules.enter_origin, campaign, by=request.user, today=localdate()):
        messages.success(request, "已登记，责任单位会收到认领提醒。")
        return redirect("/issues/ledger/?mark=unclaimed")
    facts = {"form": form, "campaign": campaign, "back": "/issues/ledger/"}
    return render(request, "issues/enter_origin.html", facts)


def ledgers(request: Request) -> HttpResponse:
    """The ledgers of the campaign with their numbers; the office adds one here."""
    campaign = chosen_campaign(request)
    form = LedgerForm(request.POST or None)
    if done(form, rules.keep_ledger, campaign, by=request.user):
        messages.success(request, "已设立，登记问题时可以选择。")
        return redirect("issues:ledgers")
    seen = Q(issues__in=Issue.objects.visible_to(request.user).in_ledger())
    rows = campaign.ledgers.annotate(
        total=Count("issues", filter=seen),
        ended=Count("issues", filter=seen & Q(issues__status=Issue.Status.CLOSED)),
    )
    facts = {"form": form, "rows": rows, "campaign": campaign}
    return render(request, "issues/ledgers.html", facts)


def keep_ledger(request: Request, pk: int) -> HttpResponse:
    """Change a ledger's name, its basis, or whether it takes new issues."""
    campaign = chosen_campaign(request)
    row = get_object_or_404(campaign.ledgers, pk=pk)
    start = {"name": row.name, "basis": row.basis, "is_shut": row.is_shut}
    form = LedgerForm(request.POST or None, initial=start)
    if done(form, rules.keep_ledger, campaign, by=request.user, row=row):
        messages.success(request, "已保存。")
        return redirect("issues:ledgers")
    facts = {"form": form, "row": row, "back": "/issues/ledgers/"}
    return render(request, "issues/keep_ledger.html", facts)
