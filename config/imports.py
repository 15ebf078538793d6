"""Which reader understands which kind of workbook, and what the rows are read against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import DatabaseError

import activities.sheets
import campaigns.rules as campaign_rules
import evaluations.sheets.ballots as ballot_sheets
import issues.sheets
import outreach.rules as outreach_rules
import outreach.sheets
import roster.sheets
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from common.dictionaries import dictionary
from common.workbook import Workbook
from common.workbook.report import Report, Row
from common.workbook.telling import Reading
from issues.readings import reference
from issues.readings.choices import Options
from roster.directory import Directory, shipped_units
from roster.models import Unit, User
from roster.words import Work

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds where a file does not say it, and which units and holidays there are."""

    directory: Directory
    calendar: Calendar
    year: int | None = None
    received: date | None = None
    unit_code: str | None = None
    categories: Options | None = None
    is_example: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    is_offer: bool = False
    tick: Tick | None = None

    def understood(self) -> issues.sheets.Understood:
        """How the cells of an issue sheet are told back."""
        options = self.categories or reference.categories()
        return issues.sheets.Understood(self.directory, options)

    @property
    def sure_year(self) -> int:
        return self.year or int(reference.example_campaign()["year"])

    @property
    def sure_received(self) -> date:
        return self.received or date.fromisoformat(str(reference.example_campaign()["assigned_on"]))


Read = Callable[[Workbook, Setting], Report]
Store = Callable[..., int]
Known = Callable[[Report, Campaign | None], dict[tuple[str, int], str]]


def as_written(_setting: Setting) -> Reading:
    """Cells of which nothing is told but what was written."""

    def nothing(_field: str, _row: Row) -> None:
        return None

    return nothing


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of workbook: what it is called, how it is read, how its rows are stored."""

    label: str
    read: Read
    store: Store | None = None
    fields: tuple[tuple[str, str], ...] = ()
    known: Known | None = None
    matched: Known | None = None
    reading: Callable[[Setting], Reading] = as_written
    works: frozenset[str] = frozenset()

    def is_for(self, user: User) -> bool:
        """Whether the person may bring such a workbook in on the page."""
        return any(user.works_as(work) for work in self.works)


def read_issues(workbook: Workbook, setting: Setting) -> Report:
    """Issue lists, ledgers and self-check forms; the headings say which."""
    defaults = issues.sheets.Defaults(
        setting.year, setting.received, setting.unit_code, setting.is_offer
    )
    return issues.sheets.read(
        workbook,
        directory=setting.directory,
        add_workdays=setting.calendar.add,
        is_unknown=setting.calendar.unknown,
        categories=setting.categories,
        defaults=defaults,
        told=setting.told,
        tick=setting.tick,
    )


def read_tickets(workbook: Workbook, setting: Setting) -> Report:
    """Exports of the hotline."""
    return outreach.sheets.read(
        workbook,
        directory=setting.directory,
        year=setting.sure_year,
        received=setting.sure_received,
        told=setting.told,
    )


def read_sums(workbook: Workbook, setting: Setting) -> Report:
    """The hotline's own table by department."""
    return outreach.sheets.read_sums(
        workbook, directory=setting.directory, year=setting.sure_year, told=setting.told
    )


def read_visits(workbook: Workbook, setting: Setting) -> Report:
    """Paper records of visits."""
    return outreach.sheets.read_visits(
        workbook, directory=setting.directory, year=setting.sure_year, told=setting.told
    )


def read_people(workbook: Workbook, setting: Setting) -> Report:
    """Rosters of people."""
    return roster.sheets.read_people(
        workbook,
        directory=setting.directory,
        year=setting.sure_year,
        received=setting.sure_received,
        unit_code=setting.unit_code,
        told=setting.told,
    )


def read_units(workbook: Workbook, setting: Setting) -> Report:
    """Rosters of units."""
    return roster.sheets.read_units(
        workbook, year=setting.sure_year, received=setting.sure_received, told=setting.told
    )


