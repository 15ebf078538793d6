"""What was done about the bulk issues: measures, progress, closing, look-backs, long terms."""

from collections.abc import Iterator
from datetime import timedelta

from config.demo.shelf import Shelf
from config.demo.texts import IssueText
from issues.models import Issue, LongTerm, LookBack, Measure, Progress, Verification
from issues.words import Rectify, Verdict

S = Issue.Status
ANSWERS = {
    S.CLOSED: Verdict.PASSED,
    S.VERIFIED: Verdict.PASSED,
    S.REOPENED: Verdict.PASSED,
    S.CLOSE_REJECTED: Verdict.REFUSED,
    S.CLOSE_APPLIED: Verdict.WAITING,
}
Pairs = list[tuple[Issue, IssueText]]


def write(shelf: Shelf, pairs: Pairs) -> None:
    """Write the deeds of these issues in bulk."""
    issues = [issue for issue, _ in pairs]
    Measure.objects.bulk_create(_measures(shelf, pairs), batch_size=2000)
    Progress.objects.bulk_create(_progress(shelf, issues), batch_size=2000)
    Verification.objects.bulk_create(_verifications(shelf, issues), batch_size=2000)
    LookBack.objects.bulk_create(_look_backs(shelf, issues), batch_size=2000)
    LongTerm.objects.bulk_create(_long_terms(shelf, issues), batch_size=2000)


DONE = {S.CLOSED, S.CLOSE_APPLIED, S.VERIFIED, S.CLOSE_REJECTED, S.REOPENED}


def _measures(shelf: Shelf, pairs: Pairs) -> Iterator[Measure]:
    for issue, text in pairs:
        for number, step in enumerate(text.measures, 1):
            is_done = issue.status in DONE or (
                issue.status == S.RECTIFYING and number == 1 and shelf.dice.random() < 0.6
            )
            done_on = shelf.today - timedelta(days=shelf.dice.randint(1, 30)) if is_done else None
            yield Measure(issue=issue, number=number, text=step, done_on=done_on)


def _progress(shelf: Shelf, issues: list[Issue]) -> Iterator[Progress]:
    for issue in issues:
        if issue.status in DONE:
            yield Progress(
                issue=issue, text="措施已逐项落实，经回访反映人表示认可。", by=shelf.cast.clerk
            )
        elif issue.status == S.RECTIFYING and shelf.dice.random() < 0.6:
            yield Progress(
                issue=issue, text="第一项措施已完成，其余正在推进。", by=shelf.cast.clerk
            )


def _verifications(shelf: Shelf, issues: list[Issue]) -> Iterator[Verification]:
    for issue in issues:
        verdict = ANSWERS.get(S(issue.status))
        if verdict is None:
            continue
        is_answered = verdict != Verdict.WAITING
        passed = (
            "现场核实，情况属实。"
            if verdict == Verdict.PASSED
            else "抽查发现仍有同类情况，继续整改。"
        )
        yield Verification(
            issue=issue,
            result=f"{issue.target}，已达到。",
            evidence="整改情况说明、回访记录",
            self_rating=issue.self_rating,
            rating=issue.rating,
            call_back="电话回访反映人" if is_answered else "",
            requested_by=shelf.cast.clerk,
            verdict=verdict,
            opinion=passed if is_answered else "",
            verified_by=shelf.cast.inspector if is_answered else None,
            verified_at=shelf.day(-3) if is_answered else None,
        )


def _look_backs(shelf: Shelf, issues: list[Issue]) -> Iterator[LookBack]:
    for issue in issues:
        if issue.closed_on is None:
            continue
        for days in (30, 90, 180):
            due = issue.closed_on + timedelta(days=days)
            is_done = due < shelf.today and shelf.dice.random() < 0.7
            yield LookBack(
                issue=issue,
                days=days,
                due_on=due,
                done_on=due if is_done else None,
                text="随机走访两户，没有再发生。" if is_done else "",
                by=shelf.cast.inspector if is_done else None,
            )


def _long_terms(shelf: Shelf, issues: list[Issue]) -> Iterator[LongTerm]:
    """Those with a day of check were granted; of the others every second one is asked for."""
    lasting = [row for row in issues if row.rectify == Rectify.STANDING and row.is_open]
    for place, issue in enumerate(lasting):
        if issue.has_due or place % 2:
            yield LongTerm(
                issue=issue,
                goals=f"{issue.target}，每季度抽查一次，同类情况为零。",
                check_on=issue.due_on if issue.has_due else shelf.today + timedelta(days=80),
                reason="问题容易反复，须长抓常管。",
                asked_by=shelf.cast.clerk,
                verdict=Verdict.PASSED if issue.has_due else Verdict.WAITING,
                answer="同意，按季检查。" if issue.has_due else "",
                answered_by=shelf.cast.office if issue.has_due else None,
                answered_at=shelf.day(-40) if issue.has_due else None,
            )
