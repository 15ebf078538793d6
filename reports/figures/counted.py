"""The counts of the issues: added up from kept sums, and held until somebody does something."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.timezone import localdate

from campaigns.models import Campaign
from issues.figures import summed
from issues.models import Issue, LookBack
from journal.models import Entry
from reports.figures.added import Categories, Counted, added
from reports.figures.period import Period

WEEKS, MOST_WEEKS = 10, 54
SECONDS, MOST_HELD = 60, 64


HELD: dict[str, tuple[float, Counted]] = {}


def counted(
    campaign: Campaign,
    today: date,
    units: frozenset[int] | None,
    state: object,
    period: Period | None = None,
) -> Counted:
    """Return the counts; as long as nobody has done anything they are not made anew.

    Every verb writes the journal and moves the counts by status, so its newest entry and those
    counts (`state`) tell whether something happened; after a minute they are made anew anyway.
    """
    entry = Entry.objects.aggregate(last=Max("pk"))["last"]
    issue = Issue.objects.aggregate(last=Max("pk"))["last"]
    reach = None if units is None else sorted(units)
    said = repr([campaign.pk, today, reach, entry, issue, state, period])
    if (kept := HELD.get(said)) and monotonic() - kept[0] < SECONDS and settings.HOLD_FIGURES:
        return kept[1]
    if period is None:
        found = added(summed(campaign, units), today, first_day(today))
    else:
        found = _walk(campaign, today, units, period)
    if len(HELD) >= MOST_HELD:
        HELD.clear()
    HELD[said] = (monotonic(), found)
    return found


def _walk(campaign: Campaign, today: date, units: frozenset[int] | None, period: Period) -> Counted:
    """What is dated in a period has no kept sums: the issues themselves are counted."""
    every = Issue.objects.of(campaign).order_by()
    back = LookBack.objects.filter(issue__campaign=campaign)
    if units is not None:
        every, back = every.filter(unit__in=units), back.filter(issue__unit__in=units)
    meant = period.dated(every, "approved_at")
    ledger = meant.filter(status__in=Issue.LEDGER)
    late = meant.filter(status__in=Issue.OPEN, due_on__lt=today)
    due = meant.filter(
        status__in=Issue.OPEN, due_on__gte=today, due_on__lte=today + timedelta(days=7)
    )
    kinds = ledger.values_list("rectify", "source", "level").annotate(n=Count("pk"))
    categories: dict[int, Categories] = defaultdict(dict)
    for unit, category, n in ledger.values_list("unit", "category").annotate(n=Count("pk")):
        categories[unit][category] = n
    oldest = late.values_list("unit").annotate(n=Count("pk"), oldest=Min("due_on"))
    return Counted(
        kinds={(rectify, source, level): n for rectify, source, level, n in kinds},
        categories=dict(categories),
        overdue_by_unit={unit: (n, day) for unit, n, day in oldest},
        due_today=due.filter(due_on=today).count(),
        due_soon=due.count(),
        days=_days(every, *flow_days(today, period)),
        look_backs=_look_backs(period.dated(back, "due_on"), today),
    )


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
