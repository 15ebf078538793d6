"""The reviewer's hands: taking a list, and passing several clean ones at once."""

from collections.abc import Iterable

from django.db import transaction

import journal.rules as journal
from common.refusal import Conflict, Refused
from issues import policy, screening
from issues.models import Issue, IssueList, Likeness
from issues.rules.reviewing import approve, missing
from roster.models import User

MOST = 50


@transaction.atomic
def take(issue_list: IssueList, *, by: User) -> None:
    """领取: put one's own name on a list nobody has; of two people at once one gets it."""
    policy.require_list(by, issue_list, "approve")
    free = IssueList.objects.filter(pk=issue_list.pk, reviewer=None)
    if not free.update(reviewer=by):
        raise Conflict("这份清单已经有审核员；需要接手的请原审核员移交，或由办公室改派。")
    journal.write(issue_list, "领取审核", by=by)


def first_doubts(issue_list: IssueList) -> list[str]:
    """初看: what the screen says of the words, from rows already fetched; for the queue."""
    waiting = [row for row in issue_list.issues.all() if row.status == Issue.Status.SUBMITTED]
    return [f"{row.number}：{remark.text}" for row in waiting for remark in _remarks(row)]


def _remarks(row: Issue) -> list[screening.Remark]:
    measures = "\n".join(measure.text for measure in row.measures.all())
    return list(screening.remarks(row.text, example=row.example, measure=measures))


def doubts(issue_list: IssueList) -> list[str]:
    """疑点: why a list should be read line by line; nothing where it is clean."""
    found = [gap.text for gap in missing(issue_list)]
    rows = issue_list.issues.filter(status=Issue.Status.SUBMITTED).prefetch_related("measures")
    found += [f"{row.number}：{remark.text}" for row in rows for remark in _remarks(row)]
    copied = Likeness.objects.waiting().filter(second__in=rows)
    return found + [f"{pair.second.number}与他处雷同" for pair in copied.select_related("second")]


def pass_clean(lists: Iterable[IssueList], *, by: User) -> tuple[list[str], list[str]]:
    """批量通过: pass each list without a doubt; say which passed and why the others did not."""
    passed, left = [], []
    for row in list(lists)[:MOST]:
        try:
            policy.require_list(by, row, "approve")
            if reasons := doubts(row):
                raise Refused(f"有疑点须逐条看（{reasons[0]}）")
            passed.append(f"{row}（{approve(row, by=by, text='批量通过')}）")
        except Refused as refusal:
            left.append(f"{row}：{refusal}")
    return passed, left
