"""Keeping the register: what was held, and mending what was written. Nothing here ranks anybody."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

import campaigns.rules as campaigns
import journal.rules as journal
from activities import policy
from activities.models import Activity, ActivityKind, Requirement
from campaigns.models import Campaign
from common.refusal import Refused
from common.wording import tidy
from roster.models import Cadre, Unit, User


@transaction.atomic
def hold(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: ActivityKind,
    title: str,
    held_on: date,
    by: User,
    host: str = "",
    attended_count: int = 0,
    expected_count: int | None = None,
    made_up_count: int = 0,
    pass_mark: int | None = None,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    leaders: Iterable[Cadre] = (),
    requirement: Requirement | None = None,
) -> Activity:
    """登记活动: note what was held; a 专题会 is refused while the unit's list has not passed."""
    policy.require(by, "hold", unit)
    if not tidy(title):
        raise Refused("请填写名称。")
    if held_on > localdate():
        raise Refused("日期不能晚于今天，开过之后再登记。")
    _refuse_crowd(expected_count, attended_count + made_up_count)
    _refuse_foreign(requirement, campaign, kind)
    permit = campaigns.require_gate(campaign, unit).permit_number if kind.needs_gate else ""
    row = Activity.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        requirement=requirement,
        title=tidy(title),
        held_on=held_on,
        host=tidy(host),
        attended_count=attended_count,
        expected_count=expected_count,
        made_up_count=made_up_count,
        pass_mark=(pass_mark or 60) if kind.is_test else None,
        facts=_checked(kind, facts or {}),
        text=tidy(text),
        permit_number=permit,
        by=by,
    )
    row.leaders.set(leaders)
    journal.write(row, "登记活动", by=by, note=permit)
    return row


def _refuse_crowd(expected: int | None, came: int) -> None:
    if expected is not None and came > expected:
        raise Refused(f"参加和补学共{came}人，多于应到{expected}人，请核对人数。")


def _refuse_foreign(
    requirement: Requirement | None, campaign: Campaign, kind: ActivityKind
) -> None:
    if requirement is None:
        return
    if requirement.campaign_id != campaign.pk:
        raise Refused("这项学习任务属于另一个活动，请重新选择。")
    if requirement.kind_id != kind.pk:
        raise Refused(f"学习任务“{requirement}”要求的种类是“{requirement.kind}”，请按该种类登记。")


def _checked(kind: ActivityKind, facts: Mapping[str, Any]) -> dict[str, str]:
    """The kind's own fields, tidied; what the kind does not ask is left out."""
    found: dict[str, str] = {}
    for field in kind.fields:
        label, value = field["label"], tidy(str(facts.get(field["label"]) or ""))
        if not value and field.get("is_required"):
            raise Refused(f"“{kind}”须填写“{label}”。")
        if value and field["type"] == "number" and not value.isdecimal():
            raise Refused(f"“{label}”应填数字，现在写的是“{value}”。")
        if value and field["type"] == "choice" and value not in field["choices"]:
            raise Refused(f"“{label}”应从{'、'.join(field['choices'])}中选，现在写的是“{value}”。")
        if value:
            found[label] = value[:300]
    return found


@transaction.atomic
def correct(
    row: Activity,
    *,
    by: User,
    attended_count: int,
    text: str,
    made_up_count: int | None = None,
) -> None:
    """更正登记: the numbers of people and the words may be mended; kind and day stay."""
    policy.require(by, "correct", row.unit)
    made_up = row.made_up_count if made_up_count is None else made_up_count
    _refuse_crowd(row.expected_count, attended_count + made_up)
    former = f"参加人数{row.attended_count}更正为{attended_count}"
    if made_up != row.made_up_count:
        former += f"，补学人数{row.made_up_count}更正为{made_up}"
    Activity.objects.filter(pk=row.pk).update(
        attended_count=attended_count, made_up_count=made_up, text=tidy(text)
    )
    row.refresh_from_db()
    journal.write(row, "更正登记", by=by, note=former)
