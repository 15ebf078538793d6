"""The ledger in a few numbers: what is closed, what of it was rectified, what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from issues.figures.scope import Scope
from issues.models import Issue, IssueQuerySet
from issues.models.marks import MARKS
from issues.words import Rectify

CLOSED = Q(status=Issue.Status.CLOSED)
COUNTED = ("rectified", "unrectified", "rebound", "overrated", "extended")
EVER_CLOSED = CLOSED | Q(reopened_count__gt=0)


@dataclass(frozen=True)
class Summary:
    """Counts of one set of issues; the rates are whole per cents, None of nothing."""

    name: str
    counts: dict[str, int]
    unit_id: int | None = None

    @property
    def closing_rate(self) -> int | None:
        """What was really rectified, of everything in the ledger."""
        return _share(self.counts["rectified"], self.counts["total"])

    @property
    def rebound_rate(self) -> int | None:
        """What came back, of everything that was ever struck off."""
        return _share(self.counts["rebound"], self.counts["ever_closed"])


def _share(part: int, whole: int) -> int | None:
    return round(part * 100 / whole) if whole else None


def _asked(scope: Scope) -> dict[str, Count]:
    is_open = Q(status__in=Issue.OPEN)
    conditions = {
        "total": Q(),
        "open": is_open,
        "overdue": is_open & Q(due_on__lt=scope.today),
        "closed": CLOSED,
        "ever_closed": EVER_CLOSED,
        "standing": Q(rectify=Rectify.STANDING),
        **{code: MARKS[code].condition for code in COUNTED},
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def summary(scope: Scope, rows: IssueQuerySet) -> Summary:
    """The numbers of these issues together."""
    return Summary("合计", rows.order_by().aggregate(**_asked(scope)))


def summaries(scope: Scope, rows: IssueQuerySet) -> list[Summary]:
    """The numbers of each unit, in official order: a list to look up, not a ranking."""
    units = rows.values("unit", "unit__name").annotate(**_asked(scope))
    return [_of_unit(row) for row in units.order_by("unit__order", "unit")]


def _of_unit(row: Mapping[str, Any]) -> Summary:
    counts = {name: count for name, count in row.items() if name not in {"unit", "unit__name"}}
    return Summary(row["unit__name"], counts, row["unit"])
