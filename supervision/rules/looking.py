"""Looking on: inspect, raise findings, send papers of the ladder, sign for them, answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import issues.rules as issue_rules
import journal.rules as journal
from campaigns.models import Campaign
from common import attached
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from roster.models import Unit, User
from supervision import policy
from supervision.models import Finding, Inspection, Order, Photo
from supervision.rules.telling import tell

MOST_PHOTOS: Final = 10


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
    photos: Sequence[UploadedFile[Any]] = (),
) -> Inspection:
    """督查: note who looked where and what was found; hidden from the unit until released."""
    policy.require(by, "inspect", unit)
    if not tidy(text) or not tidy(inspectors):
        raise Refused("请写明检查人和检查情况。")
    if inspected_on > localdate():
        raise Refused("检查日期不能晚于今天。")
    if len(photos) > MOST_PHOTOS:
        raise Refused(f"附件最多{MOST_PHOTOS}个，现在有{len(photos)}个。")
    held = [attached.kept(file) for file in photos]
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
    for nth, (ending, content) in enumerate(held, 1):
        kept = Photo(inspection=row, name=f"附件{nth}{ending}")
        kept.file.save(f"{secrets.token_hex(16)}{ending}", ContentFile(content))
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
    tell(row.unit, f"inspection-{row.pk}", f"督查情况已反馈：{row.text[:60]}", "/supervision/")


@transaction.atomic
def raise_issue(row: Finding, *, by: User) -> Issue:
    """列入清单: what was found becomes an issue of the unit, with the way back kept here."""
    inspection = row.inspection
    policy.require(by, "raise_issue", inspection.unit)
    Finding.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    if row.issue_id is not None:
        raise Conflict("这条问题已经列入清单，不用重复办理。")
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
    journal.write(inspection, "列入清单", by=by, note=issue.number)
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
    kind: str = Order.Kind.ORDER,
    follows: Order | None = None,
) -> Order:
    """督办: hand a matter to a unit under a number; the unit is told.

    A paper that follows another must be a sharper one (督办→提醒→告诫→问责建议, practice §1.5).
    """
    policy.require(by, "send_order", unit)
    if not tidy(subject) or not tidy(content):
        raise Refused("请写明督办事项和内容。")
    if follows is not None:
        _refuse_softer(follows, unit, kind)
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # numbers are given one at a time
    number = f"督〔{localdate().year}〕{Order.objects.filter(campaign=campaign).count() + 1}号"
    row = Order.objects.create(
        campaign=campaign,
        unit=unit,
        number=number,
        kind=kind,
        follows=follows,
        subject=tidy(subject),
        content=tidy(content),
        due_on=due_on,
        by=by,
    )
    journal.write(row, "督办", by=by)
    tell(
        unit,
        f"order-{row.pk}",
        f"收到{row.get_kind_display()}{number}：{row.subject}，请签收。",
        "/supervision/orders/",
    )
    return row


LADDER: Final = tuple(Order.Kind.values)
OBJECTED: Final = "已经提出过异议，以答复为准。"
NO_OBJECTION: Final = "没有待答复的异议。"


def _refuse_softer(former: Order, unit: Unit, kind: str) -> None:
    if former.unit_id != unit.pk:
        raise Refused("上一份文书是发给另一个单位的，请核对。")
    if LADDER.index(kind) <= LADDER.index(former.kind):
        raise Refused(f"上一份是{former.get_kind_display()}，这一份应当更进一步，不能重复或后退。")


@transaction.atomic
def object_to(row: Order, *, by: User, objection: str) -> None:
    """提出异议: within one workday the unit says why the matter is not its own (practice §3.2)."""
    policy.require(by, "object_to", row.unit)
    if row.objected_at is not None:
        raise Conflict(OBJECTED)
    last = campaigns.calendar().add(localdate(row.sent_at), 1)
    if localdate() > last:
        raise Refused(f"异议应在收到后1个工作日内提出，最迟{last}，现在请按文书办理。")
    if not tidy(objection):
        raise Refused("请写明为什么不属于本单位。")
    fresh = Order.objects.filter(pk=row.pk, objected_at=None)
    if not fresh.update(objection=tidy(objection), objected_at=now()):
        raise Conflict(OBJECTED)
    row.refresh_from_db()
    journal.write(row, "提出异议", by=by, note=tidy(objection)[:200])


@transaction.atomic
def answer_objection(row: Order, *, by: User, answer: str) -> None:
    """答复异议: decided once; what is decided is not discussed again."""
    policy.require(by, "answer_objection", row.unit)
    if row.objected_at is None or row.objection_answer:
        raise Conflict(NO_OBJECTION)
    if not tidy(answer):
        raise Refused("请写明答复意见。")
    waiting = Order.objects.filter(pk=row.pk, objection_answer="")
    if not waiting.update(objection_answer=tidy(answer)):
        raise Conflict(NO_OBJECTION)
    row.refresh_from_db()
    journal.write(row, "答复异议", by=by, note=tidy(answer)[:200])
    text = f"对{row}的异议已答复：{row.objection_answer[:80]}"
    tell(row.unit, f"objection-{row.pk}", text, "/supervision/orders/")


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
        raise Refused("请写明办理情况。")
    Order.objects.filter(pk=row.pk).update(feedback=tidy(feedback), answered_at=now())
    row.refresh_from_db()
    journal.write(row, "反馈办理情况", by=by, note=tidy(feedback)[:200])
