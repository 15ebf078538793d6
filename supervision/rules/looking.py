"""Looking on: inspect, raise findings, hand over orders, always by name."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import issues.rules as issue_rules
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from roster.models import Unit, User
from roster.words import Work
from supervision import policy
from supervision.models import Finding, Inspection, Order


@transaction.atomic
def inspect(
    campaign: Campaign,
    unit: Unit,
    *,
    method: str,
    inspected_on: date,
    inspectors: str,
    text: str,
    by: User,
    place: str = "",
    findings: Sequence[str] = (),
) -> Inspection:
    """督查: note who looked where and what was found; hidden from the unit until released."""
    policy.require(by, "inspect", unit)
    if not tidy(text) or not tidy(inspectors):
        raise Refused("请写明检查人和检查情况。")
    if inspected_on > localdate():
        raise Refused("检查日期不能晚于今天。")
    row = Inspection.objects.create(
        campaign=campaign,
        unit=unit,
        method=method,
        inspected_on=inspected_on,
        place=tidy(place),
        inspectors=tidy(inspectors),
        text=tidy(text),
        by=by,
    )
    Finding.objects.bulk_create(
        Finding(inspection=row, text=tidy(found)) for found in findings if tidy(found)
    )
    journal.write(row, "督查", by=by)
    return row


@transaction.atomic
def release(row: Inspection, *, by: User) -> None:
    """反馈: from now on the inspected unit sees the inspection."""
    policy.require(by, "release", row.unit)
    if not Inspection.objects.filter(pk=row.pk, released_at=None).update(released_at=now()):
        raise Conflict("这次督查已经反馈过了。")
    row.refresh_from_db()
    journal.write(row, "反馈督查", by=by)
    tell_unit(row.unit, f"inspection-{row.pk}", f"督查情况已反馈：{row.text[:60]}", "/supervision/")


@transaction.atomic
def raise_issue(row: Finding, *, by: User) -> Issue:
    """转台账: what was found becomes an issue of the unit, with the way back kept here."""
    inspection = row.inspection
    policy.require(by, "raise_issue", inspection.unit)
    if row.issue_id is not None:
        raise Conflict("这条问题已经转入台账。")
    issue = issue_rules.draft(
        inspection.campaign,
        inspection.unit,
        by=by,
        text=row.text,
        example=row.text,
        source=Source.COVERT,
        origin=f"{inspection.get_method_display()} {inspection.inspected_on}",
        found_on=inspection.inspected_on,
    )
    Finding.objects.filter(pk=row.pk).update(issue=issue)
    row.refresh_from_db()
    journal.write(inspection, "转台账", by=by, note=issue.number)
    return issue


@transaction.atomic
def send_order(
    campaign: Campaign,
    unit: Unit,
    *,
    subject: str,
    content: str,
    due_on: date,
    by: User,
    kind: str = Order.Kind.URGE,
    follows: Order | None = None,
) -> Order:
    """督办: hand a matter to a unit under a number; the unit is told."""
    policy.require(by, "send_order", unit)
    if not tidy(subject) or not tidy(content):
        raise Refused("请写明督办事项和内容。")
    number = f"督〔{localdate().year}〕{Order.objects.filter(campaign=campaign).count() + 1}号"
    row = Order.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        follows=follows,
        number=number,
        subject=tidy(subject),
        content=tidy(content),
        due_on=due_on,
        by=by,
    )
    journal.write(row, "督办", by=by)
    tell_unit(
        unit,
        f"order-{row.pk}",
        f"收到{row.get_kind_display()}{number}：{row.subject}，请签收。",
        "/supervision/orders/",
    )
    return row


@transaction.atomic
def escalate_order(row: Order, *, by: User, due_on: date) -> Order:
    """升级文书: the next harder paper, once the day has passed without an answer."""
    policy.require(by, "send_order", row.unit)
    if not row.is_ignored(localdate()):
        raise Refused("到期未反馈的才能升级文书。")
    harder = Order.HARDER.get(Order.Kind(row.kind))
    if harder is None:
        raise Refused("问责建议书之后由领导小组研究，不再升级文书。")
    if Order.objects.filter(follows=row).exists():
        raise Conflict("已经发出下一份文书。")
    content = (
        f"{row.get_kind_display()}{row.number}应于{row.due_on}前反馈，至今没有反馈。\n{row.content}"
    )
    return send_order(
        row.campaign,
        row.unit,
        subject=row.subject,
        content=content,
        due_on=due_on,
        by=by,
        kind=harder,
        follows=row,
    )


@transaction.atomic
def acknowledge(row: Order, *, by: User) -> None:
    """签收: the unit has received the order."""
    policy.require(by, "acknowledge", row.unit)
    waiting = Order.objects.filter(pk=row.pk, acknowledged_at=None)
    if not waiting.update(acknowledged_at=now(), acknowledged_by=by):
        raise Conflict("这份督办单已经签收。")
    row.refresh_from_db()
    journal.write(row, "签收", by=by)


@transaction.atomic
def answer_order(row: Order, *, by: User, feedback: str) -> None:
    """反馈办理情况: only after it was signed for."""
    policy.require(by, "answer_order", row.unit)
    if row.acknowledged_at is None:
        raise Refused("请先签收再反馈。")
    if not tidy(feedback):
        raise Refused("没有写办理情况。")
    Order.objects.filter(pk=row.pk).update(feedback=tidy(feedback), answered_at=now())
    row.refresh_from_db()
    journal.write(row, "反馈办理情况", by=by, note=tidy(feedback)[:200])


def tell_unit(unit: Unit, key: str, text: str, url: str) -> None:
    """Tell the unit's clerk and head."""
    people = User.objects.filter(
        duties__unit=unit, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    notices.tell(people, key=key, text=text, kind="supervision", url=url)
