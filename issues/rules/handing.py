"""Handing an issue over: offered, taken or refused; the third refusal goes to the office."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

import journal.rules as journal
import notices.rules as notices
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Handover, Issue
from issues.rules.counting import add
from issues.rules.saying import said, tell_unit
from issues.words import Level, Verdict
from roster.models import Unit, User
from roster.words import Work


def most_bounces() -> int:
    """退回上限: after so many refusals the units do not go on by themselves."""
    return int(dictionary("issues", "deadlines")["deadline_rules"]["handover"]["bounces"])


@transaction.atomic
def hand_over(issue: Issue, *, by: User, to_unit: Unit, reason: str) -> Handover:
    """提出转办: offer an issue to the unit it belongs to; it stays here until taken (003-24)."""
    policy.require_issue(by, issue, "hand_over")
    Issue.objects.select_for_update().get(pk=issue.pk)
    _refuse_handover(issue, to_unit)
    row = issue.handovers.create(
        from_unit=issue.unit,
        to_unit=to_unit,
        reason=said(reason, "没有写转办的理由。"),
        asked_by=by,
    )
    journal.write(issue, "提出转办", by=by, note=row.reason[:200], to=to_unit.name)
    people = User.objects.filter(
        duties__unit=to_unit, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    text = f"{issue.unit}提出将“{issue.number}”转由{to_unit}整改，请接收或退回。"
    notices.tell(
        people, key=f"handover-{row.pk}", text=text, kind="ledger", url="/issues/handovers/"
    )
    return row


def _refuse_handover(issue: Issue, to_unit: Unit) -> None:
    if issue.status not in Issue.IN_HAND:
        raise Refused(f"“{issue.get_status_display()}”的问题不能转办。")
    if issue.level == Level.PERSON:
        raise Refused("个人问题由本人整改，不能转办。")
    if to_unit.pk == issue.unit_id:
        raise Refused("问题已在这个单位，不用转办。")
    if not issue.campaign.participations.filter(unit=to_unit).exists():
        raise Refused(f"{to_unit}没有参加本活动，不能接收问题。")
    if issue.handovers.filter(is_decision=True).exists():
        raise Refused("办公室已裁定由本单位整改，不能再转办。")
    if issue.bounced_count >= most_bounces():
        raise Refused(f"已退回{issue.bounced_count}次，由领导小组办公室裁定，不能再转办。")
    if issue.handovers.waiting().exists():
        raise Refused("上一次转办对方还没有答复，请等待结果。")


@transaction.atomic
def answer_handover(row: Handover, *, by: User, passed: bool, answer: str = "") -> None:
    """答复转办: the other unit takes the issue over, or refuses it with a reason and counts."""
    policy.require_receiver(by, row)
    answer = tidy(answer) if passed else said(answer, "退回时请写明理由。")
    issue = row.issue
    if issue.status not in Issue.IN_HAND:
        raise Refused(f"问题已是“{issue.get_status_display()}”，不用再答复转办。")
    verdict = Verdict.PASSED if passed else Verdict.REFUSED
    changes = {"verdict": verdict, "answer": answer, "answered_by": by, "answered_at": now()}
    if not Handover.objects.waiting().filter(pk=row.pk).update(**changes):
        raise Conflict("这次转办刚刚已由他人答复，请刷新页面查看。")
    if passed:
        _move(issue, row.to_unit)
    else:
        _bounce(issue)
    journal.write(issue, "接收转办" if passed else "退回转办", by=by, note=answer)
    word = "已接收" if passed else "退回了"
    text = f"{row.to_unit}{word}“{issue.number}”。{answer}"
    url = "/issues/handovers/"
    notices.tell([row.asked_by], key=f"handover-{row.pk}-answer", text=text, kind="ledger", url=url)


def _bounce(issue: Issue) -> None:
    Issue.objects.filter(pk=issue.pk).update(bounced_count=F("bounced_count") + 1)
    issue.refresh_from_db(fields=["bounced_count"])
    if issue.bounced_count < most_bounces():
        return
    office = User.objects.filter(duties__work=Work.OFFICE).distinct()
    notices.tell(
        office,
        key=f"bounced-{issue.pk}-{issue.bounced_count}",
        text=f"“{issue.number}”转办已被退回{issue.bounced_count}次，请裁定责任单位。",
        kind="ledger",
        url=issue.get_absolute_url(),
    )


def _move(issue: Issue, unit: Unit) -> None:
    """The counts go along; the people of the old unit do not answer for it any more."""
    add(issue, issue.status, -1)
    kept = {"unit": issue.unit.name, "leader": issue.leader, "owner": issue.owner}
    journal.write(issue, "变更责任单位", by=None, note=f"由{issue.unit}转至{unit}", kept=kept)
    issue.claims.all().delete()
    changes: dict[str, Any] = dict.fromkeys(("leader", "leader_post", "owner", "dept"), "")
    for name, value in {**changes, "unit": unit}.items():
        setattr(issue, name, value)
    issue.save(update_fields=[*changes, "unit"])
    add(issue, issue.status, 1)


@transaction.atomic
def decide_handover(issue: Issue, *, by: User, to_unit: Unit, reason: str) -> Handover:
    """裁定责任单位: after the third refusal the office names the unit; that is final."""
    policy.require_issue(by, issue, "decide_handover")
    Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.status not in Issue.IN_HAND:
        raise Refused(f"“{issue.get_status_display()}”的问题不用裁定。")
    if issue.bounced_count < most_bounces():
        raise Refused(
            f"转办退回满{most_bounces()}次才由办公室裁定，现在是{issue.bounced_count}次。"
        )
    issue.handovers.waiting().update(
        verdict=Verdict.REFUSED, answer="办公室裁定", answered_at=now()
    )
    row = issue.handovers.create(
        from_unit=issue.unit,
        to_unit=to_unit,
        reason=said(reason, "请写明裁定的依据。"),
        is_decision=True,
        asked_by=by,
        verdict=Verdict.PASSED,
        answered_by=by,
        answered_at=now(),
    )
    if to_unit.pk != issue.unit_id:
        _move(issue, to_unit)
    journal.write(issue, "裁定责任单位", by=by, note=row.reason, to=to_unit.name)
    tell_unit(issue, f"办公室裁定“{issue.number}”由{to_unit}整改。", f"decided-{row.pk}")
    return row
