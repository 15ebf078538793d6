"""Pages of supervision."""

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
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work
from supervision import policy, rules
from supervision.forms import AnswerForm, CardForm, FeedbackForm, InspectForm, OrderForm
from supervision.models import Card, Finding, Inspection, Order

INSPECTIONS, ORDERS, CARDS = "/supervision/", "/supervision/orders/", "/supervision/cards/"


def _campaign(user: User) -> Campaign:
    campaign = Campaign.objects.newest()
    if campaign is None or user.is_officer:
        raise Http404
    return campaign


def _units(user: User, campaign: Campaign) -> QuerySet[Unit]:
    if not user.works_as(Work.OFFICE, Work.INSPECTOR):
        raise Http404
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def _looks(user: User) -> bool:
    return user.works_as(Work.OFFICE, Work.INSPECTOR)


def inspections(request: Request) -> HttpResponse:
    """督查: newest first, with what was found."""
    campaign = _campaign(request.user)
    rows = Inspection.objects.visible_to(request.user).filter(campaign=campaign)
    rows = rows.select_related("unit").prefetch_related("findings__issue")
    screen = page(rows, ["-inspected_on"], request.GET.get("after", ""))
    context = {"page": screen, "may_look": _looks(request.user)}
    return render(request, "supervision/inspections.html", context)


def orders(request: Request) -> HttpResponse:
    """督办单: newest first."""
    campaign = _campaign(request.user)
    rows = Order.objects.visible_to(request.user).filter(campaign=campaign).select_related("unit")
    screen = page(rows, ["-sent_at"], request.GET.get("after", ""))
    own = {unit.pk for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    context = {"page": screen, "may_look": _looks(request.user), "own": own}
    return render(request, "supervision/orders.html", context)


def cards(request: Request) -> HttpResponse:
    """亮牌: proposals for those who sign, signed ones for the unit."""
    campaign = _campaign(request.user)
    rows = Card.objects.visible_to(request.user).filter(campaign=campaign)
    if not request.user.sees_all_units:
        rows = rows.filter(status__in=[Card.Status.SIGNED, Card.Status.LIFTED])
    rows = rows.select_related("unit", "rung", "proposed_by", "signed_by")
    screen = page(rows, ["-proposed_at"], request.GET.get("after", ""))
    context = {
        "page": screen,
        "may_look": _looks(request.user),
        "may_sign": request.user.works_as(Work.OFFICE, Work.LEADER),
        "is_office": request.user.is_office,
    }
    return render(request, "supervision/cards.html", context)


def _record(
    request: Request, form_class: Any, verb: Callable[..., Any], back: str, title: str
) -> HttpResponse:
    campaign = _campaign(request.user)
    form = form_class(request.POST or None, units=_units(request.user, campaign))
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data.pop("unit")
        try:
            verb(campaign, unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记。")
            return redirect(back)
    return render(request, "supervision/record.html", {"form": form, "back": back, "title": title})


def inspect(request: Request) -> HttpResponse:
    """Note an inspection."""
    return _record(request, InspectForm, rules.inspect, INSPECTIONS, "登记督查")


def send_order(request: Request) -> HttpResponse:
    """Hand a matter to a unit."""
    return _record(request, OrderForm, rules.send_order, ORDERS, "发督办单")


def propose_card(request: Request) -> HttpResponse:
    """Propose a card."""
    return _record(request, CardForm, rules.propose_card, CARDS, "建议亮牌")


def _one(request: Request, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _verb(
    request: Request, form: forms.Form, verb: Callable[..., Any], row: Any, back: str, title: str
) -> HttpResponse:
    if done(form, verb, row, by=request.user):
        messages.success(request, "已登记。")
        return redirect(back)
    context = {"form": form, "row": row, "back": back, "title": title}
    return render(request, "supervision/record.html", context)


def _press(request: Request, verb: Callable[..., Any], row: Any, back: str) -> HttpResponse:
    try:
        verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已办理。")
    return redirect(back)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """Let the unit see the inspection."""
    return _press(request, rules.release, _one(request, Inspection, pk), INSPECTIONS)


@require_POST
def raise_issue(request: Request, pk: int) -> HttpResponse:
    """Put a finding into the ledger's way."""
    seen = Inspection.objects.visible_to(request.user)
    row = get_object_or_404(Finding.objects.filter(inspection__in=seen), pk=pk)
    return _press(request, rules.raise_issue, row, INSPECTIONS)


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Sign for an order."""
    return _press(request, rules.acknowledge, _one(request, Order, pk), ORDERS)


def answer_order(request: Request, pk: int) -> HttpResponse:
    """Say what was done about an order."""
    row = _one(request, Order, pk)
    if "answer_order" not in policy.granted(request.user, row.unit):
        raise Http404
    form = FeedbackForm(request.POST or None)
    return _verb(request, form, rules.answer_order, row, ORDERS, "反馈办理情况")


@require_POST
def sign_card(request: Request, pk: int) -> HttpResponse:
    """Sign a card."""
    return _press(request, rules.sign_card, _one(request, Card, pk), CARDS)


def refuse_card(request: Request, pk: int) -> HttpResponse:
    """Turn a proposal down."""
    form = AnswerForm(request.POST or None)
    return _verb(request, form, rules.refuse_card, _one(request, Card, pk), CARDS, "不予亮牌")


def lift_card(request: Request, pk: int) -> HttpResponse:
    """Lift a card."""
    form = AnswerForm(request.POST or None)
    return _verb(request, form, rules.lift_card, _one(request, Card, pk), CARDS, "解除亮牌")
