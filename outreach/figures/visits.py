"""What visits come to: which targets somebody has been to."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet

from outreach.models import Target, Visit
from roster.models import Unit

TENTH: Final = Decimal("0.1")


@dataclass
class Coverage:
    """How many of a unit's targets of one kind were visited."""

    unit: Unit
    kind: str
    label: str
    total: int
    seen: int

    @property
    def missed(self) -> int:
        """How many nobody has visited."""
        return self.total - self.seen

    @property
    def share(self) -> Decimal:
        """The coverage in percent."""
        return (Decimal(100) * self.seen / self.total).quantize(TENTH, ROUND_HALF_UP)


def coverage(targets: QuerySet[Target]) -> list[Coverage]:
    """覆盖率: visited targets over listed ones, by unit in official order and kind."""
    seen = Count("pk", filter=Q(visits__isnull=False), distinct=True)
    rows = targets.order_by().values("unit", "kind")
    counted = list(rows.annotate(total=Count("pk", distinct=True), seen=seen))
    units = Unit.objects.filter(pk__in={one["unit"] for one in counted}).in_official_order()
    labels = dict(Visit.Kind.choices)
    return [
        Coverage(unit, one["kind"], labels[one["kind"]], one["total"], one["seen"])
        for unit in units
        for one in counted
        if one["unit"] == unit.pk
    ]
