"""The counts that need a walk over all issues, held until somebody does something."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from campaigns.models import Campaign
from issues.models import Issue, LookBack
from journal.models import Entry

Rows = Callable[[QuerySet, str], QuerySet]  # type: ignore[type-arg]
WEEKS = 10
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


def counted(campaign: Campaign, today: date, reach: str, rows: Rows, state: object) -> Counted:
    """Return the counts; as long as nobody has done anything they are not made anew.

    Every verb writes the journal and moves the counts by status, so its newest entry and those
    counts (`state`) tell whether something happened; after a minute they are made anew anyway.
    """
    entry = Entry.objects.aggregate(last=Max("pk"))["last"]
    issue = Issue.objects.aggregate(last=Max("pk"))["last"]
    said = repr([campaign.pk, today, reach, entry, issue, state])
    if (kept := HELD.get(said)) and monotonic() - kept[0] < SECONDS and settings.HOLD_FIGURES:
        return kept[1]
    found = _walk(campaign, today, rows)
    if len(HELD) >= MOST_HELD:
        HELD.clear()
    HELD[said] = (monotonic(), found)
    return found


def _walk(campaign: Campaign, today: date, rows: Rows) -> Counted:
    every = rows(Issue.objects.of(campaign), "unit").order_by()
    ledger = every.filter(status__in=Issue.LEDGER)
    late = rows(Issue.objects.of(campaign).overdue(today), "unit").order_by()
    back = rows(LookBack.objects.filter(issue__campaign=campaign), "issue__unit")
    due = rows(Issue.objects.of(campaign).due_by(today, today + timedelta(days=7)), "unit")
    kinds = ledger.values_list("rectify", "source", "level").annotate(n=Count("pk"))
    pairs = ledger.values_list("unit", "category").annotate(n=Count("pk"))
    oldest = late.values_list("unit").annotate(n=Count("pk"), oldest=Min("due_on"))
    return Counted(
        kinds={(rectify, source, level): n for rectify, source, level, n in kinds},
        by_unit_category={(unit, category): n for unit, category, n in pairs},
        overdue_by_unit={unit: (n, day) for unit, n, day in oldest},
        due_today=due.filter(due_on=today).count(),
        due_soon=due.count(),
        days=_days(every, today),
        look_backs=_look_backs(back, today),
    )


def first_day(today: date) -> date:
    """The Monday with which the ten weeks begin."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def _days(every: QuerySet[Issue], today: date) -> dict[date, tuple[int, int]]:
    """Day by day of the last ten weeks: new in the ledger, struck off."""
    start = first_day(today)
    new, closed = (_by_day(every, name, start) for name in ("approved_at", "closed_at"))
    return {day: (new[day], closed[day]) for day in new.keys() | closed.keys()}


def _by_day(every: QuerySet[Issue], name: str, start: date) -> Counter[date]:
    """Count by moment in the database, by day here: whole lists pass at one moment."""
    since = make_aware(datetime.combine(start, time.min))
    moments = every.filter(**{f"{name}__gte": since}).values_list(name).annotate(n=Count("pk"))
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
