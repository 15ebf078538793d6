"""Units of which people think little and complain much: what a focus may be proposed on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count

from campaigns.models import Campaign
from evaluations.models import Round, Standing, WindowRating
from outreach.models import Letter, Opinion, Ticket
from roster.models import Unit
from supervision.models import Focus

DAYS: Final = 90
RATE: Final = 85
MANY: Final = 3


@dataclass(frozen=True)
class Discontent:
    """One unit: its newest published satisfaction rate, and complaints by where they came from."""

    unit: Unit
    standing: Standing
    complaints: tuple[tuple[str, int, str], ...]
    is_focus: bool = False

    @property
    def total(self) -> int:
        """All complaints together."""
        return sum(count for _, count, _ in self.complaints)

    @property
    def ground(self) -> str:
        """The figures as the sentence of a proposal."""
        said = "、".join(f"{name}{count}件" for name, count, _ in self.complaints)
        rate = self.standing.percent_satisfied
        return f"“{self.standing.round}”满意率{rate}；近{DAYS}天{said}。"


def discontents(
    campaign: Campaign, today: date, *, rate: int = RATE, many: int = MANY
) -> list[Discontent]:
    """满意度低、投诉多的单位: both below the rate and with so many complaints; lowest first."""
    newest = Round.objects.filter(campaign=campaign, status__in=Round.SHOWN).order_by("-pk").first()
    if newest is None:
        return []
    rows = Standing.objects.filter(round=newest, satisfied_rate__lt=Decimal(rate) / 100)
    rows = rows.select_related("unit", "round").defer("detail").order_by("satisfied_rate", "pk")
    counted = _counted(campaign, today - timedelta(days=DAYS))
    taken = set(
        Focus.objects.filter(campaign=campaign, status__in=["proposed", "confirmed"]).values_list(
            "unit", flat=True
        )
    )
    found = [
        Discontent(row.unit, row, _of(counted, row.unit_id), row.unit_id in taken) for row in rows
    ]
    return [one for one in found if one.total >= many]


Counted = list[tuple[str, str, dict[int, int]]]


def _counted(campaign: Campaign, since: date) -> Counted:
    """Complaints by unit: where from, the address of the rows, how many."""
    tickets = Ticket.objects.filter(campaign=campaign, dispatched_at__date__gte=since)
    opinions = Opinion.objects.filter(campaign=campaign, received_on__gte=since, letter=None)
    letters = Letter.objects.filter(campaign=campaign, received_at__date__gte=since)
    ratings = WindowRating.objects.filter(on__gte=since, is_satisfied=False)
    # A rating counts the counter of a unit, an opinion that came as a letter counts once.
    return [
        ("12345工单", "/tickets/?unit={}", _by(tickets, "unit")),
        ("群众意见", "/opinions/?unit={}", _by(opinions, "unit")),
        ("网上来信", "/letters/?unit={}", _by(letters, "unit")),
        ("窗口不满意评价", "/windows/", _by(ratings, "window__unit")),
    ]


def _by(rows: Any, unit: str) -> dict[int, int]:
    known = rows.exclude(**{unit: None}).order_by()
    pairs: Iterable[tuple[int, int]] = known.values_list(unit).annotate(n=Count("pk"))
    return dict(pairs)


def _of(counted: Counted, unit: int) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (name, numbers[unit], address.format(unit))
        for name, address, numbers in counted
        if unit in numbers
    )
