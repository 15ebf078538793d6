"""Tickets of the hotline: place what was unknown, rule who leads, adopt."""

from django.db import transaction

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from common.refusal import Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from outreach import policy
from outreach.models import Stray, Ticket
from outreach.rules.hearing import draft_issue
from outreach.rules.intake import OFFICE_ONLY, Intake, facts_of
from roster.models import Unit, User
from roster.words import Work


@transaction.atomic
def place_ticket(row: Stray, *, by: User, unit: Unit, order_no: str) -> Ticket:
    """对应工单: say which unit and which number a line of an export means; once."""
    policy.require_office(by, OFFICE_ONLY)
    if not tidy(order_no):
        raise Refused("请填写办件编号；确实没有编号的，可填来件登记号。")
    number = tidy(order_no)[:60]
    intake = Intake(row.campaign, campaigns.calendar())
    intake.know([number])
    ticket = intake.keep(number, {**facts_of(row.facts), "unit": unit})
    intake.write()
    if not Stray.objects.filter(pk=row.pk, ticket=None).update(ticket=ticket, placed_by=by):
        raise Refused("这一条已经对应过，不用重复办理。")
    row.refresh_from_db()
    journal.write(ticket, "对应工单", by=by, note=f"{row.unit_said}→{unit}")
    return ticket


@transaction.atomic
def rule_ticket(row: Ticket, *, by: User, unit: Unit, ruling: str) -> None:
    """裁定牵头: a ticket handed to and fro gets one unit that answers for it, with the reason."""
    policy.require_office(by, OFFICE_ONLY)
    if not tidy(ruling):
        raise Refused("请写明裁定的理由和要求。")
    Ticket.objects.filter(pk=row.pk).update(unit=unit, ruling=tidy(ruling), ruled_by=by)
    row.refresh_from_db()
    journal.write(row, "裁定牵头", by=by, note=tidy(ruling))
    people = User.objects.filter(duties__unit=unit, duties__work__in=[Work.CLERK, Work.HEAD])
    said = f"热线工单{row.order_no}裁定由你单位牵头办理：{row.ruling[:80]}"
    key = f"ticket-ruled-{row.pk}-{unit.pk}"
    notices.tell(people.distinct(), key=key, text=said, url=row.get_absolute_url())


@transaction.atomic
def adopt_ticket(row: Ticket, *, by: User) -> Issue:
    """工单列入清单: what the hotline heard becomes an issue of the unit, with the way back."""
    policy.require(by, "adopt_ticket", row.unit)
    if row.issue_id is not None:
        raise Refused("这件工单已经列入清单，不用重复办理。")
    issue = draft_issue(row.campaign, row.unit, row.content, Source.HOTLINE, str(row))
    if not Ticket.objects.filter(pk=row.pk, issue=None).update(issue=issue):
        raise Refused("这件工单已经列入清单，不用重复办理。")
    row.refresh_from_db()
    journal.write(row, "列入清单", by=by, note=issue.number)
    return issue
