"""Figures as of a date: what dated rows say of a day that has passed."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import make_aware

from activities.models import Activity, Institution
from issues.models import Issue, IssueList, LookBack
from outreach.models import Opinion, Visit
from reports.figures.facts import Facts
from reports.figures.figure import rate
from supervision.models import Card, Finding, Inspection, Order

Count = Callable[[Facts, date], object]


def _end(day: date) -> datetime:
    """The first moment after the day."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _ledger(facts: Facts, day: date) -> QuerySet[Issue]:
    rows = Issue.objects.of(facts.campaign).filter(approved_at__lt=_end(day))
    return facts.of_units(rows.exclude(status=Issue.Status.CANCELLED))


def _closed(facts: Facts, day: date) -> QuerySet[Issue]:
    return _ledger(facts, day).filter(closed_at__lt=_end(day))


def _open(facts: Facts, day: date) -> QuerySet[Issue]:
    return _ledger(facts, day).filter(Q(closed_at=None) | Q(closed_at__gte=_end(day)))


def _rows(model: type, field: str, *, unit: str = "unit", campaign: str = "campaign") -> Count:
    """Count the rows of a register up to a day by their own date."""

    def counted(facts: Facts, day: date) -> int:
        manager = model._default_manager  # type: ignore[attr-defined]
        until = _end(day) if field.endswith("_at") else day + timedelta(days=1)
        rows = manager.filter(**{campaign: facts.campaign, f"{field}__lt": until})
        return int(facts.of_units(rows, unit).count())

    return counted


def _attended(facts: Facts, day: date) -> int:
    rows = Activity.objects.filter(campaign=facts.campaign, held_on__lte=day)
    return int(facts.of_units(rows).aggregate(n=Sum("attended_count"))["n"] or 0)


DATED: dict[str, Count] = {
    "issues_ledger": lambda facts, day: _ledger(facts, day).count(),
    "issues_closed": lambda facts, day: _closed(facts, day).count(),
    "issues_open": lambda facts, day: _open(facts, day).count(),
    "close_rate": lambda facts, day: rate(_closed(facts, day).count(), _ledger(facts, day).count()),
    "overdue": lambda facts, day: _open(facts, day).filter(due_on__lt=day).count(),
    "lists_approved": _rows(IssueList, "approved_at"),
    "look_backs_done": _rows(LookBack, "done_on", unit="issue__unit", campaign="issue__campaign"),
    "visits": _rows(Visit, "visited_on"),
    "opinions": _rows(Opinion, "received_on"),
    "inspections": _rows(Inspection, "inspected_on"),
    "findings": _rows(
        Finding,
        "inspection__inspected_on",
        unit="inspection__unit",
        campaign="inspection__campaign",
    ),
    "orders": _rows(Order, "sent_at"),
    "cards_signed": _rows(Card, "signed_at"),
    "institutions": _rows(Institution, "issued_on"),
    "attended": _attended,
}


def as_of(facts: Facts, code: str, day: date) -> object | None:
    """What a figure said at the end of a day; None where its rows carry no dates."""
    count = DATED.get(code)
    return count(facts, day) if count else None


def course(facts: Facts, code: str, *, weeks: int = 8) -> list[tuple[date, object]]:
    """The figure week by week until today; empty where it cannot be told."""
    if code not in DATED:
        return []
    days = [facts.today - timedelta(weeks=back) for back in range(weeks, -1, -1)]
    return [(day, as_of(facts, code, day)) for day in days if day >= facts.campaign.starts_on]
