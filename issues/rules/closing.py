"""Honest closing: asked by the unit, verified by another, struck off, looked at again."""

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

import journal.rules as journal
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.figures import FROM_THE_PUBLIC
from issues.models import Issue, Verification
from issues.rules.counting import step
from issues.rules.looking_back import plan_look_backs
from issues.rules.saying import said, tell_unit
from issues.words import CallBack, Closure, Evidence, Rating, Verdict
from roster.models import User


@transaction.atomic
def request_closure(
    issue: Issue,
    *,
    by: User,
    result: str,
    evidence: str = "",
    evidence_kind: str = Evidence.PAPER,
    paper_number: str = "",
    self_rating: str = Rating.FULL,
) -> Verification:
    """申请销号: the unit says what was achieved and how it can be proved."""
    policy.require_issue(by, issue, "request_closure")
    result = said(result, "没有写整改成效。")
    undone = issue.measures.filter(done_on=None).values_list("number", flat=True)
    if undone:
        numbers = "、".join(str(number) for number in undone)
        raise Refused(f"还有未完成的措施（第{numbers}项），请先登记完成或说明。")
    step(issue, Issue.Status.CLOSE_APPLIED, self_rating=self_rating, rating="")
    row = issue.verifications.create(
        result=result,
        evidence=tidy(evidence),
        evidence_kind=evidence_kind,
        paper_number=tidy(paper_number),
        self_rating=self_rating,
        requested_by=by,
    )
    journal.write(issue, "申请销号", by=by, note=row.result[:200], self_rating=self_rating)
    return row


@transaction.atomic
def verify(
    issue: Issue,
    *,
    by: User,
    opinion: str,
    rating: str = Rating.FULL,
    call_back: str = "",
    call_back_result: str = "",
) -> None:
    """验收通过: somebody of another unit has looked, rates what was reached, has called back.

    What was only partly rectified may end too, but only as “closed, not rectified”.
    """
    policy.require_issue(by, issue, "verify")
    refuse_call_back(issue, rating, call_back, call_back_result)
    row = answer_request(
        issue,
        by,
        Verdict.PASSED,
        opinion,
        call_back=tidy(call_back),
        call_back_result=call_back_result,
        rating=rating,
    )
    step(issue, Issue.Status.VERIFIED, rating=rating)
    journal.write(issue, "验收通过", by=by, note=row.opinion, rating=rating)


def refuse_call_back(issue: Issue, rating: str, call_back: str, result: str) -> None:
    """回访检查: who raised an issue is asked before it ends; the dissatisfied are not outvoted."""
    asked = tidy(call_back) or result
    if issue.source in FROM_THE_PUBLIC and not asked:
        raise Refused(
            f"这条问题来自“{issue.get_source_display()}”，须先回访反映人并写明回访情况；"
            "联系不上的也要注明。"
        )
    if result == CallBack.NOT and rating == Rating.FULL:
        raise Refused("反映人不满意的，不能核定为“整改到位”。")


@transaction.atomic
def reject_closure(issue: Issue, *, by: User, opinion: str) -> None:
    """驳回销号: not rectified yet; says why and counts."""
    policy.require_issue(by, issue, "reject_closure")
    if issue.status == Issue.Status.CLOSE_APPLIED:
        answer_request(issue, by, Verdict.REFUSED, opinion)
    opinion = said(opinion, "请写明意见。")
    step(issue, Issue.Status.CLOSE_REJECTED)
    Issue.objects.filter(pk=issue.pk).update(rejected_count=F("rejected_count") + 1)
    journal.write(issue, "驳回销号", by=by, note=opinion)
    tell_unit(
        issue,
        f"“{issue.number}”的销号申请被驳回：{opinion}",
        f"rejected-{issue.rejected_count + 1}",
    )


def answer_request(issue: Issue, by: User, verdict: str, opinion: str, **more: str) -> Verification:
    """答复销号申请: write the answer on the request that waits; raises Conflict without one."""
    opinion = said(opinion, "请写明意见。")
    row = issue.verifications.filter(verdict=Verdict.WAITING).first()
    if row is None:
        raise Conflict("这条问题没有待验收的销号申请，可能已由他人办理，请刷新页面查看。")
    changes = {"verdict": verdict, "opinion": opinion, "verified_by": by, **more}
    for name, value in changes.items():
        setattr(row, name, value)
    row.verified_at = now()
    row.save()
    return row


@transaction.atomic
def close(issue: Issue, *, by: User, note: str, closure: str = Closure.BY_DATE) -> None:
    """销号: the office accepts the verified rectification and strikes the issue off the ledger."""
    policy.require_issue(by, issue, "close")
    row = issue.verifications.filter(verdict=Verdict.PASSED).first()
    if issue.status == Issue.Status.VERIFIED and row and row.verified_by_id == by.pk:
        raise Refused("验收和销号须由两个人办理，请由其他人员销号。")
    _refuse_outcome(issue, closure, note)
    step(issue, Issue.Status.CLOSED, closed_at=now(), closed_on=localdate(), closure=closure)
    plan_look_backs(issue, localdate())
    journal.write(issue, "销号", by=by, note=note)
    word = Closure.UNRECTIFIED.label if closure == Closure.UNRECTIFIED else "已销号"
    tell_unit(issue, f"“{issue.number}”{word}。", f"closed-{issue.reopened_count}")


def _refuse_outcome(issue: Issue, closure: str, note: str) -> None:
    """An end that was not reached is called by its name, and nothing else is."""
    is_short = issue.rating in {Rating.PARTLY, Rating.NONE}
    if is_short and closure != Closure.UNRECTIFIED:
        raise Refused(
            f"核定为“{issue.get_rating_display()}”，只能按“办结未整改”销号；应继续整改的请驳回。"
        )
    if closure == Closure.UNRECTIFIED:
        if not is_short:
            raise Refused("核定为整改到位或基本到位的，不能按“办结未整改”销号。")
        said(note, "办结未整改须写明没有整改的原因和下一步打算。")


@transaction.atomic
def cancel(issue: Issue, *, by: User, closure: str, note: str) -> None:
    """撤销: merged, unfounded, handed over or stopped; never without a basis."""
    policy.require_issue(by, issue, "cancel")
    if closure not in {
        Closure.MERGED,
        Closure.UNFOUNDED,
        Closure.HANDED_OVER,
        Closure.STOPPED,
    }:
        raise Refused("只有合并、不成立、移交或客观原因终止的才能撤销，请重新选择。")
    note = said(note, "请写明撤销的依据。")
    step(issue, Issue.Status.CANCELLED, closure=closure)
    journal.write(issue, "撤销", by=by, note=note, closure=closure)
