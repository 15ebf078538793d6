"""Panels of the homes about what people asked and inspectors demanded, until it is answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q
from django.utils.timezone import localdate, now

from campaigns.models import Campaign
from config.menu import address
from config.waiting import SHOWN, Box
from outreach.models import Letter, Opinion, Shift, Ticket, Visit
from roster.models import Unit, User
from roster.words import Work
from supervision.models import Card, Incident, Order

Line = dict[str, Any]
HEARD, WATCHED = "群众诉求待办", "督查督办待办"
SOONEST = F("due_on").asc(nulls_last=True)


def heard(user: User, campaign: Campaign, units: list[Unit], today: date) -> Box:
    """What people asked: the unit's to answer, the office's to hand out and to settle."""
    lines = [
        *_visits(user, campaign, units, today),
        *_letters(user, campaign, units, today),
        *_opinions(user, campaign, units),
        *_tickets(campaign, units, today),
        *_shifts(campaign, units, today),
    ]
    link = address("outreach:visits") + ("" if user.is_office else "?state=waiting")
    return Box(HEARD, _soonest(lines), "没有等待答复的诉求。", "" if units else link, "按时限先后")


def watched(user: User, campaign: Campaign, units: list[Unit], today: date) -> Box:
    """What inspectors demanded: the unit's to answer, the others' to judge."""
    lines = [
        *_orders(user, campaign, units, today),
        *_cards(user, campaign, units, today),
        *_incidents(campaign, units, today),
    ]
    link = address("supervision:orders")
    return Box(WATCHED, _soonest(lines), "没有等待办理的督办和亮牌。", link, "按时限先后")


def _soonest(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line["due_on"] or date.max)[:SHOWN]


def _line(text: str, url: str, hint: str, due_on: date | None, word: str, today: date) -> Line:
    """One line; past its day it says so instead of what it waits for."""
    is_late = due_on is not None and due_on < today
    return {
        "text": text,
        "url": url,
        "hint": f"{hint}　{word}" if is_late else hint,
        "due_on": due_on,
        "word": "已逾期" if is_late else word,
        "tone": "red" if is_late else "orange",
    }


def _visits(user: User, campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    """Demands nobody decided about or not yet told back; the office is shown the late ones."""
    rows = Visit.objects.filter(campaign=campaign)
    if user.is_office:
        rows = rows.late(today)
    else:
        own = Q(unit__in=user.units_as(Work.CLERK, Work.HEAD, Work.OUTREACH))
        rows = (rows.waiting() | rows.untold()).filter(own | Q(duty_unit__in=units))
    fields = ("target", "demand", "due_on", "unit__short", "duty_unit__short")
    told = rows.select_related("unit", "duty_unit").only(*fields)
    return [
        _line(
            f"{row.target}：{row.demand[:36]}",
            row.get_absolute_url(),
            (row.duty_unit or row.unit).short,
            row.due_on,
            "待反馈本人" if row.due_on else "待办理",
            today,
        )
        for row in told.order_by(SOONEST, "pk")[:SHOWN]
    ]


def _letters(user: User, campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    mine = Q(unit__in=units, status=Letter.Status.ASSIGNED)
    if user.is_office:
        mine |= Q(status__in=[Letter.Status.RECEIVED, Letter.Status.DRAFTED])
    rows = Letter.objects.filter(mine, campaign=campaign).select_related("unit")
    told = rows.only("text", "status", "due_on", "about_unit", "unit__short")
    return [
        _line(
            f"来信：{row.text[:36]}",
            f"{address('outreach:letters')}{row.pk}/",
            row.unit.short if row.unit else row.about_unit,
            row.due_on,
            "待拟答复" if row.status == Letter.Status.ASSIGNED else row.get_status_display(),
            today,
        )
        for row in told.order_by(SOONEST, "pk")[:SHOWN]
    ]


def _opinions(user: User, campaign: Campaign, units: list[Unit]) -> list[Line]:
    rows = Opinion.objects.filter(campaign=campaign, status=Opinion.Status.RECEIVED)
    if not user.is_office:
        rows = rows.filter(unit__in=units)
    told = rows.select_related("unit").only("text", "unit__short")
    return [
        _line(
            f"意见：{row.text[:36]}",
            row.get_absolute_url(),
            row.unit.short,
            None,
            "待处理",
            date.min,
        )
        for row in told.order_by("received_on", "pk")[:SHOWN]
    ]


def _tickets(campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    """One line for all: their work is done on the platform of the hotline."""
    rows = Ticket.objects.filter(campaign=campaign, unit__in=units).open()
    late_ones = Count("pk", filter=Q(due_at__lt=now()))
    told = rows.aggregate(n=Count("pk"), late=late_ones, first=Min("due_at"))
    if not told["n"]:
        return []
    late, first = told["late"], localdate(told["first"]) if told["first"] else None
    url = address("outreach:tickets") + ("?state=late" if late else "")
    said = f"热线工单{told['n']}件在办" + (f"，超期{late}件" if late else "")
    return [_line(said, url, "", first, "在办", today)]


def _shifts(campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    """Days of answering the hotline that have come and of which nobody has said how it went."""
    rows = Shift.objects.filter(campaign=campaign, unit__in=units, answered_at=None)
    rows = rows.filter(held_on__lte=today)
    return [
        _line(f"{row.leader}接听热线", row.get_absolute_url(), "", row.held_on, "待登记", today)
        for row in rows.only("leader", "held_on").order_by("held_on", "pk")[:SHOWN]
    ]


def _orders(user: User, campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    mine = Q(unit__in=units)
    if user.works_as(Work.OFFICE, Work.INSPECTOR):
        objected = Q(objected_at__isnull=False, objection_answer="")
        mine |= Q(due_on__lt=today) | objected
    rows = Order.objects.filter(mine, campaign=campaign, answered_at=None)
    states = ("objected_at", "objection_answer", "acknowledged_at")
    told = rows.select_related("unit").only(
        *("kind", "subject", "number", "due_on", "unit__short"), *states
    )
    return [
        _line(
            f"{row.get_kind_display()}：{row.subject}",
            address("supervision:orders"),
            f"{row.unit.short}　{row.number}",
            row.due_on,
            _order_word(row),
            today,
        )
        for row in told.order_by("due_on", "pk")[:SHOWN]
    ]


def _order_word(row: Order) -> str:
    if row.objected_at and not row.objection_answer:
        return "异议待答复"
    return "待反馈" if row.acknowledged_at else "待签收"


def _cards(user: User, campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    """Signed and not yet explained by the unit; for the others: to be signed, lifted, judged."""
    mine = Q(unit__in=units, status=Card.Status.SIGNED, responded_at=None)
    if user.works_as(Work.OFFICE, Work.INSPECTOR):
        mine |= Q(status=Card.Status.SIGNED, lift_asked_at__isnull=False)
    if user.is_office:
        mine |= Q(status=Card.Status.PROPOSED, rung__needs_leader=False)
        mine |= Q(status=Card.Status.SIGNED, appealed_at__isnull=False, appeal_answer="")
    rows = Card.objects.filter(mine, campaign=campaign).select_related("unit", "rung")
    states = ("status", "responded_at", "lift_asked_at", "appealed_at", "appeal_answer")
    told = rows.only("reason", "respond_by", "unit__short", "rung__name", *states)
    return [
        _line(
            f"{row}：{row.reason[:36]}",
            row.get_absolute_url(),
            "",
            row.respond_by if not row.responded_at else None,
            _card_word(row),
            today,
        )
        for row in told.order_by("pk")[:SHOWN]
    ]


def _card_word(row: Card) -> str:
    if row.status == Card.Status.PROPOSED:
        return "待签发"
    if row.lift_asked_at:
        return "解除待核实"
    return "申诉待答复" if row.appealed_at and not row.appeal_answer else "待书面说明"


def _incidents(campaign: Campaign, units: list[Unit], today: date) -> list[Line]:
    rows = Incident.objects.filter(campaign=campaign, unit__in=units).open()
    return [
        _line(
            f"{row.get_kind_display()}：{row.text[:36]}",
            f"{address('supervision:incidents')}{row.pk}/",
            "",
            row.due_on,
            "待纠正",
            today,
        )
        for row in rows.only("kind", "text", "due_on").order_by("due_on", "pk")[:SHOWN]
    ]
