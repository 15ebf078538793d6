"""立行立改: what can be put right at once takes two steps and still two people."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import journal.rules as journal
from common.refusal import Refused
from issues import policy
from issues.models import Issue
from issues.rules.closing import answer_request, refuse_call_back, request_closure
from issues.rules.counting import step
from issues.rules.looking_back import plan_look_backs
from issues.rules.saying import tell_unit
from issues.words import Closure, Rating, Rectify, Verdict
from roster.models import User


@transaction.atomic
def report_done(
    issue: Issue, *, by: User, result: str, on: date, evidence: str = "", paper_number: str = ""
) -> None:
    """报已改: the unit says that it is done; every measure counts as done on that day."""
    policy.require_issue(by, issue, "report_done")
    _require_at_once(issue)
    if on > localdate():
        raise Refused("完成日期不能晚于今天。")
    issue.measures.filter(done_on=None).update(done_on=on)
    request_closure(issue, by=by, result=result, evidence=evidence, paper_number=paper_number)


@transaction.atomic
def confirm_done(
    issue: Issue, *, by: User, opinion: str, call_back: str = "", call_back_result: str = ""
) -> None:
    """核实销号: somebody of another unit has seen it and strikes it off in one step."""
    policy.require_issue(by, issue, "confirm_done")
    _require_at_once(issue)
    refuse_call_back(issue, Rating.FULL, call_back, call_back_result)
    row = answer_request(
        issue,
        by,
        Verdict.PASSED,
        opinion,
        call_back=call_back,
        call_back_result=call_back_result,
        rating=Rating.FULL,
    )
    step(issue, Issue.Status.VERIFIED, rating=Rating.FULL)
    stamps = {"closed_at": now(), "closed_on": localdate(), "closure": Closure.AT_ONCE}
    step(issue, Issue.Status.CLOSED, **stamps)
    plan_look_backs(issue, localdate())
    journal.write(issue, "核实销号", by=by, note=row.opinion)
    tell_unit(issue, f"“{issue.number}”立行立改，已核实销号。", f"closed-{issue.reopened_count}")


def _require_at_once(issue: Issue) -> None:
    if issue.rectify != Rectify.AT_ONCE:
        raise Refused("只有立行立改的问题可以走简易程序，其他问题请申请销号、验收、销号。")
