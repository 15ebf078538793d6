"""Rectifying: progress is appended, measures are ticked off, a later date is asked for."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Extension, Issue, Measure, Progress
from issues.rules.saying import said
from issues.words import Rectify, Verdict
from roster.models import User


@transaction.atomic
def report_progress(issue: Issue, *, by: User, text: str) -> Progress:
    """填进展: append what has been done; what was written before stays."""
    policy.require_issue(by, issue, "report_progress")
    if not issue.is_open:
        raise Refused(f"“{issue.get_status_display()}”的问题不能再填进展。")
    row = issue.progress.create(text=said(text, "没有写进展内容。"), by=by)
    journal.write(issue, "填进展", by=by, note=row.text[:200])
    return row


@transaction.atomic
def complete_measure(measure: Measure, *, by: User, on: date) -> None:
    """完成措施: tick one measure off with its day."""
    policy.require_issue(by, measure.issue, "complete_measure")
    if not measure.issue.is_open:
        raise Refused(f"“{measure.issue.get_status_display()}”的问题不能再登记措施。")
    if on > localdate():
        raise Refused("完成日期不能晚于今天。")
    if not Measure.objects.filter(pk=measure.pk, done_on=None).update(done_on=on):
        raise Conflict("这项措施已经登记完成。")
    journal.write(measure.issue, "完成措施", by=by, note=str(measure))


@transaction.atomic
def extend(
    issue: Issue, *, by: User, new_due_on: date, reason: str, today: date, progress: str = ""
) -> Extension:
    """申请延期: at least one workday before the date, at most twice, once at a time."""
    policy.require_issue(by, issue, "extend")
    limits = dictionary("issues", "deadlines")["deadline_rules"]["extension"]
    _refuse_extension(issue, new_due_on, today, limits)
    row = issue.extensions.create(
        old_due_on=issue.due_on,
        new_due_on=new_due_on,
        reason=said(reason, "没有写延期原因。"),
        progress=tidy(progress),
        asked_by=by,
    )
    journal.write(issue, "申请延期", by=by, note=row.reason, until=new_due_on.isoformat())
    return row


def _refuse_extension(issue: Issue, until: date, today: date, limits: dict[str, int]) -> None:
    if issue.rectify == Rectify.STANDING:
        raise Refused("长期坚持的问题没有时限可延，请申请续期；只有时限的问题可以延期。")
    if issue.status not in Issue.IN_HAND or not issue.has_due:
        raise Refused("只有整改中且有时限的问题可以申请延期。")
    days = campaigns.calendar()
    latest = days.add(issue.due_on, -limits["apply_before_workdays"])
    if today > latest:
        raise Refused(f"延期须至少提前1个工作日申请（最迟{latest}），现已超过，按逾期处理。")
    if until <= issue.due_on:
        raise Refused(f"新时限须晚于原时限{issue.due_on}。")
    if issue.extended_count >= limits["max_times"]:
        raise Refused(f"这条问题已延期{issue.extended_count}次，不能再延。")
    last = days.add(_first_due(issue), limits["max_total_workdays"])
    if until > last:
        raise Refused(f"累计延期不能超过{limits['max_total_workdays']}个工作日，最晚到{last}。")
    if issue.extensions.waiting().exists():
        raise Refused("上一次延期申请还没有审批，请等待结果。")


def _first_due(issue: Issue) -> date:
    """The date before any extension."""
    first = issue.extensions.filter(verdict=Verdict.PASSED).order_by("pk").first()
    return first.old_due_on if first else issue.due_on


@transaction.atomic
def answer_extension(extension: Extension, *, by: User, passed: bool, answer: str = "") -> None:
    """审批延期: grant the new date, or refuse with a reason; only once."""
    issue = extension.issue
    policy.require_issue(by, issue, "answer_extension")
    answer = tidy(answer) if passed else said(answer, "不同意延期时请写明理由。")
    if not issue.is_open:
        raise Refused(f"问题已是“{issue.get_status_display()}”，不用再答复延期。")
    verdict = Verdict.PASSED if passed else Verdict.REFUSED
    changes = {"verdict": verdict, "answer": answer, "answered_by": by, "answered_at": now()}
    waiting = Extension.objects.waiting().filter(pk=extension.pk)
    if not waiting.update(**changes):
        raise Conflict("这份延期申请刚刚已由他人答复，请刷新页面查看。")
    if passed:
        _grant(issue, extension.new_due_on)
    word = "同意" if passed else "不同意"
    journal.write(issue, f"{word}延期", by=by, note=answer)
    notices.tell(
        [extension.asked_by],
        key=f"extension-{extension.pk}",
        text=f"{word}将“{issue.number}”延至{extension.new_due_on}。{answer}",
        kind="extension",
        url=issue.get_absolute_url(),
    )


def _grant(issue: Issue, until: date) -> None:
    Issue.objects.filter(pk=issue.pk).update(due_on=until, extended_count=F("extended_count") + 1)
    issue.refresh_from_db(fields=["due_on", "extended_count"])
