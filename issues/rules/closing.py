"""Honest closing: asked by the unit, verified by another, struck off, looked at again."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

import journal.rules as journal
import notices.rules as notices
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, LookBack, Verification
from issues.rules.counting import step
from issues.rules.saying import said
from issues.words import Closure, Evidence, Verdict
from roster.models import User
from roster.words import Work


@transaction.atomic
def request_closure(
    issue: Issue,
    *,
    by: User,
    result: str,
    evidence: str = "",
    evidence_kind: str = Evidence.PAPER,
) -> Verification:
    """申请销号: the unit says what was achieved and how it can be proved."""
    policy.require_issue(by, issue, "request_closure")
    result = said(result, "没有写整改成效。")
    undone = issue.measures.filter(done_on=None).values_list("number", flat=True)
    if undone:
        numbers = "、".join(str(number) for number in undone)
        raise Refused(f"还有未完成的措施（第{numbers}项），请先登记完成或说明。")
    step(issue, Issue.Status.CLOSE_APPLIED)
    row = issue.verifications.create(
        result=result, evidence=tidy(evidence), evidence_kind=evidence_kind, requested_by=by
    )
    journal.write(issue, "申请销号", by=by, note=row.result[:200])
    return row


@transaction.atomic
def verify(issue: Issue, *, by: User, opinion: str, call_back: str = "") -> None:
    """验收通过: somebody of another unit has looked and agrees."""
    policy.require_issue(by, issue, "verify")
    row = _answer_request(issue, by, Verdict.PASSED, opinion, call_back)
    step(issue, Issue.Status.VERIFIED)
    journal.write(issue, "验收通过", by=by, note=row.opinion)


@transaction.atomic
def reject_closure(issue: Issue, *, by: User, opinion: str) -> None:
    """驳回销号: not rectified yet; says why and counts."""
    policy.require_issue(by, issue, "reject_closure")
    if issue.status == Issue.Status.CLOSE_APPLIED:
        _answer_request(issue, by, Verdict.REFUSED, opinion, "")
    opinion = said(opinion, "请写明意见。")
    step(issue, Issue.Status.CLOSE_REJECTED)
    Issue.objects.filter(pk=issue.pk).update(rejected_count=F("rejected_count") + 1)
    journal.write(issue, "驳回销号", by=by, note=opinion)
    _tell_unit(
        issue,
        f"“{issue.number}”的销号申请被驳回：{opinion}",
        f"rejected-{issue.rejected_count + 1}",
    )


def _answer_request(
    issue: Issue, by: User, verdict: str, opinion: str, call_back: str
) -> Verification:
    opinion = said(opinion, "请写明意见。")
    row = issue.verifications.filter(verdict=Verdict.WAITING).first()
    if row is None:
        raise Conflict("这个问题没有待验收的销号申请，可能已由他人处理。")
    row.verdict, row.opinion, row.call_back = verdict, opinion, tidy(call_back)
    row.verified_by, row.verified_at = by, now()
    row.save()
    return row


@transaction.atomic
def close(issue: Issue, *, by: User, note: str, closure: str = Closure.BY_DATE) -> None:
    """销号: the office accepts the verified rectification and strikes the issue off the ledger."""
    policy.require_issue(by, issue, "close")
    row = issue.verifications.filter(verdict=Verdict.PASSED).first()
    if issue.status == Issue.Status.VERIFIED and row and row.verified_by_id == by.pk:
        raise Refused("验收和销号须由两个人办理，请由其他人员销号。")
    step(issue, Issue.Status.CLOSED, closed_at=now(), closed_on=localdate(), closure=closure)
    _plan_look_backs(issue, localdate())
    journal.write(issue, "销号", by=by, note=note)
    _tell_unit(issue, f"“{issue.number}”已销号。", f"closed-{issue.reopened_count}")


def _plan_look_backs(issue: Issue, today: date) -> None:
    days = dictionary("issues", "deadlines")["deadline_rules"]["look_back"]["after_days"]
    LookBack.objects.bulk_create(
        [LookBack(issue=issue, due_on=today + timedelta(days=count)) for count in days],
        ignore_conflicts=True,
    )


@transaction.atomic
def look_back(
    row: LookBack, *, by: User, text: str, is_rebound: bool, due_on: date | None = None
) -> None:
    """回头看: note what the second look found; a rebound reopens the issue."""
    policy.require_issue(by, row.issue, "look_back")
    text = said(text, "请写明检查情况。")
    if row.issue.status != Issue.Status.CLOSED:
        raise Refused("问题已重新打开，销号后再安排回头看。")
    changes = {"done_on": localdate(), "text": text, "is_rebound": is_rebound, "by": by}
    if not LookBack.objects.filter(pk=row.pk, done_on=None).update(**changes):
        raise Conflict("这次回头看刚刚已由他人登记。")
    journal.write(row.issue, "回头看", by=by, note=text, rebound=is_rebound)
    if is_rebound:
        reopen(row.issue, by=by, reason=text, due_on=due_on)


@transaction.atomic
def reopen(issue: Issue, *, by: User, reason: str, due_on: date | None = None) -> None:
    """反弹重启: the issue has come back; it is open again under its old number, with a new date."""
    policy.require_issue(by, issue, "reopen")
    reason = said(reason, "请写明重启的理由。")
    if due_on is not None and due_on <= localdate():
        raise Refused("新的整改时限须晚于今天。")
    stamps = {"due_on": due_on} if due_on else {}
    step(issue, Issue.Status.REOPENED, closed_at=None, closed_on=None, closure="", **stamps)
    issue.look_backs.filter(done_on=None).delete()
    Issue.objects.filter(pk=issue.pk).update(reopened_count=F("reopened_count") + 1)
    journal.write(issue, "反弹重启", by=by, note=reason)
    _tell_unit(issue, f"“{issue.number}”反弹重启：{reason}", f"reopened-{issue.reopened_count + 1}")


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
        raise Refused("撤销只能用于合并、不成立、移交或客观原因终止。")
    note = said(note, "请写明撤销的依据。")
    step(issue, Issue.Status.CANCELLED, closure=closure)
    journal.write(issue, "撤销", by=by, note=note, closure=closure)


def _tell_unit(issue: Issue, text: str, what: str) -> None:
    people = User.objects.filter(
        duties__unit=issue.unit_id, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    notices.tell(
        people,
        key=f"issue-{issue.pk}-{what}",
        text=text,
        kind="ledger",
        url=issue.get_absolute_url(),
    )
