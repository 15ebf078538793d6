"""Tying issues together: a symptom to its root, a person's issue to the unit's list."""

from django.db import IntegrityError, transaction

import journal.rules as journal
from common.refusal import Refused
from issues import policy
from issues.models import Issue, IssueList, Link
from issues.rules.drafting import draft, require_open
from issues.words import Level
from roster.models import User

COPIED = (
    "text",
    "example",
    "cause",
    "target",
    "category",
    "category_raw",
    "source",
    "nature",
    "rectify",
    "due_on",
    "due_words",
    "leader",
    "owner",
    "dept",
    "found_on",
)


@transaction.atomic
def absorb(issue_list: IssueList, *, by: User, issue: Issue, target: Issue | None = None) -> Issue:
    """并入: take a cadre's issue into the unit's list, as a new row or under one that stands there.

    The cadre's own issue stays as it is; the link leads both ways (001-12).
    """
    policy.require_list(by, issue_list, "absorb")
    require_open(issue_list)
    _refuse_absorbing(issue_list, issue)
    upper = target or _copy(issue_list, issue, by)
    if upper.issue_list_id != issue_list.pk:
        raise Refused("要并入的那一条不在这份清单里，请刷新页面后重试。")
    _tie(Link.Kind.ABSORBED, issue, upper, by)
    journal.write(upper, "并入单位清单", by=by, note=issue.number)
    return upper


def _refuse_absorbing(issue_list: IssueList, issue: Issue) -> None:
    if issue_list.level == Level.PERSON or issue.level != Level.PERSON:
        raise Refused("只有个人清单里的问题可以并入班子或单位清单。")
    if (issue.unit_id, issue.campaign_id) != (issue_list.unit_id, issue_list.campaign_id):
        raise Refused("只能并入本单位干部的问题。")
    if issue.status == Issue.Status.CANCELLED:
        raise Refused("这条个人问题已经撤销，不能并入。")


def _copy(issue_list: IssueList, issue: Issue, by: User) -> Issue:
    fields = {name: getattr(issue, name) for name in COPIED if name != "text"}
    measures = list(issue.measures.values_list("text", flat=True))
    return draft(
        issue_list.campaign,
        issue_list.unit,
        by=by,
        issue_list=issue_list,
        text=issue.text,
        measures=measures,
        **fields,
    )


def _tie(kind: str, lower: Issue, upper: Issue, by: User) -> Link:
    try:
        with transaction.atomic():
            return Link.objects.create(kind=kind, lower=lower, upper=upper, by=by)
    except IntegrityError as taken:
        words = "并入单位清单" if kind == Link.Kind.ABSORBED else "指明根源"
        raise Refused(f"“{lower.number}”已经{words}，不用重复办理。") from taken


@transaction.atomic
def link_root(issue: Issue, *, by: User, root: Issue) -> Link:
    """指明根源: tie a symptom to the issue of the unit or its team it comes from (001-10)."""
    policy.require_issue(by, issue, "link_root")
    if root.unit_id != issue.unit_id or root.campaign_id != issue.campaign_id:
        raise Refused("根源问题须是本单位同一活动的问题，请另选一条。")
    if Issue.Status.CANCELLED in {root.status, issue.status}:
        raise Refused("已撤销的问题不能关联，请另选一条。")
    if issue.pk in {root.pk, *_roots_above(root)}:
        raise Refused(f"“{root.number}”的根源就是本条，不能互为根源，请另选一条。")
    row = _tie(Link.Kind.ROOT, issue, root, by)
    journal.write(issue, "指明根源", by=by, note=root.number)
    return row


def _roots_above(issue: Issue) -> set[int]:
    """The roots of a root, upwards; the chain is short and never a ring."""
    found: set[int] = set()
    current = issue.pk
    while (
        above := Link.objects.filter(kind=Link.Kind.ROOT, lower=current).first()
    ) and above.upper_id not in found:
        current = above.upper_id
        found.add(current)
    return found
