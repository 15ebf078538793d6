"""The security label of an issue: it rises by a word, it falls by a leader's approval."""

from django.db import transaction

import journal.rules as journal
from common.labels import Label
from common.refusal import Conflict, Refused
from issues import policy
from issues.models import Issue
from issues.rules.saying import said
from roster.models import User


@transaction.atomic
def set_label(issue: Issue, *, secrecy: int, reason: str, by: User) -> None:
    """定标记: raise the label (office, own unit's head) or lower it (a leader only), with a reason.

    What concerns a person stays sensitive whatever is set (等保 8.1.4.2 g).
    """
    old, new = issue.security_label, Label(secrecy)
    policy.require_issue(by, issue, "set_label")
    if issue.status not in Issue.LEDGER:
        raise Refused("清单审核通过、进入台账后再定安全标记。")
    if new < Label.INTERNAL:
        raise Refused("问题不能直接标为公开；对外公开请在公示中申请，公开的是审批过的副本。")
    if new == old:
        raise Refused(f"这条问题的安全标记已经是“{old.label}”。")
    if new < old and not by.is_leader:
        raise Refused("降低安全标记须由领导小组领导批准，请由领导办理。")
    reason = said(reason, "没有写理由。")
    rows = Issue.objects.filter(pk=issue.pk, secrecy=issue.secrecy)
    if not rows.update(secrecy=new):
        raise Conflict("这条问题的安全标记刚刚已由他人改过，请刷新页面查看。")
    issue.secrecy = new
    if issue.security_label != new:
        raise Refused("涉及个人或来信举报的问题至少为“敏感”，不能再降。")
    journal.write(issue, "定标记", by=by, note=f"{old.label}→{new.label}：{reason}")
