"""Pages of what people said."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from common.pages import done, page
from common.refusal import Refused
from outreach import policy, rules
from outreach.forms import OpinionForm, ReasonForm, SettleForm, VisitForm
from outreach.models import Opinion, Ticket, Visit
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work


def _campaign(user: User) -> Campaign:
    campaign = Campaign.objects.newest()
    if campaign is None or user.is_officer:
        raise Http404
    return campaign


def _own_units(user: User, campaign: Campaign) -> QuerySet[Unit]:
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    own = user.units_as(Work.CLERK, Work.HEAD, Work.OUTREACH)
    return units.filter(pk__in=[unit.pk for unit in own])


def _list(request: Request, model: Any, order: str, template: str) -> HttpResponse:
    campaign = _campaign(request.user)
    rows = model.objects.visible_to(request.user).filter(campaign=campaign)
    if word := request.GET.get("q", "").strip():
        field = {"Visit": "demand", "Opinion": "text", "Ticket": "content"}[model.__name__]
        rows = rows.filter(**{f"{field}__icontains": word})
    screen = page(rows.select_related("unit"), [order], request.GET.get("after", ""))
    may_record = _own_units(request.user, campaign).exists()
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


def _record(
    request: Request, form_class: Any, verb: Callable[..., Any], back: str, title: str
) -> HttpResponse:
    campaign = _campaign(request.user)
    form = form_class(request.POST or None, units=_own_units(request.user, campaign))
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data.pop("unit")
        try:
            verb(campaign, unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记。")
            return redirect(back)
    return render(request, "outreach/record.html", {"form": form, "back": back, "title": title})


def record_visit(request: Request) -> HttpResponse:
    """Note a visit."""
    return _record(request, VisitForm, rules.record_visit, "/outreach/visits/", "记走访")


def record_opinion(request: Request) -> HttpResponse:
    """Note an opinion."""
    return _record(request, OpinionForm, rules.record_opinion, "/outreach/opinions/", "登记意见")


def _one(request: Request, model: Any, pk: int, verb: str) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if verb not in policy.granted(request.user, row.unit):
        raise Http404
    return row


def settle(request: Request, pk: int) -> HttpResponse:
    """Say what became of the demand."""
    row = _one(request, Visit, pk, "settle")
    form = SettleForm(request.POST or None)
    return _verb(request, form, rules.settle, row, "/outreach/visits/", "办理诉求")


def decline(request: Request, pk: int) -> HttpResponse:
    """Say why an opinion is not adopted."""
    row = _one(request, Opinion, pk, "decline")
    form = ReasonForm(request.POST or None)
    return _verb(request, form, rules.decline, row, "/outreach/opinions/", "不采纳")


def _verb(
    request: Request, form: forms.Form, verb: Callable[..., Any], row: Any, back: str, title: str
) -> HttpResponse:
    if done(form, verb, row, by=request.user):
        messages.success(request, "已登记。")
        return redirect(back)
    context = {"form": form, "row": row, "back": back, "title": title}
    return render(request, "outreach/record.html", context)


@require_POST
def adopt(request: Request, pk: int) -> HttpResponse:
    """Put an opinion on the unit's list."""
    row = _one(request, Opinion, pk, "adopt")
    return _adopted(request, rules.adopt, row, "/outreach/opinions/")


@require_POST
def adopt_visit(request: Request, pk: int) -> HttpResponse:
    """Put what a visit heard on the unit's list."""
    row = _one(request, Visit, pk, "adopt")
    return _adopted(request, rules.adopt_visit, row, "/outreach/visits/")


def _adopted(request: Request, verb: Callable[..., Any], row: Any, back: str) -> HttpResponse:
    try:
        issue = verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已纳入清单，编号{issue.number}，请补齐措施和时限。")
    return redirect(back)
