"""Taking the rows of a workbook over: many at once, each by the same checks as one by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, IssueList, Measure, Progress
from issues.rules.counting import add_many
from issues.rules.drafting import fill, number_fits, require_open
from issues.words import Source
from roster.models import Unit, User

BATCH = 500
FROM_PAPER = {"closed": Issue.Status.CLOSED, "close_applied": Issue.Status.CLOSE_APPLIED}


@dataclass(frozen=True)
class PaperRow:
    """One row as the paper has it; with a status it enters the ledger where the paper says."""

    unit: Unit
    issue_list: IssueList | None = None
    number: str = ""
    status: str = ""
    closed_on: date | None = None
    progress: str = ""
    measures: Sequence[str] = ()
    duty_units: Sequence[Unit] = ()
    fields: dict[str, Any] = field(default_factory=dict)


class RowsRefused(Refused):
    """Some rows cannot enter; `faults` says which, by their place, and why."""

    def __init__(self, faults: dict[int, str]) -> None:
        super().__init__(f"有{len(faults)}行不能写入，整个文件没有导入。")
        self.faults = faults


@transaction.atomic
def import_rows(campaign: Campaign, rows: Sequence[PaperRow], *, by: User | None) -> list[Issue]:
    """导入: enter all rows of a paper or none; raises RowsRefused with every faulty row.

    The office may bring in what a unit sent on paper; it stays a draft until the unit submits it.
    """
    _require_writer(rows, by)
    numbers = _Numbers(campaign)
    moment = now()
    issues: list[Issue] = []
    faults: dict[int, str] = {}
    for at, row in enumerate(rows):
        try:
            issues.append(_issue(campaign, row, numbers, moment))
        except Refused as refused:
            faults[at] = str(refused)
    if faults:
        raise RowsRefused(faults)
    _save(issues, rows, by)
    _count_and_note(campaign, issues, by)
    return issues


def _require_writer(rows: Iterable[PaperRow], by: User | None) -> None:
    """Each list and each unit is asked for once."""
    for issue_list in {row.issue_list for row in rows if row.issue_list is not None}:
        require_open(issue_list)
        if by is not None and not by.is_office:
            policy.require_list(by, issue_list, "draft")
    for unit in {row.unit for row in rows if row.issue_list is None}:
        if by is not None and not by.is_office:
            policy.require_issue(by, Issue(unit=unit), "draft")


class _Numbers:
    """The numbers of a campaign, those taken and the next free ones."""

    def __init__(self, campaign: Campaign) -> None:
        self.year = campaign.year
        issues = Issue.objects.filter(campaign=campaign).order_by()
        self.taken = set(issues.values_list("number", flat=True).iterator())
        tops = issues.values("unit").annotate(top=Max("seq")).values_list("unit", "top")
        self.last: dict[int, int] = defaultdict(int, tops)

    def give(self, unit: Unit, number: str) -> tuple[int, str]:
        """The place in the unit and the number, the given one or the next free one."""
        number_fits(number)
        if number and number in self.taken:
            raise Refused(f"问题编号“{number}”已被使用，请换一个编号。")
        self.last[unit.pk] += 1
        seq = self.last[unit.pk]
        given, free = number, seq
        while not given or given in self.taken:
            given = f"{self.year}-{unit.code}-{free:03d}"
            free += 1
        self.taken.add(given)
        return seq, given


def _issue(campaign: Campaign, row: PaperRow, numbers: _Numbers, moment: datetime) -> Issue:
    issue = Issue(campaign=campaign, unit=row.unit, issue_list=row.issue_list)
    if row.issue_list is not None:
        issue.level = row.issue_list.level
    fill(issue, {"source": Source.SELF, **row.fields})
    issue.seq, issue.number = numbers.give(row.unit, row.number)
    if row.status:
        issue.status = FROM_PAPER.get(row.status, Issue.Status.RECTIFYING)
        issue.approved_at = moment
    if issue.status == Issue.Status.CLOSED:
        issue.closed_at, issue.closed_on = moment, row.closed_on
    return issue


def _save(issues: list[Issue], rows: Sequence[PaperRow], by: User | None) -> None:
    try:
        with transaction.atomic():
            Issue.objects.bulk_create(issues, batch_size=BATCH)
    except IntegrityError:
        raise Conflict("同一时间有人在登记问题，请再导入一次。") from None
    both = list(zip(issues, rows, strict=True))
    Measure.objects.bulk_create(
        (
            Measure(issue=issue, number=number, text=text)
            for issue, row in both
            for number, text in enumerate(filter(None, map(tidy, row.measures)), 1)
        ),
        batch_size=BATCH,
    )
    said = (
        Progress(issue=issue, text=tidy(row.progress), by=by) for issue, row in both if row.progress
    )
    Progress.objects.bulk_create(said, batch_size=BATCH)
    _answerable = Issue.duty_units.through
    _answerable._default_manager.bulk_create(
        (
            _answerable(issue_id=issue.pk, unit_id=unit.pk)
            for issue, row in both
            for unit in dict.fromkeys(row.duty_units)
        ),
        batch_size=BATCH,
    )


def _count_and_note(campaign: Campaign, issues: list[Issue], by: User | None) -> None:
    add_many(campaign.pk, Counter((issue.unit_id, issue.status) for issue in issues))
    journal.write_all(((issue, {"source": issue.source}) for issue in issues), "记问题", by=by)
