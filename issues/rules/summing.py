"""The sums a dashboard reads are made again where the database has marked them as old."""

from django.db import transaction
from django.db.models import Q

from campaigns.models import Campaign
from issues.figures.sums import MANY, OWN, REST, Sums, add, add_up, total_of, whole
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
    if not marks and UnitSum.objects.filter(campaign=campaign, unit=None).exists():
        return 0
    units = Unit.objects.filter(pk__in={unit for _, unit in marks})
    made = add_up(campaign, set(units.values_list("pk", flat=True)))
    _keep_total(campaign, made)
    UnitSum.objects.bulk_create(
        [UnitSum(campaign=campaign, unit_id=unit, **_halves(made[unit])) for unit in made],
        update_conflicts=True,
        unique_fields=["campaign", "unit"],
        update_fields=["own", "rest"],
        batch_size=200,
    )
    for start in range(0, len(marks), LOT):
        some = [pk for pk, _ in marks[start : start + LOT]]
        StaleSum.objects.filter(pk__in=some).delete()
    return len(made)


def _keep_total(campaign: Campaign, made: dict[int, Sums]) -> None:
    """Take the old sums out of the total and put the new ones in; a missing one is made whole."""
    rows = UnitSum.objects.filter(campaign=campaign)
    kept = whole(rows.filter(Q(unit=None) | Q(unit__in=made)) if len(made) < MANY else rows)
    total = kept.pop(None, None)
    if total is None:
        kept = whole(rows)
        total = total_of(kept)
    for unit, sums in made.items():
        add(total, kept.get(unit, {}), -1)
        add(total, sums)
    UnitSum.objects.update_or_create(campaign=campaign, unit=None, defaults=_halves(total))


def _halves(sums: Sums) -> dict[str, Sums]:
    return {
        "own": {name: sums[name] for name in OWN},
        "rest": {name: sums[name] for name in REST},
    }
