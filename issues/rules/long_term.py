"""Long-term rectification: goals and a day of check, approved, renewed in time or overdue."""

from datetime import date, timedelta
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
from issues.models import Issue, LongTerm
from issues.rules.saying import said
from issues.words import Rectify, Source, Verdict
from roster.models import User

NOT_FOR_TELEVISION = "电视问政曝光的问题必须限期整改，不得列为长期坚持。"


def require_may_last(source: str, rectify: str) -> None:
    """长期坚持检查: raise Refused for an issue shown on television that is to last (001-07)."""
    if source == Source.TELEVISION and rectify == Rectify.STANDING:
        raise Refused(NOT_FOR_TELEVISION)


@transaction.atomic
def ask_long_term(
    issue: Issue,
    *,
    by: User,
    goals: str,
    check_on: date,
    reason: str,
    today: date,
    progress: str = "",
) -> LongTerm:
    """申请长期坚持: stage goals and the day of the next check; asked again, it is a renewal.

    Raises Refused for what was shown on television, for a day too far off, and while another
    request waits.
    """
    policy.require_issue(by, issue, "ask_long_term")
    require_may_last(issue.source, Rectify.STANDING)
    _refuse_asking(issue, check_on, today)
    is_renewal = issue.rectify == Rectify.STANDING and issue.has_due
    if is_renewal:
        progress = said(progress, "续期请写明上一阶段目标的完成情况。")
    row = issue.long_terms.create(
        goals=said(goals, "没有写阶段目标。"),
        check_on=check_on,
        reason=said(reason, "没有写理由。"),
        progress=tidy(progress),
        is_renewal=is_renewal,
        asked_by=by,
    )
    journal.write(issue, f"申请{row.kind}", by=by, note=row.goals[:200], until=check_on.isoformat())
    return row


def _refuse_asking(issue: Issue, check_on: date, today: date) -> None:
    if issue.status not in Issue.IN_HAND:
        raise Refused(f"“{issue.get_status_display()}”的问题不能申请长期坚持。")
    if check_on <= today:
        raise Refused("下次检查日期须晚于今天。")
    days = dictionary("issues", "deadlines")["deadline_rules"]["long_term"]["max_days"]
    last = today + timedelta(days=days)
    if check_on > last:
        raise Refused(f"下次检查日期最晚到{last}：长期坚持每{days}天内至少检查一次。")
    if issue.long_terms.waiting().exists():
        raise Refused("上一次申请还没有审批，请等待结果。")


@transaction.atomic
def answer_long_term(
    row: LongTerm,
    *,
    by: User,
    passed: bool,
    today: date,
    answer: str = "",
    due_on: date | None = None,
) -> None:
    """审批长期坚持: grant it until the day of check, or refuse it and set a date instead.

    A refused renewal without a new date keeps the old day of check, after which it is overdue.
    """
    issue = row.issue
    policy.require_issue(by, issue, "answer_long_term")
    _refuse_answer(row, passed, today, due_on)
    answer = tidy(answer) if passed else said(answer, "不同意时请写明理由。")
    verdict = Verdict.PASSED if passed else Verdict.REFUSED
    changes = {"verdict": verdict, "answer": answer, "answered_by": by, "answered_at": now()}
    if not LongTerm.objects.waiting().filter(pk=row.pk).update(**changes):
        raise Conflict("这份申请刚刚已由他人答复，请刷新页面查看。")
    _set_term(issue, row, passed, due_on)
    word = "同意" if passed else "不同意"
    journal.write(issue, f"{word}{row.kind}", by=by, note=answer)
    _tell(row, f"{word}将“{issue.number}”{row.kind}至{row.check_on}。{answer}")


def _refuse_answer(row: LongTerm, passed: bool, today: date, due_on: date | None) -> None:
    issue = row.issue
    if not issue.is_open:
        raise Refused(f"问题已是“{issue.get_status_display()}”，不用再答复。")
    if passed and row.check_on <= today:
        raise Refused(f"下次检查日期{row.check_on}已过，请不同意并让单位重新申请。")
    if not passed and due_on is None and not issue.has_due:
        raise Refused("不同意长期坚持的，请写明限期整改的完成时限。")
    if not passed and due_on is not None and due_on <= today:
        raise Refused("限期整改的完成时限须晚于今天。")


def _set_term(issue: Issue, row: LongTerm, passed: bool, due_on: date | None) -> None:
    changes: dict[str, Any] = {}
    if passed:
        changes = {"rectify": Rectify.STANDING, "due_on": row.check_on}
        changes["renewed_count"] = F("renewed_count") + int(row.is_renewal)
    elif due_on is not None:
        changes = {"rectify": Rectify.BY_DATE, "due_on": due_on}
    if changes:
        Issue.objects.filter(pk=issue.pk).update(**changes)
        issue.refresh_from_db(fields=list(changes))


def _tell(row: LongTerm, text: str) -> None:
    notices.tell(
        [row.asked_by],
        key=f"long-term-{row.pk}",
        text=text,
        kind="extension",
        url=row.issue.get_absolute_url(),
    )
