"""Leaders answering the hotline: arrange the days, say who answered, take a call down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from outreach import policy
from outreach.models import Shift, Ticket
from outreach.rules.intake import Intake
from roster.models import Unit, User
from roster.readings import without_personal_data
from roster.words import Work

CHANNEL = "领导接听热线"
OFFICE_ONLY = "领导接听热线由领导小组办公室排班。"


@transaction.atomic
def arrange_shift(
    campaign: Campaign, unit: Unit, *, days: Sequence[tuple[date, str]], by: User
) -> list[Shift]:
    """排班接听: who of a unit answers the hotline on which days; a day already there stays."""
    policy.require_office(by, OFFICE_ONLY)
    if not days:
        raise Refused("请至少写一天，每行先写日期，再写接听领导。")
    past = [day for day, _ in days if day < localdate()]
    if past:
        raise Refused(f"{past[0]}已经过去，请改成今天或以后的日期。")
    known = set(Shift.objects.filter(campaign=campaign, unit=unit).values_list("held_on", "leader"))
    fresh = [
        Shift(campaign=campaign, unit=unit, held_on=day, leader=tidy(leader)[:60], by=by)
        for day, leader in dict.fromkeys(days)
        if (day, tidy(leader)[:60]) not in known
    ]
    if not fresh:
        raise Conflict("这些日期已经排过班。")
    rows = Shift.objects.bulk_create(fresh)
    journal.write(campaign, "排班接听", by=by, note=f"{unit} {len(rows)}天")
    for row in rows:
        _tell(row)
    return rows


def _tell(row: Shift) -> None:
    people = User.objects.filter(duties__unit=row.unit, duties__work__in=[Work.CLERK, Work.HEAD])
    said = f"{row.held_on}由{row.leader}接听12345热线，接听后请登记电话数和受理的诉求。"
    url = f"/outreach/tickets/shifts/?unit={row.unit_id}"
    notices.tell(people.distinct(), key=_key(row), text=said, url=url, due_on=row.held_on)


def _key(row: Shift) -> str:
    return f"shift-{row.unit_id}-{row.held_on}-{row.leader}"[:120]


@transaction.atomic
def drop_shift(row: Shift, *, by: User) -> None:
    """撤班: a shift that has not been held is taken off the roster."""
    policy.require_office(by, OFFICE_ONLY)
    if row.is_answered or row.tickets.exists():
        raise Refused("已经接听的班次不能撤下。")
    notices.put_away([_key(row)])
    journal.write(row.campaign, "撤班", by=by, note=str(row))
    row.delete()


@transaction.atomic
def answer_shift(row: Shift, *, by: User, answered_by: str, calls: int, note: str = "") -> None:
    """登记接听: who sat at the telephone, how many calls came, what they were about; once."""
    policy.require(by, "answer_shift", row.unit)
    if row.held_on > localdate():
        raise Refused("还没到接听日期，接听以后再登记。")
    if not tidy(answered_by):
        raise Refused("请写明实际接听人。")
    said = {"answered_by": tidy(answered_by)[:60], "calls": calls, "note": tidy(note)}
    if calls < row.tickets.count():
        raise Refused(f"已经记下{row.tickets.count()}件来电，接听电话不能少于这个数。")
    if not Shift.objects.filter(pk=row.pk, answered_at=None).update(answered_at=now(), **said):
        raise Conflict("这一班已经登记过了。")
    row.refresh_from_db()
    notices.put_away([_key(row)])
    journal.write(row, "登记接听", by=by, calls=calls, note=row.answered_by)


@transaction.atomic
def take_call(
    row: Shift,
    *,
    by: User,
    content: str,
    unit: Unit | None = None,
    order_no: str = "",
    appeal_type: str = "",
    category: str = "",
) -> Ticket:
    """记来电: a call a leader took becomes an order with a clock; a known number is taken up."""
    policy.require(by, "answer_shift", row.unit)
    if row.held_on > localdate():
        raise Refused("还没到接听日期，接听以后再登记。")
    if not tidy(content):
        raise Refused("请写明来电反映的事。")
    Shift.objects.select_for_update().get(pk=row.pk)
    number = tidy(order_no)[:60] or f"JT{row.held_on:%Y%m%d}-{row.pk}-{row.tickets.count() + 1}"
    facts = {
        "unit": unit or row.unit,
        "content": without_personal_data(tidy(content)),
        "appeal_type": tidy(appeal_type)[:40],
        "category": tidy(category)[:80],
    }
    ticket = _order_of_call(row, number, facts, by=by)
    Ticket.objects.filter(pk=ticket.pk).update(shift=row)
    ticket.refresh_from_db()
    journal.write(ticket, "记来电", by=by, note=str(row))
    return ticket


def _order_of_call(row: Shift, number: str, facts: dict[str, Any], *, by: User) -> Ticket:
    """The order under this number, made where there is none; nobody takes another's call."""
    intake = Intake(row.campaign, campaigns.calendar())
    intake.know([number])
    known = intake.tickets.get(number)
    target = known.unit_id if known else facts["unit"].pk
    if target != row.unit_id and not by.is_office:
        raise Refused("只能记由本单位承办的来电；别的单位的请告诉领导小组办公室。")
    if known is not None and known.shift_id is not None:
        raise Refused(f"工单{number}已经记在{known.shift}名下。")
    if known is None:
        moment = now()
        facts = {**facts, "channel": CHANNEL, "received_at": moment, "dispatched_at": moment}
        intake.keep(number, facts)
    intake.write()
    return Ticket.objects.get(campaign=row.campaign, order_no=number)
