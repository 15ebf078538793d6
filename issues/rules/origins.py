"""What others pointed out: entered by the office, claimed by the unit it is given to."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from issues import policy
from issues.figures import FROM_OUTSIDE
from issues.models import Issue, Ledger
from issues.rules.counting import step
from issues.rules.drafting import draft
from issues.rules.ledgers import require_takes
from issues.rules.saying import said, tell_unit
from issues.words import Level, Source
from roster.models import Unit, User

ORIGINS = (*FROM_OUTSIDE, Source.LEADERS, Source.COVERT, Source.AUDIT, Source.DISCIPLINE)


@transaction.atomic
def enter_origin(
    campaign: Campaign,
    unit: Unit,
    *,
    by: User,
    text: str,
    source: str,
    origin: str,
    claim_due_on: date,
    due_on: date,
    today: date,
    example: str = "",
    found_on: date | None = None,
    ledger: Ledger | None = None,
    level: str = Level.UNIT,
) -> Issue:
    """登记外部问题: what was pointed out from outside enters the ledger and waits to be claimed.

    Raises Refused for a source from inside, and for dates that leave no time (001-06, 003-03).
    """
    policy.require_office(by)
    _refuse_origin(source, claim_due_on, due_on, today)
    require_takes(campaign, ledger)
    issue = draft(
        campaign,
        unit,
        by=None,
        text=said(text, "请写明存在的问题。"),
        example=example,
        source=source,
        origin=said(origin, "请写明来源：谁在什么时候、什么文件或节目中点出。"),
        found_on=found_on,
        due_on=due_on,
    )
    kept = {"claim_due_on": claim_due_on, "ledger": ledger, "level": level}
    Issue.objects.filter(pk=issue.pk).update(**kept)
    step(issue, Issue.Status.RECTIFYING, approved_at=now())
    journal.write(issue, "登记外部问题", by=by, note=origin[:200], source=source)
    text = f"{issue.get_source_display()}点出“{issue.number}”，请于{claim_due_on}前认领；"
    tell_unit(issue, f"{text}不属于本单位的请提出转办。", "origin")
    return issue


def _refuse_origin(source: str, claim_due_on: date, due_on: date, today: date) -> None:
    if source not in ORIGINS:
        raise Refused("这里只登记外部点出的问题；自己查摆的问题请由单位写入清单。")
    if claim_due_on < today:
        raise Refused("认领时限不能早于今天。")
    if due_on < claim_due_on:
        raise Refused("整改时限不能早于认领时限。")
