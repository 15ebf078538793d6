"""The sums a dashboard reads are made again where the database has marked them as old."""

from django.db import transaction

from campaigns.models import Campaign
from issues.figures import add_up
from issues.models import StaleSum, UnitSum
from roster.models import Unit

MOST_MARKS, LOT = 20_000, 900


def sum_up(campaign: Campaign) -> int:
    """汇总: make the old sums of a campaign anew; return how many units were made.

    Only the marks that were read are taken away: who works meanwhile sets another.
    """
    made = 0
    while lot := _sum_up_some(campaign):
        made += lot
    return made


@transaction.atomic
def _sum_up_some(campaign: Campaign) -> int:
    """One at a time: an older walk must not overwrite what a younger one has found."""
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    marks = list(
        StaleSum.objects.filter(campaign=campaign)
        .order_by("pk")
        .values_list("pk", "unit")[:MOST_MARKS]
    )
    units = Unit.objects.filter(pk__in={unit for _, unit in marks})
    made = add_up(campaign, set(units.values_list("pk", flat=True)))
    UnitSum.objects.bulk_create(
        [UnitSum(campaign=campaign, unit_id=unit, sums=sums) for unit, sums in made.items()],
        update_conflicts=True,
        unique_fields=["campaign", "unit"],
        update_fields=["sums"],
        batch_size=200,
    )
    for start in range(0, len(marks), LOT):
        some = [pk for pk, _ in marks[start : start + LOT]]
        StaleSum.objects.filter(pk__in=some).delete()
    return len(made)
