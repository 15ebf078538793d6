"""Lists, issues and what was done about them, in bulk, with all states present."""

from collections.abc import Iterator
from datetime import date, timedelta

import issues.rules as issue_rules
from campaigns.models import Gate
from config.demo import deeds
from config.demo.last_year import REPEATER
from config.demo.shelf import Shelf
from config.demo.texts import IssueText, person_name
from issues.models import Issue, IssueList, Review
from issues.models.issue import NO_DATE
from issues.words import Closure, Level, Rating, Rectify, Source, Verdict
from roster.models import Unit

S = Issue.Status
MIX = (
    (S.CLOSED, 46),
    (S.RECTIFYING, 30),
    (S.CLOSE_APPLIED, 8),
    (S.VERIFIED, 4),
    (S.CLOSE_REJECTED, 4),
    (S.REOPENED, 3),
    (S.CANCELLED, 2),
)
TROUBLED_MIX = ((S.RECTIFYING, 70), (S.CLOSE_REJECTED, 20), (S.CLOSED, 10))
EXEMPLARY_MIX = ((S.CLOSED, 90), (S.VERIFIED, 10))
LIST_MIX = (("approved", 76), ("submitted", 8), ("returned", 6), ("draft", 5), ("", 5))
SOURCES = (
    (Source.SELF, 34),
    (Source.PUBLIC, 16),
    (Source.LEADERS, 12),
    (Source.COLLEAGUES, 8),
    (Source.VISIT, 12),
    (Source.HOTLINE, 8),
    (Source.OPINION, 6),
    (Source.COVERT, 4),
    (Source.INSPECTION, 3),
    (Source.TELEVISION, 3),
)
RATINGS = (("1", 80), ("2", 14), ("3", 4), ("4", 2))
CHUNK = 2000
AT_LEAST = 9
"""Issues of the two units that the demo tells of."""
SPARE = timedelta(days=9)
EMPTY_RETURNED, EMPTY_WAITING, EVERY = 2, 1, 3
COPYIST, ORIGINAL = "U085", "U084"
COPIED_FROM = {COPYIST: ORIGINAL, REPEATER: REPEATER}
"""Whose words a unit handed in: the next town's, its own of last year."""
COPIED = (1, 2, 3)


