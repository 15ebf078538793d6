"""Coverage and goals: how many units a kind of work has reached, and what ought to be nought."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Q

from campaigns.models import Participation
from reports.figures import registers as of
from reports.figures.behind import Register
from reports.figures.facts import Facts
from reports.figures.figure import Value, rate
from reports.figures.registry import BY_CODE
from supervision.models import Rung

SENT = ~Q(status="draft") & Q(cadre=None)
REACHED: tuple[tuple[str, Register, Q, str], ...] = (
    ("报送清单", of.LISTS, SENT, "lists_sent"),
    ("开展走访", of.VISITS, Q(), "visits"),
    ("组织学习", of.ACTIVITIES, Q(kind__group="study"), "activities_study"),
    ("接受督查", of.INSPECTIONS, Q(), "inspections"),
    ("建章立制", of.INSTITUTIONS, Q(), "institutions"),
)
GOALS = (
    "units_unsent",
    "overdue",
    "tasks_missing",
    "look_backs_due",
    "orders_open",
    "letters_received",
    "rebounds",
)
"""What a campaign that is in order has none of."""


@dataclass(frozen=True)
class Reach:
    """How many of the units a kind of work has reached."""

    label: str
    part: int
    whole: int
    url: str

    @property
    def share(self) -> Decimal | None:
        """The percentage."""
        return rate(self.part, self.whole)


def coverage(facts: Facts) -> list[Reach]:
    """One line to each kind of work, one query each."""
    whole = len(facts.units)
    return [
        Reach(
            label,
            _units(facts, register, narrow),
            whole,
            Value(BY_CODE[code], None, urlencode(facts.asked)).url,
        )
        for label, register, narrow, code in REACHED
    ]


def _units(facts: Facts, register: Register, narrow: Q) -> int:
    taking_part = Participation.objects.filter(campaign=facts.campaign).values("unit")
    rows = register.rows(facts).filter(narrow, unit__in=taking_part).order_by()
    return int(rows.values("unit").distinct().count())


def cards_by_rung(facts: Facts) -> list[tuple[Rung, int, int, str]]:
    """Every rung of the ladder in use: cards that stand, cards ever shown, the figure's code."""
    found: dict[int, list[int]] = {}
    rows = of.CARDS.rows(facts).filter(signed_at__isnull=False).order_by()
    for rung, status in rows.values_list("rung", "status"):
        counted = found.setdefault(rung, [0, 0])
        counted[1] += status in {"signed", "lifted"}
        counted[0] += status == "signed"
    rungs = Rung.objects.filter(is_enabled=True).order_by("order", "pk")
    counts = [(rung, found.get(rung.pk, [0, 0])) for rung in rungs]
    return [(rung, standing, shown, f"rung_{rung.pk}") for rung, (standing, shown) in counts]
