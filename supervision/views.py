"""Pages of supervision."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from campaigns.http import answered, newest_campaign, pressed, recorded
from common.pages import page
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work
from supervision import policy, rules
from supervision.forms import AnswerForm, CardForm, FeedbackForm, InspectForm, OrderForm
from supervision.models import Card, Finding, Inspection, Order

PAGE = "supervision/record.html"
INSPECTIONS, ORDERS, CARDS = "/supervision/", "/supervision/orders/", "/supervision/cards/"


def _units(request: Request) -> QuerySet[Unit]:
    user, campaign = request.user, newest_campaign(request.user)
    if not user.works_as(Work.OFFICE, Work.INSPECTOR):
        raise Http404
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def _looks(user: User) -> bool:
    return user.works_as(Work.OFFICE, Work.INSPECTOR)


def inspections(request: Request) -> HttpResponse:
    """督查: newest first, with what was found."""
    campaign = newest_campaign(request.user)
    rows = Inspection.objects.visible_to(request.user).filter(campaign=campaign)
    rows = rows.select_related("unit").prefetch_related("findings__issue")
    screen = page(rows, ["-inspected_on"], request.GET.get("after", ""))
    context = {"page": screen, "may_look": _looks(request.user)}
    return render(request, "supervision/inspections.html", context)


def orders(request: Request) -> HttpResponse:
    """督办单: newest first."""
    campaign = newest_campaign(request.user)
    rows = Order.objects.visible_to(request.user).filter(campaign=campaign).select_related("unit")
    screen = page(rows, ["-sent_at"], request.GET.get("after", ""))
    own = {unit.pk for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    context = {"page": screen, "may_look": _looks(request.user), "own": own}
    return render(request, "supervision/orders.html", context)


def cards(request: Request) -> HttpResponse:
    """亮牌: proposals for those who sign, signed ones for the unit."""
    campaign = newest_campaign(request.user)
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


def inspect(request: Request) -> HttpResponse:
    """Note an inspection."""
    form = InspectForm(request.POST or None, units=_units(request))
    return recorded(request, form, rules.inspect, page=PAGE, back=INSPECTIONS, title="登记督查")


def send_order(request: Request) -> HttpResponse:
    """Hand a matter to a unit."""
    form = OrderForm(request.POST or None, units=_units(request))
    return recorded(request, form, rules.send_order, page=PAGE, back=ORDERS, title="发督办单")


def propose_card(request: Request) -> HttpResponse:
    """Propose a card."""
    form = CardForm(request.POST or None, units=_units(request))
    return recorded(request, form, rules.propose_card, page=PAGE, back=CARDS, title="建议亮牌")


def _one(request: Request, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """Let the unit see the inspection."""
    return pressed(request, rules.release, _one(request, Inspection, pk), back=INSPECTIONS)


@require_POST
def raise_issue(request: Request, pk: int) -> HttpResponse:
    """Put a finding into the ledger's way."""
    seen = Inspection.objects.visible_to(request.user)
    row = get_object_or_404(Finding.objects.filter(inspection__in=seen), pk=pk)
    return pressed(request, rules.raise_issue, row, back=INSPECTIONS)


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Sign for an order."""
    return pressed(request, rules.acknowledge, _one(request, Order, pk), back=ORDERS)


def answer_order(request: Request, pk: int) -> HttpResponse:
    """Say what was done about an order."""
    row = _one(request, Order, pk)
    if "answer_order" not in policy.granted(request.user, row.unit):
        raise Http404
    form = FeedbackForm(request.POST or None)
    return answered(
        request, form, rules.answer_order, row, page=PAGE, back=ORDERS, title="反馈办理情况"
    )


@require_POST
def sign_card(request: Request, pk: int) -> HttpResponse:
    """Sign a card."""
    return pressed(request, rules.sign_card, _one(request, Card, pk), back=CARDS)


def refuse_card(request: Request, pk: int) -> HttpResponse:
    """Turn a proposal down."""
    form = AnswerForm(request.POST or None)
    return answered(
        request,
        form,
        rules.refuse_card,
        _one(request, Card, pk),
        page=PAGE,
        back=CARDS,
        title="不予亮牌",
    )


def lift_card(request: Request, pk: int) -> HttpResponse:
    """Lift a card."""
    form = AnswerForm(request.POST or None)
    return answered(
        request,
        form,
        rules.lift_card,
        _one(request, Card, pk),
        page=PAGE,
        back=CARDS,
        title="解除亮牌",
    )
