"""The first and the last of every cohort: more would not be read on one screen."""

from collections.abc import Mapping

from django.db.models import Max, Q, prefetch_related_objects

from evaluations.models import Standing
from evaluations.models.results import StandingQuerySet
from roster.models import Unit

FIRST, LAST = 30, 5
PLACED = ("cohort", "unit", "rank", "rank_low", "rank_high", "score_shown", "valid_count")


def ends(rows: StandingQuerySet, units: Mapping[int, Unit]) -> list[Standing]:
    """Those of the rows, best first; units already known are not read again."""
    wanted = Q(rank__lte=FIRST)
    for cohort, last in rows.order_by().values_list("cohort").annotate(last=Max("rank")):
        wanted |= Q(cohort=cohort, rank__gt=(last or 0) - LAST)
    found = list(rows.filter(wanted).only(*PLACED).in_order())
    for row in found:
        if row.unit_id in units:
            row.unit = units[row.unit_id]
    prefetch_related_objects(found, "cohort", "unit")
    return found
