"""Several ledgers of one campaign: kept by the office, each issue stands in one."""

from django.db import transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, Ledger
from issues.words import MAIN
from roster.models import User


@transaction.atomic
def keep_ledger(
    campaign: Campaign,
    *,
    by: User | None,
    name: str,
    basis: str = "",
    is_shut: bool = False,
    row: Ledger | None = None,
) -> Ledger:
    """设专项台账: add one, or change its name, its basis and whether it takes new issues."""
    policy.require_office(by)
    name = tidy(name)
    if not name or name == MAIN:
        raise Refused("请写明专项台账的名称，如“巡察反馈问题整改台账”。")
    others = campaign.ledgers.exclude(pk=row.pk) if row else campaign.ledgers.all()
    if others.filter(name=name).exists():
        raise Refused(f"已经有“{name}”，请换一个名称。")
    kept = row or Ledger(campaign=campaign, order=campaign.ledgers.count() + 1)
    kept.name, kept.basis, kept.is_shut = name, tidy(basis), is_shut
    kept.save()
    journal.write(campaign, "设专项台账", by=by, note=name, shut=is_shut)
    return kept


@transaction.atomic
def put_in_ledger(issue: Issue, *, by: User, ledger: Ledger | None) -> None:
    """归入台账: move an issue to another ledger of its campaign; none is the main one."""
    policy.require_issue(by, issue, "put_in_ledger")
    require_takes(issue.campaign, ledger)
    Issue.objects.filter(pk=issue.pk).update(ledger=ledger)
    journal.write(issue, "归入台账", by=by, note=ledger.name if ledger else MAIN)


def require_takes(campaign: Campaign, ledger: Ledger | None) -> None:
    """台账检查: raise Refused for a ledger of another campaign or one that takes no more."""
    if ledger is None:
        return
    if ledger.campaign_id != campaign.pk:
        raise Refused("这本台账属于另一个活动，请从列表中重新选择。")
    if ledger.is_shut:
        raise Refused(f"“{ledger}”已停止登记新问题，请选其他台账。")