def read_ballots(workbook: Workbook, setting: Setting) -> Report:
    """Counting workbooks, against the round that waits for paper ballots if there is one."""
    round_ = ballot_sheets.waiting_round(newest_campaign())
    return ballot_sheets.read_ballots(workbook, setting.directory, round_)


def read_activities(workbook: Workbook, setting: Setting) -> Report:
    """Registers of meetings and study."""
    return activities.sheets.read_activities(
        workbook,
        directory=setting.directory,
        year=setting.sure_year,
        unit_code=setting.unit_code,
        told=setting.told,
    )


OFFICE: Final = frozenset({Work.OFFICE})
KEEPERS: Final = OFFICE | {Work.CLERK, Work.HEAD}

KINDS: dict[str, Kind] = {
    "issues": Kind(
        "问题清单、台账、对照检查清单",
        read_issues,
        issues.sheets.store,
        issues.sheets.fields(),
        issues.sheets.known,
        reading=Setting.understood,
        works=OFFICE,
    ),
    "ledger": Kind(
        "整改台账",
        read_issues,
        issues.sheets.store,
        issues.sheets.fields(),
        issues.sheets.known,
        reading=Setting.understood,
    ),
    "roster": Kind(
        "干部花名册",
        read_people,
        roster.sheets.store_people,
        roster.sheets.fields("people"),
        works=OFFICE,
    ),
    "units": Kind(
        "单位名册",
        read_units,
        roster.sheets.store_units,
        roster.sheets.fields("units"),
        works=OFFICE,
    ),
    "ballots": Kind("三评议计票表", read_ballots, ballot_sheets.store_ballots),
    "activities": Kind(
        "会议学习登记簿",
        read_activities,
        activities.sheets.store_activities,
        activities.sheets.fields(),
        works=KEEPERS,
    ),
    "tickets": Kind(
        "12345热线工单",
        read_tickets,
        outreach_rules.take_tickets,
        outreach.sheets.fields(),
        matched=outreach_rules.matched_tickets,
        works=OFFICE,
    ),
    "sums": Kind(
        "12345部门统计表",
        read_sums,
        outreach_rules.take_sums,
        outreach.sheets.sum_fields(),
        works=OFFICE,
    ),
    "visits": Kind(
        "走访记录表",
        read_visits,
        outreach.sheets.store_visits,
        outreach.sheets.visit_fields(),
        works=KEEPERS | {Work.OUTREACH},
    ),
}


def setting_of(
    campaign: Campaign | None, *, unit_code: str | None = None, received: date | None = None
) -> Setting:
    """The setting of a campaign; the shipped units and holidays where the database has none."""
    directory = stored_directory()
    return Setting(
        directory=directory or shipped_directory(),
        calendar=stored_calendar() or shipped_calendar(),
        year=campaign.year if campaign else None,
        received=received or (campaign.received_on if campaign else None),
        unit_code=unit_code,
        categories=issues.sheets.categories_of(campaign) if campaign else None,
        is_example=directory is None,
    )


def newest_campaign() -> Campaign | None:
    """The campaign meant when none is named; none in a database that is not set up."""
    try:
        return Campaign.objects.newest()
    except DatabaseError:
        return None


def stored_directory() -> Directory | None:
    """The units in the database as a directory, if there are any."""
    try:
        directory = Unit.objects.standing().directory(reference.group_targets())
    except DatabaseError:
        return None
    return directory if directory.entries else None


def shipped_directory() -> Directory:
    """The example units that come with the program, as a directory."""
    return Directory(shipped_units(), reference.group_targets())


def stored_calendar() -> Calendar | None:
    """The holidays in the database, if there are any."""
    try:
        calendar = campaign_rules.calendar()
    except DatabaseError:
        return None
    return calendar if calendar.known_years else None


def shipped_calendar() -> Calendar:
    """The holidays that come with the program."""
    years = dictionary("campaigns", "calendar")["calendar"]
    return Calendar.of(
        (date.fromisoformat(f"{year}-{day}"), works)
        for year, table in years.items()
        if year.isdigit()
        for works, name in ((False, "holidays"), (True, "workdays"))
        for day in table[name]
    )
