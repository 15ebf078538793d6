"""Cards: proposed, signed by name, answered, talked over, appealed against, lifted."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import evaluations.rules as evaluations
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations.models import Adjustment, Round
from evaluations.words import AdjustmentKind
from issues.models import Issue
from roster.models import Unit, User
from roster.words import Work
from supervision import policy
from supervision.models import Card, Rung
from supervision.rules.looking import tell_unit

APPEAL_WORKDAYS = 5
CARDS = "/supervision/cards/"


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
    row.move(Card.Status.SIGNED, signed_by=by, signed_at=now(), respond_by=due, number=_number(row))
    journal.write(row, "签发亮牌", by=by)
    text = f"本单位被{row.rung}：{row.reason}。请于{due}前书面说明。"
    tell_unit(row.unit, f"card-{row.pk}", text, "/supervision/cards/")


def _number(row: Card) -> str:
    signed = Card.objects.filter(campaign=row.campaign).exclude(number="").count()
    return f"亮牌〔{localdate().year}〕{signed + 1}号"


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
    if not row.reply:
        raise Refused("单位还没有书面说明，不能解除。")
    if row.issue is not None and row.issue.is_open:
        raise Refused(f"亮牌所依据的问题{row.issue.number}还没有销号，不能解除。")
    row.move(Card.Status.LIFTED, answer=tidy(answer), lifted_at=now())
    journal.write(row, "解除亮牌", by=by, note=tidy(answer))


@transaction.atomic
def reply_card(row: Card, *, by: User, text: str) -> None:
    """书面说明: the unit explains itself; one that comes late is kept as late."""
    policy.require(by, "reply_card", row.unit)
    if row.status != Card.Status.SIGNED:
        raise Refused("只有已签发、未解除的亮牌需要说明。")
    if not tidy(text):
        raise Refused("没有写说明内容。")
    if not Card.objects.filter(pk=row.pk, replied_at=None).update(
        reply=tidy(text), replied_by=by, replied_at=now()
    ):
        raise Conflict("已经说明过了。")
    row.refresh_from_db()
    journal.write(row, "书面说明", by=by, note="逾期" if row.is_late else "")


@transaction.atomic
def hold_talk(row: Card, *, by: User, talked_on: date, talked_with: str, record: str) -> None:
    """约谈: who was talked to on which day, and what was asked of them."""
    policy.require(by, "hold_talk", row.unit)
    if row.status != Card.Status.SIGNED:
        raise Refused("只对已签发、未解除的亮牌登记约谈。")
    if talked_on > localdate():
        raise Refused("约谈日期不能晚于今天。")
    if not tidy(talked_with) or not tidy(record):
        raise Refused("请写明约谈对象和约谈要求。")
    Card.objects.filter(pk=row.pk).update(
        talked_on=talked_on, talked_with=tidy(talked_with), talk=tidy(record)
    )
    row.refresh_from_db()
    journal.write(row, "约谈", by=by, note=f"{row.talked_with}：{row.talk}"[:200])


@transaction.atomic
def appeal_card(row: Card, *, by: User, text: str) -> None:
    """申诉: the unit objects within the workdays of the ladder; the card stands meanwhile."""
    policy.require(by, "appeal_card", row.unit)
    if row.status != Card.Status.SIGNED or row.signed_at is None:
        raise Refused("只有已签发、未解除的亮牌可以申诉。")
    last = campaigns.calendar().add(localdate(row.signed_at), APPEAL_WORKDAYS)
    if localdate() > last:
        raise Refused(f"申诉应在亮牌后{APPEAL_WORKDAYS}个工作日内提出，已于{last}截止。")
    if not tidy(text):
        raise Refused("没有写申诉的理由和依据。")
    if not Card.objects.filter(pk=row.pk, appealed_at=None).update(
        appeal=tidy(text), appealed_at=now()
    ):
        raise Conflict("这张牌已经申诉过。")
    row.refresh_from_db()
    journal.write(row, "申诉亮牌", by=by, note=row.appeal[:200])
    who = User.objects.filter(duties__work__in=[Work.LEADER, Work.OFFICE]).distinct()
    said = f"{row}已提出申诉，请由签发人以外的人员复核。"
    notices.tell(who, key=f"appeal-{row.pk}", text=said, kind="supervision", url=CARDS)


@transaction.atomic
def answer_appeal(row: Card, *, by: User, agrees: bool, answer: str) -> None:
    """答复申诉: by somebody other than who signed; the card is revoked or stands."""
    policy.require(by, "sign_red_card" if row.rung.needs_leader else "sign_card", row.unit)
    if row.appealed_at is None or row.appeal_answer:
        raise Refused("没有待答复的申诉。")
    if by.pk in {row.signed_by_id, row.proposed_by_id}:
        raise Refused("申诉须由提出、签发以外的人员复核。")
    if not tidy(answer):
        raise Refused("请写明复核意见。")
    to = {"appeal_answer": tidy(answer), "appeal_answered_by": by}
    if agrees:
        row.move(Card.Status.REVOKED, **to)
    else:
        Card.objects.filter(pk=row.pk).update(**to)
        row.refresh_from_db()
    said = "申诉成立，亮牌撤销" if agrees else "申诉不成立，亮牌维持"
    journal.write(row, "答复申诉", by=by, note=f"{said}：{row.appeal_answer}"[:200])
    tell_unit(row.unit, f"appeal-{row.pk}", f"{row}：{said}。{row.appeal_answer}", CARDS)


@transaction.atomic
def weigh_card(row: Card, *, by: User, round_: Round) -> Adjustment:
    """计入评议: enter the signed card among the round's adjustments; another approves."""
    if row.signed_at is None or row.status == Card.Status.REVOKED:
        raise Refused("没有签发或已经撤销的亮牌不计入评议。")
    return evaluations.adjust(
        round_,
        row.unit,
        kind=AdjustmentKind.CARD,
        basis=f"{row.number} {row.reason}"[:200],
        basis_on=localdate(row.signed_at),
        card=row.rung.name[:2],
        by=by,
    )


@transaction.atomic
def edit_rung(rung: Rung, *, by: User, **fields: object) -> None:
    """修改阶梯: the office keeps names, colours, triggers and consequences."""
    if not by.is_office:
        raise Refused("亮牌阶梯由领导小组办公室维护。")
    for name, value in fields.items():
        setattr(rung, name, value)
    rung.save(update_fields=[*fields])
    journal.write(rung, "修改亮牌阶梯", by=by, note=rung.name)


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
                **_triggers(entry["triggers"]),
            },
        )
        made += is_new
    return made


def _triggers(entries: list[dict[str, object]]) -> dict[str, object]:
    """The shipped triggers that can be counted, as the columns of a rung; all of them in words."""
    made: dict[str, object] = {"triggers": "；".join(str(entry["text"]) for entry in entries)}
    for entry in entries:
        if entry["id"] == "overdue":
            made |= {"overdue_from": entry["workdays"], "overdue_to": entry.get("to")}
        elif entry["id"] == "after_card":
            made["after_workdays"] = entry["workdays"]
        elif entry["id"] == "accumulate":
            days = 366 if entry["window"] == "year" else 183
            made |= {"times": entry["times"], "window_days": days}
    return made
