"""Keeping the register: what was held, corrected, made into a rule. Nothing here ranks anybody."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

import campaigns.rules as campaigns
import journal.rules as journal
from activities import policy
from activities.models import Activity, ActivityKind, Institution
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from roster.models import Unit, User


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
    text: str = "",
) -> Activity:
    """登记活动: note what was held; a 专题会 is refused while the unit's list has not passed."""
    policy.require(by, "hold", unit)
    if not tidy(title):
        raise Refused("没有写名称。")
    if held_on > localdate():
        raise Refused("日期不能晚于今天，开过之后再登记。")
    permit = campaigns.require_gate(campaign, unit).permit_number if kind.needs_gate else ""
    row = Activity.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        title=tidy(title),
        held_on=held_on,
        host=tidy(host),
        attended_count=attended_count,
        text=tidy(text),
        permit_number=permit,
        by=by,
    )
    journal.write(row, "登记活动", by=by, note=permit)
    return row


@transaction.atomic
def correct(row: Activity, *, by: User, attended_count: int, text: str) -> None:
    """更正登记: the number of people and the words may be mended; kind and day stay."""
    policy.require(by, "correct", row.unit)
    former = row.attended_count
    Activity.objects.filter(pk=row.pk).update(attended_count=attended_count, text=tidy(text))
    row.refresh_from_db()
    journal.write(row, "更正登记", by=by, note=f"参加人数{former}更正为{attended_count}")


@transaction.atomic
def register_institution(
    campaign: Campaign,
    unit: Unit,
    *,
    title: str,
    new_text: str,
    issued_on: date,
    by: User,
    old_text: str = "",
    issue_number: str = "",
) -> Institution:
    """登记制度: a rule that was made or mended, with its clause and the issue it answers."""
    policy.require(by, "register_institution", unit)
    if not tidy(title) or not tidy(new_text):
        raise Refused("请写明制度名称和新条款。")
    row = Institution.objects.create(
        campaign=campaign,
        unit=unit,
        title=tidy(title),
        new_text=tidy(new_text),
        old_text=tidy(old_text),
        issued_on=issued_on,
        issue_number=tidy(issue_number),
        by=by,
    )
    journal.write(row, "登记制度", by=by)
    return row


def install_kinds() -> int:
    """装入活动种类: the shipped kinds; those that exist stay as they are."""
    made = 0
    for order, entry in enumerate(dictionary("activities", "kinds")["kinds"]):
        _, is_new = ActivityKind.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "group": entry["group"],
                "needs_gate": entry.get("needs_gate", False),
                "order": order,
            },
        )
        made += is_new
    return made
