"""After the closing: looks are planned, a share is drawn, what comes back is open again."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

import journal.rules as journal
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.lots import drawn
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, LookBack, LookBackDraw
from issues.rules.counting import step
from issues.rules.drafting import draft
from issues.rules.saying import said, tell_unit
from issues.words import Source
from roster.models import User


def plan_look_backs(issue: Issue, today: date) -> None:
    """排回头看: a day after each span of the dictionary."""
    days = dictionary("issues", "deadlines")["deadline_rules"]["look_back"]["after_days"]
    LookBack.objects.bulk_create(
        [LookBack(issue=issue, days=count, due_on=today + timedelta(days=count)) for count in days],
        ignore_conflicts=True,
    )


@transaction.atomic
def look_back(
    row: LookBack, *, by: User, text: str, is_rebound: bool, due_on: date | None = None
) -> None:
    """回头看: note what the second look found; a rebound reopens the issue."""
    policy.require_issue(by, row.issue, "look_back")
    text = said(text, "请写明检查情况。")
    if row.issue.status != Issue.Status.CLOSED:
        raise Refused("问题已重新打开，销号后再安排回头看。")
    changes = {"done_on": localdate(), "text": text, "is_rebound": is_rebound, "by": by}
    if not LookBack.objects.filter(pk=row.pk, done_on=None).update(**changes):
        raise Conflict("这次回头看刚刚已由他人登记，请刷新页面查看。")
    journal.write(row.issue, "回头看", by=by, note=text, rebound=is_rebound)
    if is_rebound:
        reopen(row.issue, by=by, reason=text, due_on=due_on)


@transaction.atomic
def reopen(issue: Issue, *, by: User, reason: str, due_on: date | None = None) -> None:
    """反弹重启: the issue has come back; it is open again under its old number, with a new date."""
    policy.require_issue(by, issue, "reopen")
    reason = said(reason, "请写明重启的理由。")
    if due_on is not None and due_on <= localdate():
        raise Refused("新的整改时限须晚于今天。")
    stamps = {"due_on": due_on} if due_on else {}
    step(issue, Issue.Status.REOPENED, closed_at=None, closed_on=None, closure="", **stamps)
    issue.look_backs.filter(done_on=None).delete()
    Issue.objects.filter(pk=issue.pk).update(reopened_count=F("reopened_count") + 1)
    journal.write(issue, "反弹重启", by=by, note=reason)
    tell_unit(issue, f"“{issue.number}”反弹重启：{reason}", f"reopened-{issue.reopened_count + 1}")


@transaction.atomic
def report_relapse(
    issue: Issue,
    *,
    by: User,
    text: str,
    due_on: date,
    today: date,
    example: str = "",
    source: str = Source.COVERT,
) -> Issue:
    """登记复发: the same fault again is a new issue, linked to the closed one (002-23).

    Returns the new issue; the old one stays closed and counts one rebound more.
    """
    policy.require_issue(by, issue, "report_relapse")
    if issue.status != Issue.Status.CLOSED:
        raise Refused("只有已销号的问题可以登记复发；未销号的请填进展。")
    if due_on <= today:
        raise Refused("新的整改时限须晚于今天。")
    again = draft(
        issue.campaign,
        issue.unit,
        by=None,
        text=said(text, "没有写复发的情况。"),
        example=example,
        source=source,
        origin=f"与已销号的{issue.number}同类",
        category=issue.category,
        leader=issue.leader,
        owner=issue.owner,
        dept=issue.dept,
        due_on=due_on,
    )
    Issue.objects.filter(pk=again.pk).update(repeats=issue, level=issue.level)
    step(again, Issue.Status.RECTIFYING, approved_at=now())
    Issue.objects.filter(pk=issue.pk).update(reopened_count=F("reopened_count") + 1)
    journal.write(issue, "登记复发", by=by, note=again.text[:200], number=again.number)
    tell_unit(again, f"“{issue.number}”的问题复发，新编号{again.number}，请整改。", "relapse")
    return again


def sample(seed: str, numbers: Sequence[str], share: int) -> list[str]:
    """抽样: the smallest lots, at least one; the same seed and numbers give the same."""
    size = max(1, -(-len(numbers) * share // 100))
    return drawn(seed, numbers, size)


@transaction.atomic
def draw_look_backs(
    campaign: Campaign, *, by: User, days: int, until: date, share: int, seed: str = ""
) -> LookBackDraw:
    """抽查回头看: choose by a seed which of the closed issues are looked at again.

    What is not drawn is let off this look. Raises Refused when there is nothing to choose from.
    """
    policy.require_office(by)
    if not 1 <= share <= 100:
        raise Refused("抽查比例应在1到100之间。")
    rows = LookBack.objects.to_draw(campaign, days, until).select_related("issue")
    found = {row.issue.number: row.pk for row in rows.select_for_update(of=("self",))}
    if not found:
        raise Refused(f"{until}前没有销号满{days}天、还没有抽过的问题。")
    seed = tidy(seed) or secrets.token_hex(8)
    chosen = sample(seed, list(found), share)
    draw = LookBackDraw.objects.create(
        campaign=campaign,
        days=days,
        until=until,
        share=share,
        seed=seed,
        population=list(found),
        size=len(chosen),
        by=by,
    )
    LookBack.objects.filter(pk__in=found.values()).update(draw=draw)
    LookBack.objects.filter(pk__in=[found[number] for number in chosen]).update(is_drawn=True)
    journal.write(
        campaign, "抽查回头看", by=by, note=str(draw), seed=seed, of=len(found), drawn=len(chosen)
    )
    return draw
