"""Holding an issue against something: a clause, a better unit, a case, an indicator; tagging it."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

import journal.rules as journal
from campaigns.models import Category
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Citation, Issue
from issues.words import Cited, Urge
from roster.models import User

LONGEST_NAME, MOST = 100, 20
ASKED = {
    Cited.BASIS: "请写明对照哪一条款或哪一段要求。",
    Cited.MODEL: "请写明与先进单位的差距在哪里。",
    Cited.CASE: "请写明本单位与案例里的哪个问题相像。",
}


@transaction.atomic
def cite(issue: Issue, *, by: User, kind: str, name: str, note: str = "") -> Citation:
    """登记对照: note what an issue is held against (000-10, 000-11, 001-05, 003-04, 003-08).

    It says nothing new about the issue, so it may be done at any time and voids no permit.
    """
    policy.require_issue(by, issue, "cite")
    name, note = tidy(name), tidy(note)
    _refuse(issue, kind, name, note)
    try:
        with transaction.atomic():
            row = issue.citations.create(kind=kind, name=name, note=note, by=by)
    except IntegrityError as taken:
        raise Refused(f"“{name}”已经登记过了。") from taken
    journal.write(issue, "登记对照", by=by, note=str(row))
    return row


def _refuse(issue: Issue, kind: str, name: str, note: str) -> None:
    if kind not in Cited.values:
        raise Refused("请选择对照的内容。")
    if not name:
        raise Refused("请写明名称：哪份文件、哪个单位、哪个案例、哪项任务，或什么标签。")
    if len(name) > LONGEST_NAME:
        raise Refused(f"名称超过{LONGEST_NAME}字，请写简称，详细内容写在说明里。")
    if kind == Cited.URGE and name not in Urge.values:
        raise Refused("群众关切只能写最怨、最恨、最急、最盼之一。")
    if not note and (asked := ASKED.get(Cited(kind))):
        raise Refused(asked)
    if issue.status == Issue.Status.CANCELLED:
        raise Refused("已撤销的问题不用再登记对照。")
    if issue.citations.count() >= MOST:
        raise Refused(f"一条问题最多登记{MOST}项对照和标签。")


@transaction.atomic
def classify(issue: Issue, *, by: User, categories: Iterable[Category]) -> None:
    """归入其他分类: say which entries of the campaign's other taxonomies it is, too (000-09)."""
    policy.require_issue(by, issue, "cite")
    chosen = list(categories)
    offered = Category.objects.offered(issue.campaign, issue.unit)
    if len(chosen) != offered.filter(pk__in=[row.pk for row in chosen]).count():
        raise Refused("有一个类别不在本次活动采用的分类里，请刷新页面后重选。")
    if issue.category_id in {row.pk for row in chosen}:
        raise Refused("问题本来的类别不用再选一遍。")
    issue.more_categories.set(chosen)
    note = "、".join(row.label for row in chosen) or "无"
    journal.write(issue, "归入其他分类", by=by, note=note)


@transaction.atomic
def drop_citation(row: Citation, *, by: User) -> None:
    """去掉对照: take it off again; the journal keeps what it said."""
    policy.require_issue(by, row.issue, "drop_citation")
    if not Citation.objects.filter(pk=row.pk).delete()[0]:
        raise Conflict("这项对照刚刚已由他人删除。")
    journal.write(row.issue, "去掉对照", by=by, note=f"{row} {row.note}".strip())
