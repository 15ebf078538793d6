"""Pages of the hotline: the list, one ticket, the three rates, lines waiting to be placed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

import campaigns.rules as campaigns
from campaigns.http import Register, answered, exported_rows, newest_campaign, pressed
from campaigns.models import Campaign
from common.books import book
from common.pages import download, page
from journal.models import Entry
from outreach import policy, rules
from outreach.figures import (
    Rates,
    Window,
    daily_window,
    hot_places,
    hot_topics,
    measured,
    rates,
    window_of,
)
from outreach.forms import PlaceForm, RuleForm, TicketFilter
from outreach.models import Stray, Ticket
from outreach.models.tickets import TicketQuerySet
from roster.http import Request
from roster.models import Unit

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
PAGE, TICKETS, STRAYS = "outreach/record.html", "/outreach/tickets/", "/outreach/tickets/strays/"
Column = tuple[str, Callable[[Any], Any]]


def _yes(value: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[value]


def _part(row: Ticket, place: int) -> str:
    parts = row.category.split("／")
    return parts[place] if place < len(parts) else ""


DISPATCH: tuple[Column, ...] = (
    ("办件编号", lambda row: row.order_no),
    ("办件来源", lambda row: row.channel),
    ("诉求类型", lambda row: row.appeal_type),
    ("诉求主题", lambda row: row.title),
    ("诉求内容", lambda row: row.content),
    ("办理单位", lambda row: row.unit.name),
    ("办理科室", lambda row: row.dept),
    ("诉求人电话", lambda row: row.phone_masked),
    ("处理结果", lambda row: row.reply),
    ("事项大类", lambda row: _part(row, 0)),
    ("事项小类", lambda row: _part(row, 1)),
    ("派发时间", lambda row: row.dispatched_at),
    ("承诺完成时间", lambda row: row.due_at),
    ("办结时间", lambda row: row.finished_at),
    ("办件状态", lambda row: "已办结" if row.is_finished else "办理中"),
    ("预警状态", lambda row: "超期" if row.is_late(now()) else "正常"),
)
CALL_BACK: tuple[Column, ...] = (
    ("工单编号", lambda row: row.order_no),
    ("创建时间", lambda row: row.received_at),
    ("办结时间", lambda row: row.finished_at),
    ("一级分类", lambda row: _part(row, 0)),
    ("二级分类", lambda row: _part(row, 1)),
    ("三级分类", lambda row: _part(row, 2)),
    ("被反映街乡镇", lambda row: row.town),
    ("二级承办单位简称", lambda row: row.unit.short),
    ("主要内容", lambda row: row.content),
    ("处理结果", lambda row: row.reply),
    ("是否有效回访", lambda row: _yes(row.is_visited)),
    ("是否联系", lambda row: _yes(row.is_contacted)),
    ("是否解决", lambda row: _yes(row.is_solved)),
    ("是否满意", lambda row: row.get_satisfied_display()),
)
SUPERVISED: tuple[Column, ...] = (
    ("标题", lambda row: row.title),
    ("转办单工单编号", lambda row: row.order_no),
    ("联系号码", lambda row: row.phone_masked),
    ("诉求内容", lambda row: row.content),
    ("转办单回复内容", lambda row: row.reply),
    ("诉求类型", lambda row: row.appeal_type),
    ("转办单满意度", lambda row: row.get_satisfied_display()),
    ("转办单不满意回访内容", lambda row: row.complaint),
    ("转办次数", lambda row: row.returns),
    ("重办次数", lambda row: row.redos),
    ("计划完成时间", lambda row: row.due_at),
    ("分类调整", lambda row: row.category),
    ("承办单位", lambda row: row.unit.name),
    ("牵头裁定", lambda row: row.ruling),
)
COLUMNS = {"dispatch": DISPATCH, "call_back": CALL_BACK, "supervised": SUPERVISED}
REGISTER = Register("热线工单", Ticket, "-order_no", "content", DISPATCH)


def _narrowed(request: Request) -> tuple[TicketFilter, TicketQuerySet]:
    """The filter and the tickets it leaves."""
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = TicketFilter(request.GET, units=units.in_official_order())
    rows: Any = Ticket.objects.visible_to(request.user).filter(campaign=campaign)
    for name in ("unit", "category", "town", "issue", "shift"):
        if said := form.chosen(name):
            rows = rows.filter(**{name: said})
    if word := form.chosen("q"):
        rows = rows.filter(content__icontains=word) | rows.filter(order_no__icontains=word)
    first = form.chosen("first") or campaign.starts_on
    last = form.chosen("last") or max(first, localdate())
    if name := form.chosen("counted"):
        rows = measured(rows, name, first, last)
    elif form.chosen("first") or form.chosen("last"):
        rows = rows.within(first, last)
    if day := form.chosen("daily"):
        rows = rows.between(*daily_window(day).span)
    return form, _in_state(rows, form.chosen("state")).select_related("unit")


def _in_state(rows: TicketQuerySet, state: str | None) -> TicketQuerySet:
    if state == "late":
        return rows.late(now())
    if state == "visited":
        return rows.filter(is_visited=True)
    asked = {"open": rows.open, "bad": rows.bad, "bouncing": rows.bouncing}.get(state or "")
    return asked() if asked else rows


def tickets(request: Request) -> HttpResponse:
    """热线工单, newest number first, with the days each has taken."""
    form, rows = _narrowed(request)
    days, today, moment = campaigns.calendar(), localdate(), now()
    screen = page(rows, [REGISTER.order], request.GET.get("after", ""))
    lines = [(row, row.spent(days, today), row.is_late(moment)) for row in screen.rows]
    mine = Ticket.objects.visible_to(request.user).filter(campaign=newest_campaign(request.user))
    facts = {
        "page": screen,
        "lines": lines,
        "filters": form,
        "is_office": request.user.is_office,
        **mine.pressing(moment),  # type: ignore[attr-defined]
        "strays": _waiting(request).count() if request.user.is_office else 0,
    }
    return render(request, "outreach/tickets.html", facts)


def export_tickets(request: Request) -> HttpResponse:
    """The same tickets as a workbook, in one of the three column sets."""
    columns = COLUMNS.get(request.GET.get("form", ""), DISPATCH)
    register = Register("热线工单", Ticket, "-order_no", "content", columns)
    return exported_rows(request, register, _narrowed(request)[1])


def _one(request: Request, pk: int) -> Ticket:
    rows = Ticket.objects.visible_to(request.user).select_related("unit", "issue", "ruled_by")
    return get_object_or_404(rows, pk=pk)


def ticket(request: Request, pk: int) -> HttpResponse:
    """One ticket: what was asked, what was answered, its clock and what the caller said."""
    row = _one(request, pk)
    limit = row.due_at and row.dispatched_at and localdate(row.due_at)
    days = campaigns.calendar()
    facts = {
        "row": row,
        "spent": row.spent(days, localdate()),
        "limit": days.between(localdate(row.dispatched_at), limit) if limit else None,
        "is_late": row.is_late(now()),
        "may_adopt": row.issue_id is None
        and "adopt_ticket" in policy.granted(request.user, row.unit),
        "may_rule": request.user.is_office,
        "entries": Entry.objects.about(row),
    }
    return render(request, "outreach/ticket.html", facts)


@require_POST
def adopt_ticket(request: Request, pk: int) -> HttpResponse:
    """Put what the hotline heard on the unit's list."""
    row = _one(request, pk)
    if "adopt_ticket" not in policy.granted(request.user, row.unit):
        raise Http404
    said = "已列入清单，请补齐措施和时限。"
    return pressed(request, rules.adopt_ticket, row, back=row.get_absolute_url(), said=said)


