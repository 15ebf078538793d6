"""The gate before the 专题会: cleared by a review, shut when what was approved changes."""

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns import policy
from campaigns.models import Campaign, Gate
from common.refusal import Refused
from common.wording import tidy
from roster.models import Unit, User

LONGEST_REASON = 300


def require_gate(campaign: Campaign, unit: Unit) -> Gate:
    """准入检查: raise Refused while the unit's list has not passed (审核不通过不能召开专题会)."""
    gate = Gate.objects.filter(campaign=campaign, unit=unit).first()
    if gate is None or not gate.is_open:
        reason = gate.shut_reason if gate else "问题清单尚未审核通过"
        raise Refused(f"“{unit}”尚未取得专题会准入：{reason}。请先完成问题清单审核。")
    return gate


@transaction.atomic
def clear_gate(
    campaign: Campaign, unit: Unit, *, permit_number: str, content_digest: str, by: User
) -> Gate:
    """放行: the list has passed; the permit is bound to the digest of exactly that content."""
    policy.require(by, "clear_gate")
    gate, _ = Gate.objects.update_or_create(
        campaign=campaign,
        unit=unit,
        defaults={
            "permit_number": permit_number,
            "content_digest": content_digest,
            "cleared_at": now(),
            "cleared_by": by,
            "shut_reason": "",
        },
    )
    journal.write(gate, "放行", by=by, note=permit_number, digest=content_digest)
    return gate


@transaction.atomic
def force_gate(
    campaign: Campaign, unit: Unit, *, leader: User, reason: str, by: User | None
) -> Gate:
    """例外放行: a named leader lets the meeting go ahead without a passed list (000-34).

    The name and the reason stay on record for good, also after the list has passed.
    """
    policy.require(by, "force_gate")
    if not leader.is_leader:
        raise Refused(f"{leader}不是领导小组领导，例外放行须由领导小组领导批准。")
    words = tidy(reason)
    if not words or len(words) > LONGEST_REASON:
        raise Refused(f"请写明例外放行的理由，不超过{LONGEST_REASON}字。")
    if not campaign.participations.filter(unit=unit).exists():
        raise Refused(f"“{unit}”没有参加本活动。")
    gate, _ = Gate.objects.select_for_update().get_or_create(campaign=campaign, unit=unit)
    if gate.is_open:
        raise Refused(f"“{unit}”已经取得准入，不用例外放行。")
    gate.permit_number = f"例外{campaign.year}-{unit.code}"
    gate.cleared_at = gate.forced_at = now()
    gate.cleared_by, gate.content_digest, gate.shut_reason = by, "", ""
    gate.forced_for, gate.forced_reason = leader, words
    gate.save()
    journal.write(gate, "例外放行", by=by, note=f"{leader}批准：{words}")
    return gate


@transaction.atomic
def shut_gate(campaign: Campaign, unit: Unit, *, reason: str, by: User | None) -> None:
    """关闭准入: what was approved has changed, so the permit no longer holds."""
    gates = Gate.objects.filter(campaign=campaign, unit=unit).exclude(cleared_at=None)
    for gate in gates:
        Gate.objects.filter(pk=gate.pk).update(cleared_at=None, cleared_by=None, shut_reason=reason)
        journal.write(gate, "准入失效", by=by, note=reason, permit=gate.permit_number)
