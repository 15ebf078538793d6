"""The counts that need a walk over all issues, held until somebody does something."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.timezone import localdate

from campaigns.models import Campaign
from issues.models import Issue, LookBack
from journal.models import Entry
from reports.figures.period import Period

Rows = Callable[[QuerySet, str], QuerySet]  # type: ignore[type-arg]
WEEKS, MOST_WEEKS = 10, 54
SECONDS, MOST_HELD = 60, 64


@dataclass(frozen=True)
class Counted:
    """What one walk over the issues of a campaign found."""

    kinds: dict[tuple[str, str, str], int]
    by_unit_category: dict[tuple[int, int | None], int]
    overdue_by_unit: dict[int, tuple[int, date]]
    due_today: int
    due_soon: int
    days: dict[date, tuple[int, int]]
    look_backs: dict[str, int]

    def by(self, place: int) -> dict[str, int]:
        """Ledger issues by kind of rectification (0), source (1) or level (2)."""
        found: dict[str, int] = {}
        for kind, count in self.kinds.items():
            found[kind[place]] = found.get(kind[place], 0) + count
        return found


HELD: dict[str, tuple[float, Counted]] = {}


def counted(
    campaign: Campaign,
    today: date,
    reach: str,
    rows: Rows,
    state: object,
    period: Period | None = None,
) -> Counted:
    """Return the counts; as long as nobody has done anything they are not made anew.

    Every verb writes the journal and moves the counts by status, so its newest entry and those
    counts (`state`) tell whether something happened; after a minute they are made anew anyway.
    """
    entry = Entry.objects.aggregate(last=Max("pk"))["last"]
    issue = Issue.objects.aggregate(last=Max("pk"))["last"]
    said = repr([campaign.pk, today, reach, entry, issue, state, period])
    if (kept := HELD.get(said)) and monotonic() - kept[0] < SECONDS and settings.HOLD_FIGURES:
        return kept[1]
    found = _walk(campaign, today, rows, period)
    if len(HELD) >= MOST_HELD:
        HELD.clear()
    HELD[said] = (monotonic(), found)
    return found


def _walk(campaign: Campaign, today: date, rows: Rows, period: Period | None) -> Counted:
    every = rows(Issue.objects.of(campaign).order_by(), "unit")
    meant = _dated(every, "approved_at", period)
    ledger = meant.filter(status__in=Issue.LEDGER)
    late = meant.filter(status__in=Issue.OPEN, due_on__lt=today)
    of_campaign = Issue.objects.of(campaign).order_by().values("pk")
    back = rows(LookBack.objects.filter(issue__in=of_campaign), "issue__unit")
    due = meant.filter(
        status__in=Issue.OPEN, due_on__gte=today, due_on__lte=today + timedelta(days=7)
    )
    kinds = ledger.values_list("rectify", "source", "level").annotate(n=Count("pk"))
    pairs = ledger.values_list("unit", "category").annotate(n=Count("pk"))
    oldest = late.values_list("unit").annotate(n=Count("pk"), oldest=Min("due_on"))
    return Counted(
        kinds={(rectify, source, level): n for rectify, source, level, n in kinds},
        by_unit_category={(unit, category): n for unit, category, n in pairs},
        overdue_by_unit={unit: (n, day) for unit, n, day in oldest},
        due_today=due.filter(due_on=today).count(),
        due_soon=due.count(),
        days=_days(every, *flow_days(today, period)),
        look_backs=_look_backs(_dated(back, "due_on", period), today),
    )


def _dated(rows: QuerySet, name: str, period: Period | None) -> QuerySet:  # type: ignore[type-arg]
    return rows if period is None else period.dated(rows, name)


def flow_days(today: date, period: Period | None) -> tuple[date, date]:
    """The days that the flow shows: of the period, but no more than a year; else ten weeks."""
    if period is None:
        return first_day(today), today
    last = min(period.last, today)
    return max(period.first, last - timedelta(weeks=MOST_WEEKS)), last


def first_day(today: date) -> date:
    """The Monday with which the ten weeks begin."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def _days(every: QuerySet[Issue], first: date, last: date) -> dict[date, tuple[int, int]]:
    """Day by day: new in the ledger, struck off."""
    new, closed = (
        _by_day(every, Period(first, last), name) for name in ("approved_at", "closed_at")
    )
    return {day: (new[day], closed[day]) for day in new.keys() | closed.keys()}


def _by_day(every: QuerySet[Issue], period: Period, name: str) -> Counter[date]:
    """Count by moment in the database, by day here: whole lists pass at one moment."""
    moments = period.dated(every, name).values_list(name).annotate(n=Count("pk"))
    found: Counter[date] = Counter()
    for moment, count in moments:
        found[localdate(moment)] += count
    return found


def _look_backs(rows: QuerySet[LookBack], today: date) -> dict[str, int]:
    """Look-backs: due and not made, made, rebounds found."""
    found = rows.aggregate(
        due=Count("pk", filter=Q(pk__in=LookBack.objects.due(today).values("pk"))),
        done=Count("pk", filter=~Q(done_on=None)),
        rebound=Count("pk", filter=Q(is_rebound=True)),
    )
    return {name: int(count) for name, count in found.items()}
