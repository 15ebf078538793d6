"""Cards: propose, sign by name, answer, talk, appeal, lift; never issued by the program itself."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from issues.models import Issue
from roster.models import Unit, User
from supervision import policy
from supervision.models import Card, Rung
from supervision.rules.telling import tell

POINTS: Final = re.compile(r"扣(\d+(?:\.\d)?)分")
APPEAL_WORKDAYS: Final = 5


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
    tell(row.unit, f"card-{row.pk}", text, row.get_absolute_url())


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
    """解除亮牌: after the rectification was verified by another than the signer; history stays."""
    policy.require(by, "lift_card", row.unit)
    if row.signed_by_id == by.pk:
        raise Refused("签发人不能自己核实解除，请另一人核实。")
    if row.rung.needs_talk and not row.talks.exists():
        raise Refused(f"“{row.rung}”须先约谈并记录，再核实解除。")
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
                "needs_talk": any("约谈" in one for one in entry["consequences"]),
                "deducts": _points(entry["consequences"]),
                "respond_workdays": entry["respond_workdays"],
                "order": order,
            },
        )
        made += is_new
    return made


def _points(consequences: Sequence[str]) -> Decimal:
    """The points a consequence like 扣2分 names."""
    found = next((POINTS.search(one) for one in consequences if POINTS.search(one)), None)
    return Decimal(found[1]) if found else Decimal(0)
