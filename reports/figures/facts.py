"""What is counted, fetched once and shared by every figure, chart and cross-check."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from campaigns.models import Campaign, Completion, Participation, Task
from evaluations.models import Round, Standing
from issues.models import Issue, IssueCount, IssueList
from reports.figures.added import Categories, Counted
from reports.figures.counted import counted, flow_days
from reports.figures.ends import ends
from reports.figures.period import Period
from roster.models import Unit

S = Issue.Status


@dataclass
class Facts:
    """The counted facts of one campaign on one day, for all units or for some.

    A period leaves only what is dated in it; its state is that of the day all the same.
    """

    campaign: Campaign
    today: date
    unit_ids: frozenset[int] | None = None
    tallies: dict[str, dict[str, int]] = field(default_factory=dict)
    is_told_to_units: bool = False
    """Whether a unit reads them: what is not yet released to units is not counted either."""
    period: Period | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    """What the address narrows them to; every link to rows carries it on."""
    made: dict[str, Any] = field(default_factory=dict)
    """What other rooms have counted once from them."""

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What is counted under a name, the first time only."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def ever(self) -> "Facts":
        """The same without a period."""
        return replace(self, period=None, tallies={}, made={})

    def dated(self, rows: QuerySet, field: str) -> QuerySet:  # type: ignore[type-arg]
        """Narrow rows to those dated in the period."""
        return rows if self.period is None else self.period.dated(rows, field)

    def of_units(self, rows: QuerySet, field: str = "unit") -> QuerySet:  # type: ignore[type-arg]
        """Narrow rows to the units these facts are about."""
        if self.unit_ids is None:
            return rows
        return rows.filter(**{f"{field}__in": self.unit_ids})

    @cached_property
    def units(self) -> dict[int, Unit]:
        """The participating units in official order."""
        rows = Unit.objects.filter(participations__campaign=self.campaign).in_official_order()
        return {unit.pk: unit for unit in self.of_units(rows, "pk")}

    @cached_property
    def by_status(self) -> dict[str, int]:
        """Issues by status, from the counts that the verbs keep."""
        if self.period is not None:
            return self._summed()
        rows = self.of_units(IssueCount.objects.filter(campaign=self.campaign))
        return dict(rows.values_list("status").annotate(n=Sum("count")))

    @cached_property
    def by_unit_status(self) -> dict[int, dict[str, int]]:
        """Issues by unit and status."""
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for unit, status, count in self._by_unit_status():
            found[unit][status] = count
        return found

    @cached_property
    def ledger_by_unit(self) -> dict[int, int]:
        """Ledger issues by unit, from the counts that the verbs keep."""
        if self.period is None:
            rows = self.of_units(IssueCount.objects.filter(campaign=self.campaign))
            kept = rows.filter(status__in=Issue.LEDGER).values_list("unit")
            return dict(kept.annotate(n=Sum("count")))
        return {
            unit: sum(counts.get(status, 0) for status in Issue.LEDGER)
            for unit, counts in self.by_unit_status.items()
        }

    def _by_unit_status(self) -> Iterable[tuple[int, str, int]]:
        """As the verbs keep them; within a period the issues themselves are counted."""
        if self.period is None:
            kept = self.of_units(IssueCount.objects.filter(campaign=self.campaign))
            return kept.values_list("unit", "status", "count")
        rows = self.of_units(Issue.objects.of(self.campaign)).order_by()
        listed = self.dated(rows, "approved_at").values_list("unit", "status")
        found: Iterable[tuple[int, str, int]] = listed.annotate(n=Count("pk"))
        return found

    def _summed(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for counts in self.by_unit_status.values():
            for status, count in counts.items():
                found[status] += count
        return found

    def total(self, *statuses: str) -> int:
        """How many issues stand in one of these statuses."""
        return sum(self.by_status.get(status, 0) for status in statuses)

    @cached_property
    def ledger(self) -> int:
        """Issues in the ledger: open and struck off."""
        return self.total(*Issue.LEDGER)

    @cached_property
    def open(self) -> int:
        """Issues in the ledger that have not ended."""
        return self.total(*Issue.OPEN)

    @cached_property
    def _counted(self) -> Counted:
        state = sorted(self.by_status.items())
        return counted(self.campaign, self.today, self.unit_ids, state, self.period)

    @cached_property
    def by_rectify(self) -> dict[str, int]:
        """Ledger issues by kind of rectification."""
        return self._counted.by(0)

    @cached_property
    def by_source(self) -> dict[str, int]:
        """Ledger issues by source."""
        return self._counted.by(1)

    @cached_property
    def by_level(self) -> dict[str, int]:
        """Ledger issues by level."""
        return self._counted.by(2)

    @property
    def rows_by_unit(self) -> dict[int, int]:
        """Ledger issues by unit, by the rows themselves."""
        return self._counted.by_unit

    @property
    def categories(self) -> dict[int, Categories]:
        """Ledger issues by unit, there by category."""
        return self._counted.categories

    @property
    def categories_used(self) -> set[int]:
        """The categories of ledger issues."""
        used = set[int | None]().union(*self._counted.categories.values())
        return {category for category in used if category}

    @property
    def by_unit_category(self) -> dict[tuple[int, int | None], int]:
        """Ledger issues by unit and category."""
        return self._counted.by_unit_category

    @property
    def overdue_by_unit(self) -> dict[int, tuple[int, date]]:
        """Overdue issues by unit: how many, and the oldest date."""
        return self._counted.overdue_by_unit

    @cached_property
    def overdue(self) -> int:
        """Open issues past their date."""
        return sum(count for count, _ in self.overdue_by_unit.values())

    @property
    def due_today(self) -> int:
        """Open issues due today."""
        return self._counted.due_today

    @property
    def due_soon(self) -> int:
        """Open issues due within seven days, today included."""
        return self._counted.due_soon

    @property
    def days(self) -> dict[date, tuple[int, int]]:
        """Day by day of the last ten weeks: new in the ledger, struck off."""
        return self._counted.days

    @cached_property
    def flow(self) -> list[tuple[date, int, int]]:
        """The last ten weeks, or those of the period: first day, new in the ledger, struck off."""
        first, last = flow_days(self.today, self.period)
        start = first - timedelta(days=first.weekday())
        count = (last - start).days // 7 + 1
        weeks = {start + timedelta(weeks=number): [0, 0] for number in range(count)}
        for day, (new, closed) in self.days.items():
            week = weeks.get(day - timedelta(days=day.weekday()))
            if week is not None:
                week[0], week[1] = week[0] + new, week[1] + closed
        return [(week, new, closed) for week, (new, closed) in weeks.items()]

    @property
    def look_backs(self) -> dict[str, int]:
        """Look-backs: due and not made, made, rebounds found."""
        return self._counted.look_backs

    @cached_property
    def lists_by_status(self) -> dict[str, int]:
        """Issue lists by status."""
        rows = self.dated(self.of_units(IssueList.objects.of(self.campaign)), "submitted_at")
        return dict(rows.order_by().values_list("status").annotate(n=Count("pk")))

    @cached_property
    def lists_sent(self) -> int:
        """Issue lists that have been sent at least once."""
        return sum(n for status, n in self.lists_by_status.items() if status != "draft")

    @cached_property
    def cadre_count(self) -> int:
        """Cadres who take part."""
        rows = self.of_units(Participation.objects.filter(campaign=self.campaign))
        return int(rows.aggregate(n=Count("cadres"))["n"])

    @cached_property
    def task_states(self) -> dict[str, int]:
        """Unit tasks whose day has passed: how many units did them on time, late, not at all."""
        due = [task.pk for task in self.due_tasks]
        rows = self.of_units(Completion.objects.filter(task__in=due))
        rows = rows.filter(unit__participations__campaign=self.campaign)
        in_time = Count("pk", filter=Q(done_on__lte=F("task__due_on")))
        done = rows.aggregate(all=Count("pk"), on_time=in_time)
        missing = len(due) * len(self.units) - done["all"]
        late = done["all"] - done["on_time"]
        found = {"on_time": done["on_time"], "late": late, "missing": missing}
        return {"tasks": len(due), **found}

    @cached_property
    def ballots(self) -> dict[str, int]:
        """Ballots of the newest counted round: issued, returned, void, valid."""
        lines = self.round.sessions if self.round else []
        names = ("issued", "returned", "void", "valid")
        return {name: sum(int(line.get(name) or 0) for line in lines) for name in names}

    @cached_property
    def units_without_list(self) -> list[Unit]:
        """Units that have sent no list of their own yet."""
        sent = IssueList.objects.of(self.campaign).exclude(status=IssueList.Status.DRAFT)
        done = set(sent.filter(cadre=None).values_list("unit", flat=True))
        return [unit for pk, unit in self.units.items() if pk not in done]

    @cached_property
    def round(self) -> Round | None:
        """The newest counted round; units are told of a round when it is published."""
        known = Round.SHOWN if self.is_told_to_units else Round.COUNTED
        rows = Round.objects.filter(campaign=self.campaign, status__in=known)
        return self.dated(rows, "tallied_at").order_by("-tallied_at").first()

    @cached_property
    def standings(self) -> list[Standing]:
        """The first and the last of every cohort of the newest counted round, best first."""
        if self.round is None:
            return []
        rows = Standing.objects.filter(round=self.round)
        if self.unit_ids is not None:
            own = rows.filter(unit__in=self.unit_ids).values("cohort")
            rows = rows.filter(cohort__in=own)
        if self.is_told_to_units:
            rows = rows.filter(cohort__is_published=True)
        return ends(rows, self.units)

    @cached_property
    def task_grid(self) -> dict[tuple[int, int], date]:
        """When a unit did a task: (task, unit) -> day."""
        rows = Completion.objects.filter(task__phase__campaign=self.campaign)
        done = self.of_units(rows).values_list("task", "unit", "done_on")
        return {(task, unit): day for task, unit, day in done}

    @cached_property
    def unit_tasks(self) -> list[Task]:
        """The tasks that every unit owes, by deadline; of the phase or period if one is meant."""
        rows: QuerySet[Task] = Task.objects.filter(phase__campaign=self.campaign)
        rows = rows.select_related("phase")
        if self.period is not None and self.period.phase:
            rows = rows.filter(phase=self.period.phase)
        elif self.period is not None:
            rows = self.period.dated(rows, "due_on")
        return [task for task in rows.order_by("due_on", "order") if task.is_for_units]

    @property
    def due_tasks(self) -> list[Task]:
        """The tasks of every unit whose day has passed."""
        return [task for task in self.unit_tasks if task.due_on < self.today]
