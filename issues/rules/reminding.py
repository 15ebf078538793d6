"""Speaking of deadlines: each open issue and returned list once a milestone, to its unit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import campaigns.rules as campaigns
import notices.rules as notices
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from issues.milestones import AHEAD, earned, says
from issues.models import Issue, IssueList
from issues.models.marks import MARKS
from issues.words import Rectify
from notices.models import Notice
from roster.models import Duty, User
from roster.words import Work

BATCH = 500
OF_ISSUE = re.compile(r"issue-(\d+)-\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Call:
    """One thing to say to one unit and to the cadre whose own it is; the key: never twice."""

    unit_id: int
    key: str
    text: str
    kind: str
    url: str
    due_on: date
    cadre_id: int | None = None


def remind(today: date) -> int:
    """提醒: tell clerks and heads of what is due soon or overdue; return how many notices are new.

    May be missed or repeated: the key holds the row, its date and the tightest mark reached, so
    that a missed day is caught up and a second run adds nothing.
    """
    put_away_done()
    days = campaigns.calendar()
    people = Duty.objects.people_by_unit(today, Work.CLERK, Work.HEAD)
    told = 0
    for calls in (_issues(today, days), _claims(today, days), _lists(today, days)):
        while batch := list(islice(calls, BATCH)):
            told += _tell(batch, people)
    return told


def put_away_done() -> int:
    """收起旧提醒: deadlines of issues that are done or have another date are not called about."""
    unread = Notice.objects.unread().filter(kind="deadline", key__startswith="issue-")
    keys = unread.order_by().values_list("key", flat=True).distinct().iterator()
    put = 0
    while batch := list(islice(keys, BATCH)):
        said = {key: found for key in batch if (found := OF_ISSUE.match(key))}
        named = {int(found[1]) for found in said.values()}
        standing = Issue.objects.open().filter(pk__in=named).values_list("pk", "due_on")
        dates = {f"{pk}-{due_on}" for pk, due_on in standing}
        stale = [key for key, found in said.items() if found[0][6:] not in dates]
        put += notices.put_away(stale) if stale else 0
    return put


def _issues(today: date, days: Calendar) -> Iterator[Call]:
    rows = Issue.objects.open().filter(due_on__lte=days.add(today, max(AHEAD)))
    rows = rows.exclude(campaign__status=Campaign.Status.DRAFT).order_by("unit", "pk")
    rows = rows.select_related("issue_list")
    for row in rows.iterator():
        left = days.between(today, row.due_on)
        if mark := earned(left):
            yield Call(
                row.unit_id,
                f"issue-{row.pk}-{row.due_on}-{mark}",
                f"{row.number}“{row.text[:30]}”{_deadline(row)}，{says(left)}。",
                "deadline",
                row.get_absolute_url(),
                row.due_on,
                row.issue_list.cadre_id if row.issue_list else None,
            )


def _claims(today: date, days: Calendar) -> Iterator[Call]:
    """What was pointed out from outside and nobody has claimed."""
    rows = Issue.objects.open().filter(MARKS["unclaimed"].condition)
    rows = rows.filter(claim_due_on__lte=days.add(today, max(AHEAD))).order_by("unit", "pk")
    for row in rows.iterator():
        due_on = row.claim_due_on
        if due_on and (mark := earned(left := days.between(today, due_on))):
            yield Call(
                row.unit_id,
                f"claim-{row.pk}-{due_on}-{mark}",
                f"{row.get_source_display()}点出的{row.number}应于{due_on}前认领，{says(left)}。",
                "deadline",
                row.get_absolute_url(),
                due_on,
            )


def _deadline(row: Issue) -> str:
    if row.rectify == Rectify.STANDING:
        return f"长期坚持，应于{row.due_on}前检查并申请续期，过期按逾期处理"
    return f"整改时限{row.due_on}"


def _lists(today: date, days: Calendar) -> Iterator[Call]:
    rows = IssueList.objects.returned_by(days.add(today, max(AHEAD)))
    for row in rows.select_related("unit", "cadre").order_by("unit", "pk").iterator():
        due_on = row.return_due_on
        if due_on and (mark := earned(left := days.between(today, due_on))):
            yield Call(
                row.unit_id,
                f"list-{row.pk}-{row.round}-{due_on}-{mark}",
                f"{row}退回后应于{due_on}前重新报送，{says(left)}。",
                "list",
                row.get_absolute_url(),
                due_on,
                row.cadre_id,
            )


def _tell(calls: Iterable[Call], people: dict[int, list[User]]) -> int:
    listening = _listening(list(calls), people)
    fresh = {call.key: call for call, persons in listening if persons}
    persons_of = {call.key: persons for call, persons in listening}
    asked = {person.pk for key in fresh for person in persons_of[key]}
    told_before = Notice.objects.filter(person__in=asked, key__in=fresh)
    said = set(told_before.values_list("key", flat=True))
    return sum(
        notices.tell(
            persons_of[key],
            key=key,
            text=call.text,
            kind=call.kind,
            url=call.url,
            due_on=call.due_on,
        )
        for key, call in fresh.items()
        if key not in said
    )


def _listening(calls: list[Call], people: dict[int, list[User]]) -> list[tuple[Call, list[User]]]:
    """Each call with who hears it: the unit's people, and the cadre whose own row it is."""
    cadres = {call.cadre_id for call in calls if call.cadre_id}
    own = {user.cadre_id: user for user in User.objects.filter(cadre__in=cadres)} if cadres else {}
    return [(call, _hearing(call, people, own.get(call.cadre_id))) for call in calls]


def _hearing(call: Call, people: dict[int, list[User]], own: User | None) -> list[User]:
    found = people.get(call.unit_id, [])
    return found if own is None or own in found else [*found, own]
