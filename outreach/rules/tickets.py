"""Tickets of the hotline: take an export in, place what was unknown, rule who leads, adopt."""

import hashlib
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, make_aware

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from common.refusal import Refused
from common.wording import tidy
from common.workbook.report import Report, Row
from issues.models import Issue
from issues.words import Source
from outreach import policy, readings
from outreach.models import Stray, Ticket
from outreach.rules.hearing import draft_issue
from roster.models import Unit, User
from roster.readings import without_personal_data
from roster.words import Work

OFFICE_ONLY: Final = "热线工单由领导小组办公室导入、对应和裁定。"
END_OF_DAY: Final = time(17, 30)
MOMENTS: Final = ("received_at", "dispatched_at", "signed_at", "due_at", "finished_at")
WHY: Final = {
    "unknown_unit": "名册里没有这个单位",
    "ambiguous_unit": "单位名称可能指多个单位",
    "missing_order_no": "没有办件编号，库里也没有同样内容的工单",
}


@transaction.atomic
def take_tickets(report: Report, campaign: Campaign | None, *, by: User | None = None) -> int:
    """导入工单: one row an order number; a known number is brought up to date. Returns how many.

    Lines without a known unit or number wait among the strays until the office places them.
    """
    if campaign is None:
        raise Refused("还没有活动，请先建立活动再导入。")
    if by is not None:
        policy.require_office(by, OFFICE_ONLY)
    units = {unit.code: unit for unit in Unit.objects.standing()}
    days = campaigns.calendar()
    for row in report.rows:
        unit = units.get(row["unit_code"])
        if unit is None:
            raise Refused(f"第{row['row']}行：名册里没有编码为{row['unit_code']}的单位。")
        _keep(campaign, row["order_no"], {**facts_of(row), "unit": unit}, days)
    for row in report.held:
        _hold(campaign, row, days)
    count = len(report.rows)
    journal.write(campaign, "导入工单", by=by, count=count, strays=len(report.held))
    return count


def facts_of(row: Row) -> dict[str, Any]:
    """What a line says of a ticket, persons masked; what it does not say is left out."""
    said: dict[str, Any] = {
        "title": without_personal_data(row.get("title") or "")[:200],
        "content": without_personal_data(row.get("content") or row.get("title") or ""),
        "channel": (row.get("channel") or "")[:40],
        "appeal_type": (row.get("appeal_type") or "")[:40],
        "category": "／".join(row[name] for name in ("cat1", "cat2", "cat3") if row.get(name))[:80],
        "town": (row.get("town") or "")[:60],
        "dept": (row.get("dept") or "")[:60],
        "phone_masked": (row.get("phone_masked") or "")[:20],
        "reply": without_personal_data(row.get("reply") or ""),
        "complaint": without_personal_data(row.get("unsatisfied_reason") or ""),
        "satisfied": readings.content_of(row.get("satisfied")),
        "is_contacted": readings.is_said(row.get("contacted")),
        "is_solved": readings.is_said(row.get("solved")),
        **{name: _moment(row.get(name)) for name in MOMENTS},
    }
    said["is_visited"] = _is_visited(row, said)
    said["is_finished"] = bool(row.get("finished") or said["finished_at"]) or None
    if row.get("status_raw"):
        said["is_finished"] = bool(row.get("finished"))
    for name, heading in (("returns", "return_count"), ("redos", "redo_count")):
        said[name] = readings.count_of(row.get(heading)) or None
    return {name: value for name, value in said.items() if value not in (None, "")}


def _is_visited(row: Row, said: dict[str, Any]) -> bool | None:
    """有效回访 as the export says; where it has no such column, whoever judged was reached."""
    valid = readings.is_said(row.get("visit_valid"))
    return valid if row.get("visit_valid") else bool(said["satisfied"]) or None


def _moment(written: str | None) -> datetime | None:
    if not written:
        return None
    return datetime.fromisoformat(written).replace(tzinfo=get_current_timezone())


