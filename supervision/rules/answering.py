"""What follows a signed card: the unit's answer, talks, the wish to be lifted, the appeal."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import evaluations.rules as evaluations
import journal.rules as journal
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations.models import Adjustment, Round
from evaluations.words import AdjustmentKind
from roster.models import User
from supervision import policy
from supervision.models import Card, Talk
from supervision.rules.cards import APPEAL_WORKDAYS
from supervision.rules.telling import tell

APPEALED = "已经申诉过，以答复为准。"
NO_APPEAL = "没有待答复的申诉。"


def _require_standing(row: Card) -> None:
    if row.status != Card.Status.SIGNED:
        raise Conflict(f"这张牌现在是“{row.get_status_display()}”，不能再办理。")


@transaction.atomic
def respond(row: Card, *, by: User, response: str) -> None:
    """书面说明: the unit explains; an answer after the day is taken and stays marked as late."""
    policy.require(by, "respond", row.unit)
    _require_standing(row)
    if not tidy(response):
        raise Refused("请写明原因、已采取的措施和完成时间。")
    waiting = Card.objects.filter(pk=row.pk, responded_at=None)
    if not waiting.update(response=tidy(response), responded_at=now()):
        raise Conflict("已经说明过；补充情况请写在解除申请里。")
    row.refresh_from_db()
    note = "迟于期限" if row.responded_late else ""
    journal.write(row, "书面说明", by=by, note=note)


@transaction.atomic
def record_talk(
    row: Card,
    *,
    by: User,
    talked_on: date,
    host: str,
    guest: str,
    text: str,
    promise: str = "",
) -> Talk:
    """登记约谈: who talked to whom about the card, and what was promised."""
    policy.require(by, "record_talk", row.unit)
    _require_standing(row)
    if talked_on > localdate():
        raise Refused("约谈日期不能晚于今天，谈过之后再记。")
    if not (tidy(host) and tidy(guest) and tidy(text)):
        raise Refused("请写明约谈人、被约谈人和约谈内容。")
    talk = Talk.objects.create(
        card=row,
        talked_on=talked_on,
        host=tidy(host),
        guest=tidy(guest),
        text=tidy(text),
        promise=tidy(promise),
        by=by,
    )
    journal.write(row, "登记约谈", by=by, note=str(talk))
    return talk


@transaction.atomic
def ask_lift(row: Card, *, by: User, ground: str) -> None:
    """申请解除: the unit says what was put right; the answer must be in first."""
    policy.require(by, "ask_lift", row.unit)
    _require_standing(row)
    if row.responded_at is None:
        raise Refused("请先书面说明，再申请解除。")
    if not tidy(ground):
        raise Refused("请写明整改情况和可以核实的依据。")
    Card.objects.filter(pk=row.pk).update(lift_ground=tidy(ground), lift_asked_at=now())
    row.refresh_from_db()
    journal.write(row, "申请解除亮牌", by=by, note=tidy(ground)[:200])


@transaction.atomic
def weigh(row: Card, round_: Round, *, by: User) -> Adjustment:
    """计入评议: enter the signed card as an adjustment; it counts once another person approves."""
    policy.require(by, "weigh", row.unit)
    _require_standing(row)
    basis = f"{row.rung}（{localdate(row.signed_at)}）{row.reason}"[:200]
    if round_.adjustments.filter(unit=row.unit, basis=basis).exists():
        raise Conflict("这张牌已经计入这轮评议。")
    found = evaluations.adjust(
        round_,
        row.unit,
        kind=AdjustmentKind.CARD,
        card=row.rung.code,
        points=row.rung.deducts,
        basis=basis,
        basis_on=localdate(row.signed_at),
        by=by,
    )
    journal.write(row, "计入评议", by=by, note=str(round_))
    return found


@transaction.atomic
def appeal(row: Card, *, by: User, text: str) -> None:
    """申诉: once, within five workdays of the signature."""
    policy.require(by, "appeal", row.unit)
    _require_standing(row)
    if row.appealed_at is not None or row.signed_at is None:
        raise Conflict(APPEALED)
    last = campaigns.calendar().add(localdate(row.signed_at), APPEAL_WORKDAYS)
    if localdate() > last:
        raise Refused(f"申诉应在亮牌后{APPEAL_WORKDAYS}个工作日内提出，最迟{last}。")
    if not tidy(text):
        raise Refused("请写明申诉的理由和依据。")
    fresh = Card.objects.filter(pk=row.pk, status=Card.Status.SIGNED, appealed_at=None)
    if not fresh.update(appeal=tidy(text), appealed_at=now()):
        raise Conflict(APPEALED)
    row.refresh_from_db()
    journal.write(row, "申诉", by=by, note=tidy(text)[:200])


@transaction.atomic
def decide_appeal(row: Card, *, by: User, upholds: bool, answer: str) -> None:
    """答复申诉: by somebody other than the proposer and the signer; upheld revokes the card."""
    policy.require(by, "decide_appeal", row.unit)
    _require_standing(row)
    if row.appealed_at is None or row.appeal_answer:
        raise Conflict(NO_APPEAL)
    if by.pk in {row.proposed_by_id, row.signed_by_id}:
        raise Refused("申诉须由提出人和签发人以外的人答复。")
    if not tidy(answer):
        raise Refused("请写明答复意见。")
    waiting = Card.objects.filter(pk=row.pk, status=Card.Status.SIGNED, appeal_answer="")
    if not waiting.update(appeal_answer=tidy(answer), appeal_by=by):
        raise Conflict(NO_APPEAL)
    if upholds:
        row.move(Card.Status.REVOKED)
    row.refresh_from_db()
    said = "申诉成立，撤销亮牌" if upholds else "维持原决定"
    journal.write(row, "答复申诉", by=by, note=said)
    tell(row.unit, f"appeal-{row.pk}", f"{row}的申诉已答复：{said}。", row.get_absolute_url())
