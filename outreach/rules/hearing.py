"""Hearing people out: write down, settle or explain, adopt as an issue, take tickets."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate

import issues.rules as issue_rules
import journal.rules as journal
from campaigns.models import Campaign, Category
from common.refusal import Refused
from common.wording import tidy
from common.workbook.report import Report
from issues.models import Issue
from issues.words import Source
from outreach import policy
from outreach.models import Opinion, Ticket, Visit
from roster.models import Unit, User
from roster.readings import without_personal_data

FOUND_BY: dict[str, Source] = {Opinion.Channel.MEETING: Source.COLLEAGUES}
"""What colleagues say of one another at the meeting is 互相帮 (000-12); the rest is 征求意见."""


@transaction.atomic
def record_visit(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    target: str,
    visited_on: date,
    visitor: str,
    by: User,
    demand: str = "",
) -> Visit:
    """记走访: who was visited, when, by whom, and what they asked for."""
    policy.require(by, "record_visit", unit)
    if not tidy(target) or not tidy(visitor):
        raise Refused("请写明走访对象和走访干部。")
    if visited_on > localdate():
        raise Refused("走访日期不能晚于今天。")
    row = Visit.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        target=tidy(target),
        visited_on=visited_on,
        visitor=tidy(visitor),
        demand=tidy(demand),
        by=by,
    )
    journal.write(row, "记走访", by=by)
    return row


@transaction.atomic
def settle(row: Visit, *, by: User, handling: str, reply: str) -> None:
    """办理诉求: settled on the spot, explained, or handed to the hotline, with the answer."""
    policy.require(by, "settle", row.unit)
    if not row.demand:
        raise Refused("这次走访没有记下诉求，不用办理。")
    if handling not in {
        Visit.Handling.SETTLED,
        Visit.Handling.EXPLAINED,
        Visit.Handling.TRANSFERRED,
    }:
        raise Refused("请选择现场解决、解释说明或转12345。")
    if not tidy(reply):
        raise Refused("请写明怎样答复的。")
    Visit.objects.filter(pk=row.pk).update(handling=handling, reply=tidy(reply))
    row.refresh_from_db()
    journal.write(row, "办理诉求", by=by, note=tidy(reply))


@transaction.atomic
def adopt_visit(row: Visit, *, by: User) -> Issue:
    """遍访纳入清单: put what was heard on the unit's issue list, with the way back kept here."""
    policy.require(by, "adopt", row.unit)
    if not row.demand or row.issue_id is not None:
        raise Refused("这次走访没有诉求，或诉求已经纳入清单。")
    issue = _draft(row.campaign, row.unit, row.demand, Source.VISIT, str(row), by)
    Visit.objects.filter(pk=row.pk).update(issue=issue, handling=Visit.Handling.ADOPTED)
    row.refresh_from_db()
    journal.write(row, "纳入清单", by=by, note=issue.number)
    return issue


@transaction.atomic
def record_opinion(
    campaign: Campaign,
    unit: Unit,
    *,
    channel: str,
    text: str,
    received_on: date,
    by: User,
    proposer: str = "",
    category: Category | None = None,
) -> Opinion:
    """登记意见: word for word, put in its class; the person may stay unnamed (003-02)."""
    policy.require(by, "record_opinion", unit)
    if not tidy(text):
        raise Refused("请写明意见内容。")
    row = Opinion.objects.create(
        campaign=campaign,
        unit=unit,
        channel=channel,
        text=tidy(text),
        proposer=tidy(proposer),
        category=category,
        received_on=received_on,
        by=by,
    )
    journal.write(row, "登记意见", by=by)
    return row


@transaction.atomic
def adopt(row: Opinion, *, by: User, reason: str = "") -> Issue:
    """采纳: put what somebody said on the unit's issue list."""
    policy.require(by, "adopt", row.unit)
    source = FOUND_BY.get(row.channel, Source.OPINION)
    origin = row.get_channel_display()
    issue = _draft(row.campaign, row.unit, row.text, source, origin, by, category=row.category)
    row.move(Opinion.Status.ADOPTED, issue=issue, reason=tidy(reason))
    journal.write(row, "采纳", by=by, note=issue.number)
    return issue


@transaction.atomic
def decline(row: Opinion, *, by: User, reason: str) -> None:
    """不采纳: never without a reason."""
    policy.require(by, "decline", row.unit)
    if not tidy(reason):
        raise Refused("不采纳的，请写明理由。")
    row.move(Opinion.Status.DECLINED, reason=tidy(reason))
    journal.write(row, "不采纳", by=by, note=tidy(reason))


def _draft(
    campaign: Campaign,
    unit: Unit,
    text: str,
    source: str,
    origin: str,
    by: User,
    *,
    category: Category | None = None,
) -> Issue:
    """A draft on the unit's list when the list is open, otherwise beside it."""
    issue_list = issue_rules.open_list(campaign, unit, by=None)
    return issue_rules.draft(
        campaign,
        unit,
        by=None,
        issue_list=issue_list if issue_list.is_editable else None,
        text=text[:200],
        example=text,
        source=source,
        origin=origin[:200],
        category=category,
        found_on=localdate(),
    )


@transaction.atomic
def take_tickets(report: Report, campaign: Campaign | None) -> int:
    """导入工单: one row an order number; a known number is brought up to date. Returns how many."""
    if campaign is None:
        raise Refused("还没有活动，请先建立活动再导入。")
    units = {unit.code: unit for unit in Unit.objects.standing()}
    for row in report.rows:
        unit = units.get(row["unit_code"])
        if unit is None:
            raise Refused(f"第{row['row']}行：名册里没有编码为{row['unit_code']}的单位。")
        Ticket.objects.update_or_create(
            campaign=campaign, order_no=row["order_no"], defaults=_ticket(row, unit)
        )
    journal.write(campaign, "导入工单", by=None, count=len(report.rows))
    return len(report.rows)


def _ticket(row: dict[str, Any], unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit,
        "title": without_personal_data(row.get("title") or "")[:200],
        "content": without_personal_data(row.get("content") or ""),
        "channel": (row.get("channel") or "")[:40],
        "category": "／".join(part for part in (row.get("cat1"), row.get("cat2")) if part)[:80],
        "phone_masked": row.get("phone_masked") or "",
        "reply": without_personal_data(row.get("reply") or ""),
        "dispatched_at": _moment(row.get("dispatched_at")),
        "due_at": _moment(row.get("due_at")),
        "is_finished": bool(row.get("finished")),
    }


def _moment(written: str | None) -> datetime | None:
    if not written:
        return None
    return datetime.fromisoformat(written).replace(tzinfo=get_current_timezone())
