"""The rows behind a figure: which register they stand in, which of them count, as of which day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet, Sum
from django.utils.timezone import make_aware

from reports.figures.facts import Facts
from reports.figures.period import Period, is_moment

Rows = QuerySet[Any]


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _plain(row: Any) -> str:
    return str(row)


def _nothing(_: Any) -> str:
    return ""


@dataclass(frozen=True)
class Register:
    """One table that figures count: how a row belongs to a campaign, to a unit and to a day.

    `kept` are the rows that count at all, `shown` those of them that units may know of. A period
    narrows by `spell`, else by the row's day; where a phase is meant, by `phase` if there is one.
    `counted` tells the numbers by code of figure where the facts have them without asking.
    """

    name: str
    label: str
    model: type[Model]
    campaign: str = "campaign"
    unit: str = "unit"
    day: str = ""
    kept: Q = field(default_factory=Q)
    shown: Q = field(default_factory=Q)
    text: Callable[[Any], str] = _plain
    state: Callable[[Any], str] = _nothing
    about: str = ""
    reads: tuple[str, ...] = ()
    spell: str = ""
    phase: str = ""
    counted: Callable[[Facts], dict[str, int]] | None = None

    def rows(self, facts: Facts) -> Rows:
        """The rows of this campaign, of the units and the period that the facts are about."""
        rows = self.model._default_manager.filter(self.kept, **{self.campaign: facts.campaign})
        if facts.is_told_to_units:
            rows = rows.filter(self.shown)
        rows = self.within(rows, facts.period)
        return facts.of_units(rows, self.unit) if self.unit else rows

    def within(self, rows: Rows, period: Period | None) -> Rows:
        """Rows that belong to a period; those without any date belong to every one."""
        if period is not None and period.phase and self.phase:
            return rows.filter(**{self.phase: period.phase})
        name = self.spell or self.day
        return period.dated(rows, name) if period is not None and name else rows

    def up_to(self, rows: Rows, day: date, name: str = "") -> Rows:
        """Rows whose own date lies on or before a day."""
        name = name or self.day
        until = end_of(day) if is_moment(name) else day + timedelta(days=1)
        return rows.filter(**{f"{name}__lt": until})


@dataclass(frozen=True)
class Behind:
    """Rows of a register that a figure counts, or whose field it sums.

    `day` is the date by which it goes back; with None nothing is known of a day that has passed,
    because what makes the row count is its state of today.
    """

    register: Register
    narrow: Q = field(default_factory=Q)
    day: str | None = ""
    summed: str = ""
    told: str = ""

    @property
    def goes_back(self) -> bool:
        """Tell whether the figure can be told of a day that has passed."""
        return self.day is not None and bool(self.day or self.register.day)

    def rows(self, facts: Facts, day: date | None = None) -> Rows:
        """The rows as they count today, or as of a day."""
        rows = self.register.rows(facts).filter(self.narrow)
        return self.register.up_to(rows, day, self.day or "") if day else rows

    def number(self, facts: Facts, day: date | None = None) -> int:
        """How many rows, or what their field adds up to."""
        rows = self.rows(facts, day).order_by()
        if self.told:
            held = (facts_.get(self.told, "") for facts_ in rows.values_list("facts", flat=True))
            return sum(int(value) for value in held if str(value).isdecimal())
        if self.summed:
            return int(rows.aggregate(n=Sum(self.summed))["n"] or 0)
        return rows.count()

    def amount(self, row: Any) -> int:
        """What a row adds to the number."""
        if self.told:
            value = str(row.facts.get(self.told, ""))
            return int(value) if value.isdecimal() else 0
        return int(getattr(row, self.summed) or 0) if self.summed else 1

    @property
    def query(self) -> str:
        """The question as it is kept with a frozen figure."""
        parts = [self.register.model._meta.label, str(self.register.kept & self.narrow)]
        return " ".join([*parts, self.summed or self.told or "count"])


@dataclass(frozen=True)
class Asked:
    """Rows that only a question in the register's own words can name."""

    register: Register
    now: Callable[[Facts], Rows]
    then: Callable[[Facts, date], Rows] | None = None

    def amount(self, _: Any) -> int:
        """Every row counts once."""
        return 1

    @property
    def goes_back(self) -> bool:
        """Tell whether the figure can be told of a day that has passed."""
        return self.then is not None

    def rows(self, facts: Facts, day: date | None = None) -> Rows:
        """The rows as they count today, or as of a day."""
        return self.then(facts, day) if day and self.then else self.now(facts)

    def number(self, facts: Facts, day: date | None = None) -> int:
        """How many rows."""
        return self.rows(facts, day).order_by().count()

    @property
    def query(self) -> str:
        """The question as it is kept with a frozen figure."""
        return f"{self.register.model._meta.label} {self.now.__name__}"


@dataclass(frozen=True)
class Listed:
    """Lines that are no rows of one table: a task that a unit has not done, a session's ballots."""

    lines: Callable[[Facts], list[tuple[object, ...]]]
    query: str
    goes_back: bool = False
    adds: bool = False
    """Whether the number is what the lines add up to, not how many they are."""