def rule_ticket(request: Request, pk: int) -> HttpResponse:
    """Say which unit answers for a ticket handed to and fro."""
    row = _one(request, pk)
    _office_only(request)
    form = RuleForm(request.POST or None, initial={"unit": row.unit}, units=_units(request))
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "裁定牵头单位"}
    return answered(request, form, rules.rule_ticket, row, **facts)


def _office_only(request: Request) -> None:
    if not request.user.is_office:
        raise Http404


def _units(request: Request) -> QuerySet[Unit]:
    campaign = newest_campaign(request.user)
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def _waiting(request: Request) -> QuerySet[Stray]:
    return Stray.objects.filter(campaign=newest_campaign(request.user), ticket=None)


def strays(request: Request) -> HttpResponse:
    """待对应工单: lines of exports whose unit or number is not known."""
    _office_only(request)
    screen = page(_waiting(request), ["came_at"], request.GET.get("after", ""))
    return render(request, "outreach/strays.html", {"page": screen})


def place_ticket(request: Request, pk: int) -> HttpResponse:
    """Say which unit and number a line means."""
    _office_only(request)
    row = get_object_or_404(Stray, pk=pk, campaign=newest_campaign(request.user))
    initial = {"order_no": row.order_no}
    form = PlaceForm(request.POST or None, initial=initial, units=_units(request))
    facts = {"page": PAGE, "back": STRAYS, "place": "待对应工单", "title": "对应工单"}
    return answered(request, form, rules.place_ticket, row, **facts)


def _day(request: Request) -> date:
    asked = request.GET.get("day", "")
    try:
        day = date.fromisoformat(asked) if asked else localdate()
    except ValueError:
        messages.error(request, f"日期“{asked[:20]}”看不懂，已按今天计算。")
        return localdate()
    return min(max(day, EARLIEST), LATEST)


def _window(request: Request, day: date, campaign: Campaign) -> Window:
    return window_of(request.GET.get("window", ""), day, campaign)


def hotline(request: Request) -> HttpResponse:
    """三率和热点诉求 of a window, unit by unit; every number leads to its tickets."""
    campaign = newest_campaign(request.user)
    day = _day(request)
    window = _window(request, day, campaign)
    mine = Ticket.objects.visible_to(request.user).filter(campaign=campaign)
    rows: Any = mine.between(*window.span)  # type: ignore[attr-defined]
    before: Any = mine.between(*window.before.span)  # type: ignore[attr-defined]
    facts = {
        "window": window,
        "kind": request.GET.get("window", ""),
        "day": day,
        "lines": rates(rows),
        "topics": hot_topics(rows, before),
        "places": hot_places(rows),
    }
    return render(request, "outreach/hotline.html", facts)


RATE_HEADINGS = ("单位", "工单", "有效回访", "响应率", "解决率", "满意率", "综合成绩", "超期")


def _rate_line(one: Rates) -> list[object]:
    shares = (one.response, one.solution, one.satisfaction, one.composite)
    counts = one.counts
    name = one.unit.name if one.unit else "合计"
    return [name, counts["all"], counts["visited"], *(_shown(s) for s in shares), counts["late"]]


def _shown(share: Any) -> object:
    return "—" if share is None else float(share)


def export_hotline(request: Request) -> HttpResponse:
    """The rates of the window as a workbook that says its window."""
    campaign = newest_campaign(request.user)
    window = _window(request, _day(request), campaign)
    mine = Ticket.objects.visible_to(request.user).filter(campaign=campaign)
    lines = rates(mine.between(*window.span))  # type: ignore[attr-defined]
    title = f"12345三率（{window.said.replace(' ', '')}）"
    content = book(title, RATE_HEADINGS, map(_rate_line, lines))
    return download(content, f"{title}.xlsx")
