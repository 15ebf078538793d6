"""The counts of issues per unit and status, moved with every step and recounted as a check."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

import journal.rules as journal
from campaigns.models import Campaign
from issues.figures import Difference, count_differences, sum_differences
from issues.models import Issue, IssueCount, IssueList, StaleSum, UnitSum


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


def add_many(campaign_id: int, counts: Mapping[tuple[int, str], int]) -> None:
    """Change the counts of many units at once; the units in one order, for the same reason."""
    for unit_id in sorted({unit_id for unit_id, _ in counts}):
        of_unit = {status: n for (unit, status), n in counts.items() if unit == unit_id}
        _shift(campaign_id, unit_id, of_unit)


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
    """重数: set every count and sum to what the rows say; return how many were wrong."""
    mended = [row for row in count_differences(campaign) if _mend(campaign, row)]
    differing = sum_differences(campaign)
    wrong = sorted(unit for unit in differing if unit is not None)
    StaleSum.objects.bulk_create(StaleSum(campaign=campaign, unit_id=unit) for unit in wrong)
    if differing:
        UnitSum.objects.filter(campaign=campaign, unit=None).delete()
    if mended or differing:
        journal.write(
            campaign,
            "重数",
            by=None,
            note=f"问题计数有{len(mended)}处、单位汇总有{len(differing)}处与实际不符，已改正。",
            counts=[list(row) for row in mended],
            sums=wrong,
        )
    return len(mended) + len(differing)


def _mend(campaign: Campaign, row: Difference) -> bool:
    """Change one count from what it was to what it should be; a step meanwhile wins."""
    place = {"campaign": campaign, "unit_id": row.unit_id, "status": row.status}
    if row.kept is None:
        return IssueCount.objects.get_or_create(**place, defaults={"count": row.counted})[1]
    kept = IssueCount.objects.filter(**place, count=row.kept)
    return bool(kept.update(count=row.counted))
