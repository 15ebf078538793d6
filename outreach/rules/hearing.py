"""Opinions: write down word for word, merge, sort, adopt or not with a reason, answer."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

import issues.rules as issue_rules
import journal.rules as journal
from campaigns.models import Campaign, Category
from common.refusal import Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from outreach import policy
from outreach.models import Opinion
from roster.models import Unit, User

FOUND_BY: dict[str, Source] = {Opinion.Channel.MEETING: Source.COLLEAGUES}
"""What colleagues say of one another at the meeting is 互相帮 (000-12); the rest is 征求意见."""


@transaction.atomic
def record_opinion(
    campaign: Campaign,
    unit: Unit,
    *,
    channel: str,
    text: str,
    received_on: date,
    by: User,
    proposer: str = "",
    respondent: str = "citizen",
    category: Category | None = None,
    occasion: str = "",
) -> Opinion:
    """登记意见: word for word, the person may stay unnamed."""
    policy.require(by, "record_opinion", unit)
    if not tidy(text):
        raise Refused("请写明意见内容。")
    if received_on > localdate():
        raise Refused("收到日期不能晚于今天。")
    row = Opinion.objects.create(
        campaign=campaign,
        unit=unit,
        channel=channel,
        text=text.replace("\0", "").strip(),
        proposer=tidy(proposer),
        respondent=respondent or Opinion.Respondent.CITIZEN,
        category=category,
        occasion=tidy(occasion)[:100],
        received_on=received_on,
        by=by,
    )
    journal.write(row, "登记意见", by=by)
    return row


@transaction.atomic
def adopt(row: Opinion, *, by: User, reason: str = "") -> Issue:
    """采纳: put what a citizen said on the unit's issue list."""
    policy.require(by, "adopt", row.unit)
    source = FOUND_BY.get(row.channel, Source.OPINION)
    origin = row.get_channel_display()
    issue = draft_issue(row.campaign, row.unit, row.text, source, origin, category=row.category)
    row.move(Opinion.Status.ADOPTED, issue=issue, reason=tidy(reason))
    journal.write(row, "采纳", by=by, note=issue.number)
    return issue


@transaction.atomic
def decline(row: Opinion, *, by: User, reason: str) -> None:
    """不采纳: never without a reason."""
    policy.require(by, "decline", row.unit)
    if not tidy(reason):
        raise Refused("不采纳的，请写明理由。")
    row.move(Opinion.Status.DECLINED, reason=tidy(reason))
    journal.write(row, "不采纳", by=by, note=tidy(reason))


@transaction.atomic
def merge_opinion(row: Opinion, *, by: User, into: Opinion) -> None:
    """归并: the same thing said twice is decided once; every text stays word for word."""
    policy.require(by, "decline", row.unit)
    if into.pk == row.pk or into.campaign_id != row.campaign_id:
        raise Refused("请选择另一条意见作为归并后的意见。")
    policy.require(by, "decline", into.unit)
    if into.merged_into_id is not None:
        raise Refused(f"第{into.pk}号意见自己已归并到别的意见，请选择那一条。")
    if row.parts.exists():
        raise Refused("已有别的意见归并到这一条，请把那些意见一并归到另一条，或反过来归并。")
    row.move(Opinion.Status.MERGED, merged_into=into)
    journal.write(row, "归并", by=by, note=f"归入第{into.pk}号")


@transaction.atomic
def sort_opinion(row: Opinion, *, by: User, category: Category) -> None:
    """归类: the office's word for what the opinion is about; the text itself never changes."""
    policy.require(by, "decline", row.unit)
    Opinion.objects.filter(pk=row.pk).update(category=category)
    row.refresh_from_db()
    journal.write(row, "归类", by=by, note=category.label)


@transaction.atomic
def answer_opinion(row: Opinion, *, by: User, answer: str) -> None:
    """反馈意见: what became of it, told to who said it and to all merged with it."""
    policy.require(by, "decline", row.unit)
    if not tidy(answer):
        raise Refused("请写明怎样反馈的。")
    if row.status not in {Opinion.Status.ADOPTED, Opinion.Status.DECLINED}:
        raise Refused("先确定采纳或不采纳，再向提出人反馈。")
    told = Opinion.objects.filter(pk=row.pk) | row.parts.all()
    told.update(answer=tidy(answer), answered_on=localdate())
    row.refresh_from_db()
    journal.write(row, "反馈意见", by=by, note=row.answer)


@transaction.atomic
def take_up_again(row: Opinion, *, by: User, reason: str) -> None:
    """重新研究: who spoke is not content with a refusal; the opinion is open once more."""
    policy.require(by, "decline", row.unit)
    if not tidy(reason):
        raise Refused("请写明重新研究的原因。")
    row.move(Opinion.Status.RECEIVED, answer="", answered_on=None)
    journal.write(row, "重新研究", by=by, note=tidy(reason))


def draft_issue(
    campaign: Campaign,
    unit: Unit,
    text: str,
    source: str,
    origin: str,
    *,
    category: Category | None = None,
) -> Issue:
    """A draft on the unit's list when the list is open, otherwise beside it."""
    issue_list = issue_rules.open_list(campaign, unit, by=None)
    return issue_rules.draft(
        campaign,
        unit,
        by=None,
        issue_list=issue_list if issue_list.is_editable else None,
        text=text[:200],
        example=text,
        source=source,
        origin=origin[:200],
        category=category,
        found_on=localdate(),
    )
