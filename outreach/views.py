"""Pages of what people said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campaigns.http import answered, newest_campaign, recorded
from common.pages import page
from common.refusal import Refused
from outreach import policy, rules
from outreach.forms import OpinionForm, ReasonForm, SettleForm, VisitForm
from outreach.models import Opinion, Ticket, Visit
from roster.http import Request
from roster.models import Unit
from roster.words import Work

PAGE, VISITS, OPINIONS = "outreach/record.html", "/outreach/visits/", "/outreach/opinions/"


def _own_units(request: Request) -> QuerySet[Unit]:
    user, campaign = request.user, newest_campaign(request.user)
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    own = user.units_as(Work.CLERK, Work.HEAD, Work.OUTREACH)
    return units.filter(pk__in=[unit.pk for unit in own])


def _list(request: Request, model: Any, order: str, template: str) -> HttpResponse:
    campaign = newest_campaign(request.user)
    rows = model.objects.visible_to(request.user).filter(campaign=campaign)
    if word := request.GET.get("q", "").strip():
        field = {"Visit": "demand", "Opinion": "text", "Ticket": "content"}[model.__name__]
        rows = rows.filter(**{f"{field}__icontains": word})
    screen = page(rows.select_related("unit"), [order], request.GET.get("after", ""))
    may_record = _own_units(request).exists()
    context = {"page": screen, "q": word, "may_record": may_record}
    return render(request, template, context)


def visits(request: Request) -> HttpResponse:
    """遍访: newest first."""
    return _list(request, Visit, "-visited_on", "outreach/visits.html")


def opinions(request: Request) -> HttpResponse:
    """意见建议: newest first."""
    return _list(request, Opinion, "-received_on", "outreach/opinions.html")


def tickets(request: Request) -> HttpResponse:
    """热线工单, by order number."""
    return _list(request, Ticket, "-order_no", "outreach/tickets.html")


def record_visit(request: Request) -> HttpResponse:
    """Note a visit."""
    form = VisitForm(request.POST or None, units=_own_units(request))
    return recorded(request, form, rules.record_visit, page=PAGE, back=VISITS, title="记走访")


def record_opinion(request: Request) -> HttpResponse:
    """Note an opinion."""
    form = OpinionForm(request.POST or None, units=_own_units(request))
    return recorded(request, form, rules.record_opinion, page=PAGE, back=OPINIONS, title="登记意见")


def _one(request: Request, model: Any, pk: int, verb: str) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if verb not in policy.granted(request.user, row.unit):
        raise Http404
    return row


def settle(request: Request, pk: int) -> HttpResponse:
    """Say what became of the demand."""
    row = _one(request, Visit, pk, "settle")
    form = SettleForm(request.POST or None)
    return answered(request, form, rules.settle, row, page=PAGE, back=VISITS, title="办理诉求")


def decline(request: Request, pk: int) -> HttpResponse:
    """Say why an opinion is not adopted."""
    row = _one(request, Opinion, pk, "decline")
    form = ReasonForm(request.POST or None)
    return answered(request, form, rules.decline, row, page=PAGE, back=OPINIONS, title="不采纳")


@require_POST
def adopt(request: Request, pk: int) -> HttpResponse:
    """Put an opinion on the unit's list."""
    row = _one(request, Opinion, pk, "adopt")
    return _adopted(request, rules.adopt, row, OPINIONS)


@require_POST
def adopt_visit(request: Request, pk: int) -> HttpResponse:
    """Put what a visit heard on the unit's list."""
    row = _one(request, Visit, pk, "adopt")
    return _adopted(request, rules.adopt_visit, row, VISITS)


def _adopted(request: Request, verb: Callable[..., Any], row: Any, back: str) -> HttpResponse:
    try:
        issue = verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已纳入清单，编号{issue.number}，请补齐措施和时限。")
    return redirect(back)
