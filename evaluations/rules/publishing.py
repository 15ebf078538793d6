"""After the count: approval, publication, appeals and their answers."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Adjustment, Round, Standing
from evaluations.rules.signing import require_signatures
from roster.models import User
from roster.words import Work

WORKDAYS = 5


@transaction.atomic
def approve(round_: Round, *, by: User) -> None:
    """审定: the leading group accepts the result; from now on it does not change."""
    policy.require(by, "approve")
    if round_.adjustments.filter(status=Adjustment.Status.PENDING).exists():
        raise Refused("还有加减分没有审批，请先审批再审定结果。")
    round_.move(Round.Status.APPROVED, approved_at=now())
    journal.write(round_, "审定评议结果", by=by, digest=round_.result_digest)


@transaction.atomic
def publish(round_: Round, *, by: User, today: date) -> None:
    """公示: units see their standing and may ask for a review for so many workdays."""
    policy.require(by, "publish")
    require_signatures(round_)
    until = campaigns.calendar().add(today, _workdays(round_, "review_apply_workdays"))
    round_.move(Round.Status.PUBLISHED, published_at=now(), appeal_until_on=until)
    people = User.objects.filter(
        duties__work__in=[Work.HEAD, Work.CLERK], unit__standings__round=round_, is_active=True
    )
    notices.tell(
        people.distinct(),
        key=f"round-{round_.pk}-published",
        text=f"“{round_}”结果已公示，对本单位结果有异议的请在{until}前申请复核。",
        url=round_.get_absolute_url(),
        due_on=until,
    )
    journal.write(round_, "公示评议结果", by=by, until=str(until))


def _workdays(round_: Round, rule: str) -> int:
    return int(round_.plan.get("rules", {}).get(rule) or WORKDAYS)


@transaction.atomic
def appeal(standing: Standing, *, text: str, by: User, today: date) -> None:
    """申请复核: the head of the unit objects to its own standing, once, within the period."""
    policy.require(by, "appeal", standing.unit)
    round_ = standing.round
    if round_.status != Round.Status.PUBLISHED:
        raise Refused("只有公示中的评议结果可以申请复核。")
    if round_.appeal_until_on and today > round_.appeal_until_on:
        raise Refused(f"复核申请期已于{round_.appeal_until_on}截止。")
    if not text.strip():
        raise Refused("请写明申请复核的理由。")
    waiting = Standing.objects.filter(pk=standing.pk, appealed_at=None)
    moment = now()
    if not waiting.update(appeal_text=tidy(text), appealed_by=by, appealed_at=moment):
        raise Conflict("本单位已经申请过复核，请等待答复。")
    standing.appeal_text, standing.appealed_by, standing.appealed_at = tidy(text), by, moment
    due = campaigns.calendar().add(today, _workdays(round_, "review_reply_workdays"))
    notices.tell(
        User.objects.filter(duties__work=Work.OFFICE, is_active=True).distinct(),
        key=f"standing-{standing.pk}-appealed",
        text=f"{standing.unit}对“{round_}”的结果申请复核，请在{due}前答复。",
        url=standing.get_absolute_url(),
        due_on=due,
    )
    journal.write(round_, "申请复核", by=by, note=f"{standing.unit}：{tidy(text)}")


@transaction.atomic
def answer(standing: Standing, *, text: str, by: User) -> None:
    """答复复核: the office answers; the figures themselves change only by a new round."""
    policy.require(by, "answer")
    if standing.appealed_at is None:
        raise Refused("这个单位没有申请复核，不用答复。")
    if not text.strip():
        raise Refused("请写明复核答复。")
    waiting = Standing.objects.filter(pk=standing.pk, answered_at=None)
    moment = now()
    if not waiting.update(answer_text=tidy(text), answered_by=by, answered_at=moment):
        raise Conflict("这份复核申请已经答复。")
    standing.answer_text, standing.answered_by, standing.answered_at = tidy(text), by, moment
    people = [standing.appealed_by] if standing.appealed_by else []
    notices.tell(
        people,
        key=f"standing-{standing.pk}-answered",
        text=f"“{standing.round}”的复核申请已答复。",
        url=standing.get_absolute_url(),
    )
    journal.write(standing.round, "答复复核", by=by, note=f"{standing.unit}：{tidy(text)}")
