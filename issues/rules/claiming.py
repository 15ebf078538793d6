"""Claiming: a leader of the unit says an issue is one's own, wherever it was found."""

from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from issues import policy
from issues.models import Claim, Issue
from issues.words import Level, Weight
from roster.models import Cadre, User
from roster.words import PostLevel

LEADING = frozenset({PostLevel.DISTRICT, PostLevel.HEAD, PostLevel.DEPUTY})


@transaction.atomic
def claim(issue: Issue, *, by: User, cadre: Cadre, weight: str) -> Claim:
    """认领: put a leader of the unit down as answering for the issue; one only answers mainly."""
    policy.require_issue(by, issue, "claim")
    Issue.objects.select_for_update().get(pk=issue.pk)
    _refuse_claim(issue, cadre, weight)
    row = issue.claims.create(cadre=cadre, weight=weight, by=by)
    if weight == Weight.MAIN:
        Issue.objects.filter(pk=issue.pk, leader="").update(leader=cadre.name)
    journal.write(issue, "认领", by=by, note=str(row))
    return row


def _refuse_claim(issue: Issue, cadre: Cadre, weight: str) -> None:
    if not issue.is_open:
        raise Refused(f"“{issue.get_status_display()}”的问题不用认领了。")
    if issue.level == Level.PERSON:
        raise Refused("个人问题由本人整改，不用认领。")
    is_leader = cadre.unit_id == issue.unit_id and cadre.level in LEADING
    if not is_leader or cadre.left_on:
        raise Refused(f"{cadre}不是本单位在任的班子成员，不能认领。")
    if weight not in Weight.values:
        raise Refused("请选择主要责任或重要责任。")
    if issue.claims.filter(cadre=cadre).exists():
        raise Refused(f"{cadre}已经认领了这条问题。")
    if weight == Weight.MAIN and (main := issue.claims.filter(weight=Weight.MAIN).first()):
        raise Refused(f"主要责任已由{main.cadre}认领，其他人请认领重要责任。")
