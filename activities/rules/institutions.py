"""Rules that were made or mended, and the later look at whether they work."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

import journal.rules as journal
from activities import policy
from activities.models import Effect, Institution
from campaigns.models import Campaign
from common.refusal import Refused
from common.wording import tidy
from roster.models import Unit, User


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
    check_on: date | None = None,
) -> Institution:
    """登记制度: a rule that was made or mended, with its clause and the issue it answers."""
    policy.require(by, "register_institution", unit)
    if not tidy(title) or not tidy(new_text):
        raise Refused("请写明制度名称和新条款。")
    if check_on and check_on <= issued_on:
        raise Refused("成效检查日期应晚于印发日期，制度执行一段时间再检查。")
    row = Institution.objects.create(
        campaign=campaign,
        unit=unit,
        title=tidy(title),
        new_text=tidy(new_text),
        old_text=tidy(old_text),
        issued_on=issued_on,
        issue_number=tidy(issue_number),
        check_on=check_on,
        by=by,
    )
    journal.write(row, "登记制度", by=by)
    return row


@transaction.atomic
def check_effect(
    row: Institution,
    *,
    finding: str,
    note: str,
    by: User,
    checked_on: date | None = None,
    check_again_on: date | None = None,
) -> Effect:
    """检查制度成效: not by its own registrar; findings add up, none is replaced."""
    policy.require(by, "check_effect", row.unit)
    if by.pk == row.by_id:
        raise Refused("制度由登记人以外的人检查成效，请换一名同事登记。")
    day = checked_on or localdate()
    if day > localdate() or day < row.issued_on:
        raise Refused("检查日期应在制度印发之后、今天以前。")
    if not tidy(note):
        raise Refused("请写明看了什么、依据是什么。")
    effect = Effect.objects.create(
        institution=row, checked_on=day, finding=finding, note=tidy(note), by=by
    )
    Institution.objects.filter(pk=row.pk).update(check_on=check_again_on)
    journal.write(row, "检查制度成效", by=by, note=effect.get_finding_display())
    return effect
