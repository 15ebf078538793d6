"""Last year's campaign, closed long ago; one unit will hand its old list in again."""

from datetime import date, timedelta

import campaigns.rules as rules
import issues.rules as issue_rules
from campaigns.models import Campaign
from config.demo.shelf import Shelf
from config.demo.texts import IssueText, person_name
from issues.models import Issue, IssueList, Measure
from issues.words import Closure, Level, Rating, Source
from roster.models import Unit

REPEATER = "U075"
TOLD = 3
NAME = "{year}年机关干部作风整顿"
LASTED = timedelta(days=150)


def fill(shelf: Shelf) -> None:
    """Make the campaign of a year ago with the list that its unit is going to copy."""
    unit, begun = Unit.objects.get(code=REPEATER), shelf.campaign.starts_on - timedelta(days=364)
    office = shelf.cast.office
    last = rules.plan(name=NAME.format(year=begun.year), template="T4", starts_on=begun, by=office)
    rules.enrol(last, [unit], by=office)
    rules.launch(last, by=office)
    ended = begun + LASTED
    texts = [shelf.texts.draw(unit, until=begun + timedelta(days=40)) for _ in range(TOLD)]
    row = IssueList.objects.create(
        campaign=last,
        unit=unit,
        level=Level.UNIT,
        status=IssueList.Status.APPROVED,
        round=1,
        filing_number=f"{last.year}单{REPEATER[1:]}-1",
        submitted_at=shelf.day(-330),
        approved_at=shelf.day(-320),
    )
    issues = Issue.objects.bulk_create(
        _closed(shelf, row, seq, text, ended) for seq, text in enumerate(texts, 1)
    )
    Measure.objects.bulk_create(
        Measure(issue=issue, number=number, text=step, done_on=ended - timedelta(days=20))
        for issue, text in zip(issues, texts, strict=True)
        for number, step in enumerate(text.measures, 1)
    )
    issue_rules.recount(last)
    rules.finish(last, by=office)


def _closed(shelf: Shelf, row: IssueList, seq: int, text: IssueText, ended: date) -> Issue:
    campaign: Campaign = row.campaign
    return Issue(
        campaign=campaign,
        issue_list=row,
        unit=row.unit,
        number=f"{campaign.year}-{row.unit.code}-{seq:03d}",
        seq=seq,
        category=shelf.categories[text.category],
        text=text.issue,
        example=text.example,
        cause=text.cause,
        target=text.target,
        source=Source.SELF,
        due_on=ended,
        leader=person_name(shelf.dice),
        owner=person_name(shelf.dice),
        found_on=campaign.starts_on + timedelta(days=30),
        status=Issue.Status.CLOSED,
        approved_at=shelf.day(-318),
        closed_at=shelf.day(-240),
        closed_on=shelf.today - timedelta(days=240),
        closure=Closure.BY_DATE,
        self_rating=Rating.FULL,
        rating=Rating.FULL,
    )
