"""Supervision: inspect, raise findings, order, propose and sign cards, always by name."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import issues.rules as issue_rules
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from roster.models import Unit, User
from roster.words import Work
from supervision import policy
from supervision.models import Card, Finding, Inspection, Order, Rung


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
    _tell(row.unit, f"inspection-{row.pk}", f"督查情况已反馈：{row.text[:60]}", "/supervision/")


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
    campaign: Campaign, unit: Unit, *, subject: str, content: str, due_on: date, by: User
) -> Order:
    """督办: hand a matter to a unit under a number; the unit is told."""
    policy.require(by, "send_order", unit)
    if not tidy(subject) or not tidy(content):
        raise Refused("请写明督办事项和内容。")
    number = f"督〔{localdate().year}〕{Order.objects.filter(campaign=campaign).count() + 1}号"
    row = Order.objects.create(
        campaign=campaign,
        unit=unit,
        number=number,
        subject=tidy(subject),
        content=tidy(content),
        due_on=due_on,
        by=by,
    )
    journal.write(row, "督办", by=by)
    _tell(
        unit,
        f"order-{row.pk}",
        f"收到督办单{number}：{row.subject}，请签收。",
        "/supervision/orders/",
    )
    return row


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


@transaction.atomic
def propose_card(
    campaign: Campaign, unit: Unit, *, rung: Rung, reason: str, by: User, issue: Issue | None = None
) -> Card:
    """建议亮牌: a proposal with its reason; nothing happens to the unit yet."""
    policy.require(by, "propose_card", unit)
    if not tidy(reason):
        raise Refused("请写明亮牌的事由和依据。")
    row = Card.objects.create(
        campaign=campaign, unit=unit, rung=rung, reason=tidy(reason), issue=issue, proposed_by=by
    )
    journal.write(row, "建议亮牌", by=by, note=row.reason)
    return row


@transaction.atomic
def sign_card(row: Card, *, by: User) -> None:
    """签发亮牌: a named person other than the proposer signs; a red one only a leader."""
    policy.require(by, "sign_red_card" if row.rung.needs_leader else "sign_card", row.unit)
    if row.proposed_by_id == by.pk:
        raise Refused("提出建议和签发须由两个人办理。")
    due = campaigns.calendar().add(localdate(), row.rung.respond_workdays)
    row.move(Card.Status.SIGNED, signed_by=by, signed_at=now(), respond_by=due)
    journal.write(row, "签发亮牌", by=by)
    text = f"本单位被{row.rung}：{row.reason}。请于{due}前书面说明。"
    _tell(row.unit, f"card-{row.pk}", text, "/supervision/cards/")


@transaction.atomic
def refuse_card(row: Card, *, by: User, answer: str) -> None:
    """不予亮牌: the proposal is turned down, with the reason."""
    policy.require(by, "refuse_card", row.unit)
    if not tidy(answer):
        raise Refused("请写明不予亮牌的理由。")
    row.move(Card.Status.REFUSED, answer=tidy(answer))
    journal.write(row, "不予亮牌", by=by, note=tidy(answer))


@transaction.atomic
def lift_card(row: Card, *, by: User, answer: str) -> None:
    """解除亮牌: after the rectification was verified; the card stays in the history."""
    policy.require(by, "lift_card", row.unit)
    if not tidy(answer):
        raise Refused("请写明核实情况。")
    row.move(Card.Status.LIFTED, answer=tidy(answer), lifted_at=now())
    journal.write(row, "解除亮牌", by=by, note=tidy(answer))


def install_rungs() -> int:
    """装入亮牌阶梯: the shipped ladder; rungs that exist stay as they are."""
    ladder = dictionary("supervision", "ladders")["card_rules"]["default"]["ladder"]
    made = 0
    for order, entry in enumerate(ladder):
        _, is_new = Rung.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "colour": entry["color"],
                "meaning": "；".join(entry["consequences"]),
                "needs_leader": entry["code"] == "red",
                "respond_workdays": entry["respond_workdays"],
                "order": order,
            },
        )
        made += is_new
    return made


def _tell(unit: Unit, key: str, text: str, url: str) -> None:
    people = User.objects.filter(
        duties__unit=unit, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    notices.tell(people, key=key, text=text, kind="supervision", url=url)
