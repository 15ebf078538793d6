"""From one campaign to the next: what was not struck off goes on under a new number (001-04)."""

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from issues import policy
from issues.models import Issue, IssueQuerySet, Measure
from issues.rules.counting import step
from issues.rules.drafting import draft
from issues.rules.saying import tell_unit
from issues.words import Level
from roster.models import User

KEPT = (
    *("example", "cause", "target", "standard", "category", "category_raw", "source", "nature"),
    *("rectify", "due_on", "due_words", "leader", "leader_post", "owner", "dept", "found_on"),
)
MOST = 500


def to_carry(earlier: Campaign, campaign: Campaign) -> IssueQuerySet:
    """结转对象: open issues of the earlier one, of units that take part, not carried over yet."""
    units = campaign.participations.values("unit")
    done = Issue.objects.of(campaign).exclude(repeats=None).values("repeats")
    rows = Issue.objects.of(earlier).open().filter(unit__in=units)
    return rows.exclude(level=Level.PERSON).exclude(pk__in=done)


@transaction.atomic
def carry_over(campaign: Campaign, *, by: User, earlier: Campaign) -> int:
    """结转: open in this campaign what the earlier one has not struck off; returns how many.

    The old issue stays as it is; the new one leads back to it. Doing it twice adds nothing.
    """
    policy.require_office(by)
    if earlier.pk == campaign.pk or earlier.starts_on > campaign.starts_on:
        raise Refused("只能从更早的活动结转。")
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    rows = to_carry(earlier, campaign).select_related("unit", "category").order_by("unit", "seq")
    found = list(rows.prefetch_related("measures")[:MOST])
    if not found:
        raise Refused(f"{earlier}没有需要结转的问题：都已销号，或者已经结转过。")
    for old in found:
        _carry(old, campaign)
    journal.write(campaign, "结转问题", by=by, note=f"自{earlier}结转{len(found)}条")
    return len(found)


def _carry(old: Issue, campaign: Campaign) -> None:
    new = draft(
        campaign,
        old.unit,
        by=None,
        text=old.text,
        origin=f"结转自{old.campaign}{old.number}"[:200],
        **{name: getattr(old, name) for name in KEPT},
    )
    Issue.objects.filter(pk=new.pk).update(repeats=old, level=old.level)
    step(new, Issue.Status.RECTIFYING, approved_at=now())
    Measure.objects.bulk_create(
        Measure(issue=new, number=row.number, text=row.text, done_on=row.done_on)
        for row in old.measures.all()
    )
    tell_unit(new, f"“{old.number}”结转到本次活动，新编号{new.number}，请继续整改。", "carried")