def _keep(campaign: Campaign, order_no: str, facts: dict[str, Any], days: Calendar) -> Ticket:
    """Write a new ticket or bring a known one up to date; many returns are told to the office."""
    row = Ticket.objects.filter(campaign=campaign, order_no=order_no).first()
    was_bouncing = row is not None and row.is_bouncing
    if row is not None and row.ruled_by_id:
        facts = {name: value for name, value in facts.items() if name != "unit"}
    row = row or Ticket(campaign=campaign, order_no=order_no)
    for name, value in facts.items():
        setattr(row, name, value)
    row.due_at = row.due_at or _limit(row, days)
    row.save()
    if row.is_bouncing and not was_bouncing:
        _raise(row)
    return row


def _limit(row: Ticket, days: Calendar) -> datetime | None:
    """The clock starts at the dispatch, whenever the unit signed for it."""
    if row.dispatched_at is None:
        return None
    sent = localdate(row.dispatched_at)
    return make_aware(
        datetime.combine(days.add(sent, readings.limit_of(row.appeal_type)), END_OF_DAY)
    )


def _raise(row: Ticket) -> None:
    office = User.objects.filter(duties__work=Work.OFFICE).distinct()
    said = f"热线工单{row.order_no}已重办{row.redos}次、转办{row.returns}次，请裁定牵头单位或督办。"
    notices.tell(office, key=f"ticket-bounce-{row.pk}", text=said, url=row.get_absolute_url())


def _hold(campaign: Campaign, row: Row, days: Calendar) -> None:
    """A line that could not be matched: by its words to one known ticket, otherwise a stray."""
    facts = facts_of(row)
    if "missing_order_no" in row["reasons"]:
        same = Ticket.objects.filter(campaign=campaign, content=facts.get("content", ""))[:2]
        if len(same) == 1:
            _keep(campaign, same[0].order_no, {**facts, "unit": same[0].unit}, days)
            return
    number = row.get("order_no") or ""
    known = "|".join((number, row.get("unit_raw") or "", facts.get("content", "")))
    Stray.objects.get_or_create(
        campaign=campaign,
        digest=hashlib.sha256(known.encode()).hexdigest(),
        defaults={
            "order_no": number[:60],
            "unit_said": (row.get("unit_raw") or "")[:120],
            "reason": "；".join(WHY.get(code, code) for code in row["reasons"])[:200],
            "content": facts.get("content", ""),
            "facts": _plain({**row, **{name: facts.get(name) for name in ("content", "reply")}}),
        },
    )


UNMASKED: Final = ("caller_raw", "title", "unsatisfied_reason", "remark")


def _plain(row: Row) -> dict[str, Any]:
    """The line as it may be kept: without who called, every number masked."""
    kept = {name: value for name, value in row.items() if name != "caller_raw"}
    for name in UNMASKED:
        if isinstance(kept.get(name), str):
            kept[name] = without_personal_data(kept[name])
    return kept


@transaction.atomic
def place_ticket(row: Stray, *, by: User, unit: Unit, order_no: str) -> Ticket:
    """对应工单: say which unit and which number a line of an export means; once."""
    policy.require_office(by, OFFICE_ONLY)
    if not tidy(order_no):
        raise Refused("请填写办件编号；确实没有编号的，可填来件登记号。")
    ticket = _keep(
        row.campaign,
        tidy(order_no)[:60],
        {**facts_of(row.facts), "unit": unit},
        campaigns.calendar(),
    )
    if not Stray.objects.filter(pk=row.pk, ticket=None).update(ticket=ticket, placed_by=by):
        raise Refused("这一条已经对应过了。")
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
        raise Refused("这件工单已经列入清单。")
    issue = draft_issue(row.campaign, row.unit, row.content, Source.HOTLINE, str(row))
    if not Ticket.objects.filter(pk=row.pk, issue=None).update(issue=issue):
        raise Refused("这件工单已经列入清单。")
    row.refresh_from_db()
    journal.write(row, "列入清单", by=by, note=issue.number)
    return issue
