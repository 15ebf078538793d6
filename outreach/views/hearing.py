"""Pages of visits, opinions and tickets."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.http import (
    LONGEST_KEY,
    Register,
    answered,
    exported,
    exported_rows,
    listed,
    narrowed,
    newest_campaign,
    recorded,
)
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


VISIT_REGISTER = Register(
    "走访",
    Visit,
    "-visited_on",
    "demand",
    (
        ("走访日期", lambda row: row.visited_on),
        ("单位", lambda row: row.unit.name),
        ("类型", lambda row: row.get_kind_display()),
        ("走访对象", lambda row: row.target),
        ("走访干部", lambda row: row.visitor),
        ("反映问题和意见建议", lambda row: row.demand),
        ("处理方式", lambda row: row.get_handling_display()),
        ("办理结果", lambda row: row.reply),
    ),
)
OPINION_REGISTER = Register(
    "意见建议",
    Opinion,
    "-received_on",
    "text",
    (
        ("收到日期", lambda row: row.received_on),
        ("渠道", lambda row: row.get_channel_display()),
        ("类别", lambda row: row.category.label if row.category else ""),
        ("意见建议原文", lambda row: row.text),
        ("涉及单位", lambda row: row.unit.name),
        ("采纳情况", lambda row: row.get_status_display()),
        ("理由", lambda row: row.reason),
    ),
    ("unit", "category"),
)
TICKET_REGISTER = Register(
    "热线工单",
    Ticket,
    "-order_no",
    "content",
    (
        ("办件编号", lambda row: row.order_no),
        ("诉求主题", lambda row: row.title),
        ("诉求内容", lambda row: row.content),
        ("办理单位", lambda row: row.unit.name),
        ("派发时间", lambda row: row.dispatched_at),
        ("承诺完成时间", lambda row: row.due_at),
        ("办件状态", lambda row: "已办结" if row.is_finished else "在办"),
        ("处理结果", lambda row: row.reply),
    ),
)


def visits(request: Request) -> HttpResponse:
    """遍访: newest first."""
    may_record = _own_units(request).exists()
    return listed(request, VISIT_REGISTER, "outreach/visits.html", may_record=may_record)


def opinions(request: Request) -> HttpResponse:
    """意见建议: newest first, with what became of each class (003-02)."""
    may_record = _own_units(request).exists()
    _, found = narrowed(request, OPINION_REGISTER)
    rows = _of_class(request, found)
    more = {"may_record": may_record, "classes": _classes(found)}
    return listed(request, OPINION_REGISTER, "outreach/opinions.html", rows, **more)


def _of_class(request: Request, rows: QuerySet[Opinion]) -> QuerySet[Opinion]:
    asked = request.GET.get("category", "")
    if asked == "none":
        return rows.filter(category=None)
    return (
        rows.filter(category=int(asked)) if asked.isdecimal() and len(asked) < LONGEST_KEY else rows
    )


def _classes(rows: QuerySet[Opinion]) -> list[dict[str, Any]]:
    """How many of each class, and how they were disposed of."""
    counts = {status.value: Count("pk", filter=Q(status=status.value)) for status in Opinion.Status}
    lines = rows.order_by().values("category", "category__name", "category__short")
    found = lines.annotate(n=Count("pk"), **counts).order_by("category__order", "category")
    return [dict(line) for line in found]


def tickets(request: Request) -> HttpResponse:
    """热线工单, by order number."""
    return listed(request, TICKET_REGISTER, "outreach/tickets.html")


def export_visits(request: Request) -> HttpResponse:
    """The same visits as a workbook."""
    return exported(request, VISIT_REGISTER)


def export_opinions(request: Request) -> HttpResponse:
    """The same opinions as a workbook."""
    _, found = narrowed(request, OPINION_REGISTER)
    return exported_rows(request, OPINION_REGISTER, _of_class(request, found))


def export_tickets(request: Request) -> HttpResponse:
    """The same tickets as a workbook."""
    return exported(request, TICKET_REGISTER)


def record_visit(request: Request) -> HttpResponse:
    """Note a visit."""
    form = VisitForm(request.POST or None, units=_own_units(request))
    return recorded(request, form, rules.record_visit, page=PAGE, back=VISITS, title="记走访")


def record_opinion(request: Request) -> HttpResponse:
    """Note an opinion."""
    units = _own_units(request)
    start, campaign = request.GET.dict(), newest_campaign(request.user)
    form = OpinionForm(request.POST or None, initial=start, units=units, campaign=campaign)
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
