"""Where a kept count is not what the rows say."""

from typing import NamedTuple

from django.db.models import Count

from campaigns.models import Campaign
from issues.figures.sums import add_up, total_of, whole
from issues.models import Issue, IssueCount, StaleSum, UnitSum


class Difference(NamedTuple):
    """A kept count that is not what the rows say; `kept` is None where none is kept."""

    unit_id: int
    status: str
    kept: int | None
    counted: int


def count_differences(campaign: Campaign) -> list[Difference]:
    """Compare the kept counts with the rows.

    The kept ones are read first: a step taken in between makes them old, and who then repairs
    “from the old value” changes nothing.
    """
    rows = IssueCount.objects.filter(campaign=campaign).values_list("unit", "status", "count")
    kept = {(unit, status): n for unit, status, n in rows}
    groups = Issue.objects.of(campaign).order_by().values_list("unit", "status")
    counted = {(unit, status): n for unit, status, n in groups.annotate(n=Count("pk"))}
    return [
        Difference(unit, status, kept.get((unit, status)), counted.get((unit, status), 0))
        for unit, status in sorted(counted.keys() | kept.keys())
        if kept.get((unit, status)) != counted.get((unit, status), 0)
    ]


def sum_differences(campaign: Campaign) -> set[int | None]:
    """Units whose kept sums pass for new and yet are not what the rows say; None for the total."""
    stale = set(StaleSum.objects.filter(campaign=campaign).values_list("unit", flat=True))
    kept = whole(UnitSum.objects.filter(campaign=campaign))
    total = kept.pop(None, None)
    counted = add_up(campaign, None)
    empty = add_up(campaign, [0])[0]
    wrong = {
        unit
        for unit in kept.keys() | counted.keys()
        if kept.get(unit, empty) != counted.get(unit, empty)
    }
    again = StaleSum.objects.filter(campaign=campaign).values_list("unit", flat=True)
    wrong -= stale | set(again)
    return wrong if total in (None, total_of(kept)) else wrong | {None}
