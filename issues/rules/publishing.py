"""Showing issues to others: asked by the unit, approved by the office, taken down with a trace."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
import notices.rules as notices
from common.refusal import Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, Publication
from issues.rules.saying import said
from issues.screening.redaction import redact, written_names
from issues.words import Level, Scope
from roster.models import Cadre, User

LONGEST_DUTY = 200


def public_copy(issue: Issue) -> dict[str, str]:
    """公示稿: what an issue says once the persons are taken out, ready to be looked over."""
    measures = "\n".join(str(measure) for measure in issue.measures.all())
    names = _names(issue)
    return {"text": redact(issue.text, names), "measures": redact(measures, names)}


def _names(issue: Issue) -> set[str]:
    """Everybody on the roster, and whoever the issue itself names as its people."""
    known: Iterable[str] = Cadre.objects.order_by().values_list("name", flat=True).distinct()
    return {*known, *written_names(issue.leader), *written_names(issue.owner)}


@transaction.atomic
def ask_publication(
    issue: Issue, *, by: User, scope: str, text: str, measures: str = ""
) -> Publication:
    """申请公示: offer a copy for a circle of readers; names still in it are taken out."""
    policy.require_issue(by, issue, "ask_publication")
    Issue.objects.select_for_update().get(pk=issue.pk)
    text = said(text, "没有写公示内容。")
    _refuse_scope(issue, scope)
    names = _names(issue)
    row = issue.publications.create(
        scope=scope,
        text=redact(text, names),
        measures=redact(tidy(measures), names),
        duty=redact(issue.leader or issue.owner, names)[:LONGEST_DUTY],
        asked_by=by,
    )
    journal.write(issue, "申请公示", by=by, note=row.get_scope_display())
    return row


def _refuse_scope(issue: Issue, scope: str) -> None:
    if scope not in Scope.values:
        raise Refused("请选择公示范围。")
    if issue.status not in Issue.LEDGER:
        raise Refused(f"“{issue.get_status_display()}”的问题不能公示，清单审核通过后再申请。")
    if issue.level == Level.PERSON and scope != Scope.UNIT:
        raise Refused("个人问题只能在本单位范围内公示。")
    if issue.publications.standing().filter(scope=scope).exists():
        raise Refused(
            f"这条问题的“{Scope(scope).label}”公示已经提出或正在公示；内容有误的请先撤下，再重新申请。"
        )


@transaction.atomic
def answer_publication(row: Publication, *, by: User, passed: bool, answer: str = "") -> None:
    """审批公示: put the copy on the board, or decline with a reason; never the asker."""
    policy.require_issue(by, row.issue, "answer_publication")
    if row.asked_by_id == by.pk:
        raise Refused("公示的申请和审批须由两个人办理。")
    answer = tidy(answer) if passed else said(answer, "不同意公示时请写明理由。")
    to = Publication.Status.SHOWN if passed else Publication.Status.DECLINED
    row.move(to, answer=answer, answered_by=by, answered_at=now())
    if passed:
        Issue.objects.filter(pk=row.issue_id).update(published_at=now())
    word = "同意公示" if passed else "不同意公示"
    journal.write(row.issue, word, by=by, note=f"{row.get_scope_display()} {answer}".strip())
    notices.tell(
        [row.asked_by],
        key=f"publication-{row.pk}",
        text=f"{word}“{row.issue.number}”。{answer}",
        kind="ledger",
        url=row.issue.get_absolute_url(),
    )


@transaction.atomic
def correct_publication(
    row: Publication, *, by: User, reason: str, text: str, measures: str = ""
) -> Publication:
    """更正公示: take the copy down and offer the right one in its place; both are kept."""
    reason = said(reason, "请写明更正的原因。")
    withdraw_publication(row, by=by, reason=f"更正：{reason}")
    return ask_publication(row.issue, by=by, scope=row.scope, text=text, measures=measures)


@transaction.atomic
def withdraw_publication(row: Publication, *, by: User, reason: str) -> None:
    """撤下公示: take the copy off the board and say why; the copy and the reason are kept."""
    policy.require_issue(by, row.issue, "withdraw_publication")
    reason = said(reason, "请写明撤下的原因。")
    row.move(
        Publication.Status.WITHDRAWN, withdrawn_for=reason, withdrawn_by=by, withdrawn_at=now()
    )
    if not row.issue.publications.shown().exists():
        Issue.objects.filter(pk=row.issue_id).update(published_at=None)
    journal.write(row.issue, "撤下公示", by=by, note=f"{row.get_scope_display()}：{reason}")
