"""The counts of issues per unit and status, moved with every step and recounted as a check."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, F

from campaigns.models import Campaign
from issues.models import Issue, IssueCount, IssueList


def step(issue: Issue, to: str, **stamps: Any) -> None:
    """Take one step and move the two counts with it, in the caller's transaction."""
    before = issue.status
    issue.move(to, **stamps)
    _shift(issue.campaign_id, issue.unit_id, {before: -1, to: 1})


def step_all(issue_list: IssueList, start: str, to: str, **stamps: Any) -> int:
    """Take the same step with every issue of a list that stands at `start`; return how many."""
    moved = issue_list.issues.filter(status=start).update(status=to, **stamps)
    if moved:
        _shift(issue_list.campaign_id, issue_list.unit_id, {start: -moved, to: moved})
    return moved


def add(issue: Issue, status: str, count: int) -> None:
    """Change one count."""
    _shift(issue.campaign_id, issue.unit_id, {status: count})


def _shift(campaign_id: int, unit_id: int, changes: Mapping[str, int]) -> None:
    """Change several counts, always in the same order, so that two people never wait in a ring."""
    for status in sorted(changes):
        place = {"campaign_id": campaign_id, "unit_id": unit_id, "status": status}
        _add(place, changes[status])


def _add(place: dict[str, Any], count: int) -> None:
    if not IssueCount.objects.filter(**place).update(count=F("count") + count):
        row, is_new = IssueCount.objects.get_or_create(**place, defaults={"count": count})
        if not is_new:
            IssueCount.objects.filter(pk=row.pk).update(count=F("count") + count)


@transaction.atomic
def recount(campaign: Campaign) -> int:
    """重数: set every count to what the rows say; return how many were wrong."""
    counted = Issue.objects.of(campaign).values_list("unit", "status").annotate(n=Count("pk"))
    truth = {(unit, status): n for unit, status, n in counted}
    kept = {(row.unit_id, row.status): row for row in IssueCount.objects.filter(campaign=campaign)}
    wrong = 0
    for place in truth.keys() | kept.keys():
        count = truth.get(place, 0)
        row = kept.get(place)
        if row is None:
            unit_id, status = place
            IssueCount.objects.create(
                campaign=campaign, unit_id=unit_id, status=status, count=count
            )
        elif row.count != count:
            IssueCount.objects.filter(pk=row.pk, count=row.count).update(count=count)
        else:
            continue
        wrong += 1
    return wrong
