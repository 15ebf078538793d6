"""Errors at work: note one, put it right within its day, let it become an issue."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

import campaigns.rules as campaigns
import issues.rules as issue_rules
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from roster.models import Unit, User
from supervision import policy
from supervision.models import Incident
from supervision.rules.telling import tell

MEND_WORKDAYS: Final = 1


@transaction.atomic
def note_incident(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    found: str,
    found_on: date,
    text: str,
    by: User,
    harm: str = "",
    due_on: date | None = None,
) -> Incident:
    """记差错: what went wrong and who came upon it; it is put right by the next workday at best."""
    policy.require(by, "note_incident", unit)
    if not tidy(text):
        raise Refused("请写明差错情况：什么事、错在哪里、涉及哪份文书或哪项数据。")
    if found_on > localdate():
        raise Refused("发现日期不能晚于今天。")
    due_on = due_on or campaigns.calendar().add(found_on, MEND_WORKDAYS)
    if due_on < found_on:
        raise Refused("纠正时限不能早于发现日期。")
    row = Incident.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        found=found,
        found_on=found_on,
        text=tidy(text),
        harm=tidy(harm),
        due_on=due_on,
        by=by,
    )
    journal.write(row, "记差错", by=by)
    said = f"登记了一件差错，请在{due_on}前纠正：{row.text[:60]}"
    tell(unit, f"incident-{row.pk}", said, row.get_absolute_url(), due_on=due_on)
    return row


@transaction.atomic
def mend_incident(row: Incident, *, by: User, mended_on: date, mending: str) -> None:
    """纠正差错: when and how it was put right; a late one stays seen as late."""
    policy.require(by, "mend_incident", row.unit)
    if not tidy(mending):
        raise Refused("请写明怎样纠正、怎样避免再犯。")
    if not row.found_on <= mended_on <= localdate():
        raise Refused(f"纠正日期应在{row.found_on}到今天之间。")
    said = {"mended_on": mended_on, "mending": tidy(mending)}
    if not Incident.objects.filter(pk=row.pk, mended_on=None).update(**said):
        raise Conflict("这件差错已经登记过纠正。")
    row.refresh_from_db()
    notices.put_away([f"incident-{row.pk}"])
    journal.write(row, "纠正差错", by=by, note=row.mending[:80])


@transaction.atomic
def raise_incident(row: Incident, *, by: User) -> Issue:
    """差错列入清单: an error that tells of the way of working becomes an issue of the unit."""
    policy.require(by, "raise_incident", row.unit)
    Incident.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    if row.issue_id is not None:
        raise Conflict("这件差错已经列入清单。")
    issue = issue_rules.draft(
        row.campaign,
        row.unit,
        by=by,
        text=row.text,
        example=row.harm or row.text,
        source=Source.ERROR,
        origin=f"{row.get_kind_display()} {row.get_found_display()}",
        found_on=row.found_on,
    )
    Incident.objects.filter(pk=row.pk).update(issue=issue)
    row.refresh_from_db()
    journal.write(row, "列入清单", by=by, note=issue.number)
    return issue