def fill(shelf: Shelf, units: list[Unit], *, per_unit: int) -> int:
    """Write the lists and issues of every unit; return how many issues there are."""
    total = 0
    for start in range(0, len(units), max(1, CHUNK // per_unit)):
        part = units[start : start + max(1, CHUNK // per_unit)]
        total += _fill_part(shelf, part, per_unit)
    issue_rules.recount(shelf.campaign)
    return total


def _fill_part(shelf: Shelf, units: list[Unit], per_unit: int) -> int:
    lists = IssueList.objects.bulk_create(
        row for unit in units if (row := _issue_list(shelf, unit)) is not None
    )
    shelf.empty = _empty(lists)
    drafts: list[tuple[Issue, IssueText]] = []
    for row in lists:
        drafts += _issues_of(shelf, row, per_unit)
    issues = Issue.objects.bulk_create([issue for issue, _ in drafts], batch_size=500)
    deeds.write(shelf, list(zip(issues, (text for _, text in drafts), strict=True)))
    Review.objects.bulk_create(_reviews(shelf, lists), batch_size=500)
    _open_gates(shelf, lists)
    return len(issues)


def _empty(lists: list[IssueList]) -> dict[int, int]:
    """How many empty texts a list opens with: all that was sent back, a third of what waits."""
    waiting = [row.unit_id for row in lists if row.status == IssueList.Status.SUBMITTED]
    returned = [row.unit_id for row in lists if row.status == IssueList.Status.RETURNED]
    return {
        **dict.fromkeys(waiting[::EVERY], EMPTY_WAITING),
        **dict.fromkeys(returned, EMPTY_RETURNED),
    }


def _open_gates(shelf: Shelf, lists: list[IssueList]) -> None:
    """A unit whose list has passed may hold its meeting."""
    passed = {row.unit_id: row for row in lists if row.status == IssueList.Status.APPROVED}
    gates = list(Gate.objects.filter(campaign=shelf.campaign, unit__in=passed))
    for gate in gates:
        row = passed[gate.unit_id]
        gate.permit_number = f"准{row.filing_number}"
        gate.cleared_at, gate.cleared_by, gate.shut_reason = row.approved_at, shelf.cast.office, ""
    Gate.objects.bulk_update(gates, ["permit_number", "cleared_at", "cleared_by", "shut_reason"])


def _issue_list(shelf: Shelf, unit: Unit) -> IssueList | None:
    special = unit.code in {shelf.troubled, shelf.exemplary, ORIGINAL, *COPIED_FROM}
    status = "approved" if special else shelf.pick(LIST_MIX)
    if not status:
        return None
    sent = shelf.day(-shelf.dice.randint(2, 8) if status == "submitted" else -50)
    row = IssueList(
        campaign=shelf.campaign,
        unit=unit,
        level=Level.UNIT,
        status=status,
        round=0 if status == "draft" else shelf.dice.choice((1, 1, 1, 2, 3)),
        submitted_at=None if status == "draft" else sent,
    )
    if status == "approved":
        row.approved_at = shelf.day(-45)
        row.filing_number = f"{shelf.campaign.year}单{unit.code[1:]}-{row.round}"
    if status == "returned":
        row.return_due_on = shelf.today + timedelta(days=shelf.dice.randint(-2, 3))
    return row


def _issues_of(
    shelf: Shelf, issue_list: IssueList, count: int
) -> Iterator[tuple[Issue, IssueText]]:
    unit = issue_list.unit
    count = max(3, count + shelf.dice.randint(-2, 2))
    count = max(AT_LEAST, count) if unit.code in {shelf.troubled, shelf.exemplary} else count
    for seq in range(1, count + 1):
        text = _text(shelf, issue_list, unit, seq)
        yield _issue(shelf, issue_list, seq, text), text


def _text(shelf: Shelf, issue_list: IssueList, unit: Unit, seq: int) -> IssueText:
    """Its own; but empty words in what is sent back, and two copies: a neighbour's, last year's."""
    if seq <= shelf.empty.get(unit.pk, 0):
        return shelf.texts.vague(unit, until=shelf.today)
    if unit.code in COPIED_FROM and seq in COPIED:
        return shelf.texts.copied(COPIED_FROM[unit.code], seq - 1, unit, until=shelf.today)
    return shelf.texts.draw(unit, until=shelf.today)


def _issue(shelf: Shelf, issue_list: IssueList, seq: int, text: IssueText) -> Issue:
    unit, dice = issue_list.unit, shelf.dice
    rectify = dice.choices((Rectify.BY_DATE, Rectify.AT_ONCE, Rectify.STANDING), (64, 24, 12))[0]
    source = shelf.pick(SOURCES)
    if source == Source.TELEVISION and rectify == Rectify.STANDING:
        rectify = Rectify.BY_DATE
    is_standing = rectify == Rectify.STANDING
    issue = Issue(
        campaign=shelf.campaign,
        issue_list=issue_list,
        unit=unit,
        number=f"{shelf.campaign.year}-{unit.code}-{seq:03d}",
        seq=seq,
        category=shelf.categories[text.category],
        text=text.issue,
        example=text.example,
        cause=text.cause,
        target=text.target,
        source=source,
        rectify=rectify,
        due_on=_check_on(shelf, issue_list) if is_standing else _due(shelf, unit),
        due_words="长期坚持" if is_standing else "",
        leader=person_name(dice),
        leader_post="分管领导",
        owner=person_name(dice),
        dept=dice.choice(("办公室", "业务科", "法规科", "政务服务科")),
        found_on=shelf.today - timedelta(days=dice.randint(50, 70)),
    )
    _place(shelf, issue, issue_list.status)
    return issue


def _due(shelf: Shelf, unit: Unit) -> date:
    """The unit in trouble is late with most; what the exemplary one has left is still in time."""
    low, high = (-40, 30) if unit.code == shelf.troubled else (-12, 90)
    due = shelf.today + timedelta(days=shelf.dice.randint(low, high))
    return max(due, shelf.today + SPARE) if unit.code == shelf.exemplary else due


def _check_on(shelf: Shelf, issue_list: IssueList) -> date:
    """What was granted to last has a day of check, a few are past it."""
    if issue_list.status != "approved" or shelf.dice.random() < 0.3:
        return NO_DATE
    return shelf.today + timedelta(days=shelf.dice.randint(-6, 120))


def _place(shelf: Shelf, issue: Issue, list_status: str) -> None:
    if list_status != "approved":
        issue.status = {"draft": S.DRAFT, "submitted": S.SUBMITTED}.get(list_status, S.RETURNED)
        return
    mixes = {shelf.troubled: TROUBLED_MIX, shelf.exemplary: EXEMPLARY_MIX}
    issue.status = shelf.pick(mixes.get(issue.unit.code, MIX))
    issue.approved_at = shelf.day(-shelf.dice.randint(42, 62))
    if issue.status in deeds.ANSWERS:
        issue.self_rating = Rating.FULL
    if issue.status in {S.CLOSED, S.VERIFIED}:
        issue.rating = shelf.pick(RATINGS)
    if issue.status == S.CLOSED:
        offset = -shelf.dice.randint(0, 40)
        issue.closed_at, issue.closure = shelf.day(offset), Closure.BY_DATE
        issue.closed_on = shelf.today + timedelta(days=offset)
        if issue.rating >= Rating.PARTLY:
            issue.closure = Closure.UNRECTIFIED
        issue.reopened_count = int(shelf.dice.random() < 0.04)
    if issue.status == S.CANCELLED:
        issue.closure = Closure.UNFOUNDED
    if issue.status == S.REOPENED:
        issue.reopened_count = 1
    issue.rejected_count = int(issue.status == S.CLOSE_REJECTED)


def _reviews(shelf: Shelf, lists: list[IssueList]) -> Iterator[Review]:
    for row in lists:
        if row.submitted_at is None:
            continue
        waiting = row.status == "submitted"
        passed = row.status == "approved"
        verdict = Verdict.WAITING if waiting else Verdict.PASSED if passed else Verdict.REFUSED
        rows = issue_rules.content(row) if waiting else []
        yield Review(
            issue_list=row,
            round=row.round,
            verdict=verdict,
            reasons=[] if waiting or passed else ["no_example", "unfocused"],
            text="" if waiting or passed else "有两条没有具体事例，请写清时间、地点和数量。",
            snapshot=rows,
            content_digest=issue_rules.digest(rows),
            by=None if waiting else shelf.cast.office,
            submitted_at=row.submitted_at,
            answered_at=None if waiting else shelf.day(-40),
        )
