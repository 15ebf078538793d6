"""Leaders answering the hotline: the roster by day, one shift with its calls, whose turn it is."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import Register, answered, exported_rows, newest_campaign, recorded
from common.pages import did, page
from journal.models import Entry
from outreach import policy, rules
from outreach.figures import concentrated, month_window
from outreach.forms import AnswerShiftForm, ArrangeForm, CallForm, ShiftFilter
from outreach.models import Shift, Ticket
from outreach.models.shifts import ShiftQuerySet
from roster.http import Request
from roster.models import Unit

PAGE, SHIFTS = "outreach/record.html", "/outreach/tickets/shifts/"
REGISTER = Register(
    "领导接听热线",
    Shift,
    "-held_on",
    "leader",
    (
        ("接听日期", lambda row: row.held_on),
        ("单位", lambda row: row.unit.name),
        ("接听领导", lambda row: row.leader),
        ("实际接听人", lambda row: row.answered_by),
        ("接听电话", lambda row: row.calls if row.is_answered else ""),
        ("受理工单", lambda row: row.taken),
        ("列入清单", lambda row: row.listed),
        ("接听情况", lambda row: row.note),
    ),
)
AT_SHIFTS = {"page": PAGE, "back": SHIFTS, "place": "领导接听热线"}


def _narrowed(request: Request) -> tuple[ShiftFilter, QuerySet[Shift]]:
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = ShiftFilter(request.GET, units=units.in_official_order())
    rows: Any = Shift.objects.visible_to(request.user).filter(campaign=campaign)
    asked = {"unit": "unit", "q": "leader__icontains", "first": "held_on__gte"}
    for name, field in {**asked, "last": "held_on__lte"}.items():
        if said := form.chosen(name):
            rows = rows.filter(**{field: said})
    rows = _in_state(rows, form.chosen("state"))
    taken = Count("tickets", distinct=True)
    listed = Count("tickets__issue", distinct=True)
    return form, rows.select_related("unit").annotate(taken=taken, listed=listed)


def _in_state(rows: ShiftQuerySet, state: str | None) -> ShiftQuerySet:
    if state == "answered":
        return rows.exclude(answered_at=None)
    asked = {"coming": rows.coming, "missed": rows.missed}.get(state or "")
    return asked(localdate()) if asked else rows


def shifts(request: Request) -> HttpResponse:
    """接听热线: who is down, who answered, what came of it; and whose turn it would be."""
    form, rows = _narrowed(request)
    screen = page(rows, [REGISTER.order], request.GET.get("after", ""))
    facts = {
        "page": screen,
        "filters": form,
        "today": localdate(),
        "is_office": request.user.is_office,
        "pressed": _pressed(request) if request.user.is_office else [],
    }
    return render(request, "outreach/shifts.html", facts)


def _pressed(request: Request) -> list[dict[str, Any]]:
    """The units most asked about this assessment month, with the next day somebody is down."""
    campaign, window = newest_campaign(request.user), month_window(localdate())
    rows: Any = Ticket.objects.filter(campaign=campaign)
    found = concentrated(rows.between(*window.span), rows.between(*window.before.span))
    coming = Shift.objects.filter(campaign=campaign).coming(localdate())
    days = {row.unit_id: row.held_on for row in coming.order_by("-held_on")}
    return [{**one, "next": days.get(one["unit"].pk), "window": window} for one in found]


def export_shifts(request: Request) -> HttpResponse:
    """The same shifts as a workbook."""
    return exported_rows(request, REGISTER, _narrowed(request)[1])


def _one(request: Request, pk: int) -> Shift:
    rows = Shift.objects.visible_to(request.user).select_related("unit", "campaign")
    return get_object_or_404(rows, pk=pk)


def shift(request: Request, pk: int) -> HttpResponse:
    """One shift: who answered, the calls taken down and what became of them."""
    row = _one(request, pk)
    is_due = row.held_on <= localdate()
    may = "answer_shift" in policy.granted(request.user, row.unit)
    facts = {
        "row": row,
        "tickets": row.tickets.select_related("unit", "issue").order_by("pk"),
        "is_missed": not row.is_answered and row.held_on < localdate(),
        "may_answer": may and is_due and not row.is_answered,
        "may_take": may and is_due,
        "may_drop": request.user.is_office and not row.is_answered and not row.tickets.exists(),
        "entries": Entry.objects.about(row),
    }
    return render(request, "outreach/shift.html", facts)


def arrange_shift(request: Request) -> HttpResponse:
    """排班."""
    if not request.user.is_office:
        raise Http404
    campaign = newest_campaign(request.user)
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    asked = request.GET.get("unit", "")
    form = ArrangeForm(request.POST or None, units=units, initial={"unit": asked})
    hint = "排好后单位会收到提醒；已经排过的日期不变。"
    return recorded(request, form, rules.arrange_shift, **AT_SHIFTS, title="排班", hint=hint)


def _mine(request: Request, pk: int) -> Shift:
    row = _one(request, pk)
    if "answer_shift" not in policy.granted(request.user, row.unit):
        raise Http404
    return row


def answer_shift(request: Request, pk: int) -> HttpResponse:
    """Say who answered and how many calls came."""
    row = _mine(request, pk)
    start = {"answered_by": row.leader, "calls": row.tickets.count()}
    form = AnswerShiftForm(request.POST or None, initial=start)
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "登记接听"}
    return answered(request, form, rules.answer_shift, row, **facts)


def take_call(request: Request, pk: int) -> HttpResponse:
    """Take a call down: it becomes an order with a clock."""
    row = _mine(request, pk)
    units = Unit.objects.filter(participations__campaign=row.campaign).in_official_order()
    form = CallForm(request.POST or None, units=units if request.user.is_office else units.none())
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "记一件来电"}
    return answered(request, form, rules.take_call, row, **facts)


@require_POST
def drop_shift(request: Request, pk: int) -> HttpResponse:
    """Take a shift off the roster."""
    row = _one(request, pk)
    if not request.user.is_office:
        raise Http404
    if did(request, "已撤下这一班。", rules.drop_shift, row, by=request.user):
        return redirect("outreach:shifts")
    return redirect(row.get_absolute_url())
