"""Who would get a card today: counted from the ladder; nothing is issued by counting."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from issues.models import Issue
from roster.models import Unit
from supervision.models import Card, Rung


@dataclass(frozen=True)
class Candidate:
    """One unit that a trigger of the ladder fits."""

    unit: Unit
    rung: Rung
    because: str
    issue: Issue | None = None


def candidates(campaign: Campaign, today: date) -> list[Candidate]:
    """今天谁会被亮牌: every fitting trigger, gravest rung first."""
    rungs, calendar = list(Rung.objects.all()), campaigns.calendar()
    cards = list(
        Card.objects.filter(campaign=campaign)
        .exclude(status__in=[Card.Status.REFUSED, Card.Status.REVOKED])
        .select_related("unit", "rung")
    )
    live = {(card.unit_id, card.rung_id, card.issue_id) for card in cards if _stands(card)}
    found = [*_overdue(campaign, rungs, calendar, today), *_climbing(rungs, cards, calendar, today)]
    fresh = [
        one
        for one in found
        if (one.unit.pk, one.rung.pk, one.issue.pk if one.issue else None) not in live
    ]
    return sorted(fresh, key=lambda one: (-one.rung.order, one.unit.order))


def _stands(card: Card) -> bool:
    return card.status in {Card.Status.PROPOSED, Card.Status.SIGNED}


def _overdue(
    campaign: Campaign, rungs: list[Rung], calendar: Calendar, today: date
) -> Iterator[Candidate]:
    rows = Issue.objects.filter(campaign=campaign).overdue(today).select_related("unit")
    for issue in rows:
        if issue.due_on is None:
            continue
        late = calendar.between(issue.due_on, today)
        for rung in rungs:
            if rung.overdue_from and rung.overdue_from <= late <= (rung.overdue_to or late):
                yield Candidate(issue.unit, rung, f"{issue.number}逾期{late}个工作日", issue)


def _climbing(
    rungs: list[Rung], cards: list[Card], calendar: Calendar, today: date
) -> Iterator[Candidate]:
    """A card that did not help, and too many of them, lead to the next rung."""
    below = dict(zip((rung.pk for rung in rungs[1:]), rungs, strict=False))
    of_rung: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        if card.signed_at:
            of_rung[card.rung_id].append(card)
    for rung in rungs[1:]:
        signed = of_rung[below[rung.pk].pk]
        yield from _unmended(rung, signed, calendar, today)
        yield from _too_many(rung, signed, today)


def _unmended(
    rung: Rung, signed: list[Card], calendar: Calendar, today: date
) -> Iterator[Candidate]:
    for card in signed:
        if not rung.after_workdays or card.status != Card.Status.SIGNED or not card.signed_at:
            continue
        passed = calendar.between(localdate(card.signed_at), today)
        if passed > rung.after_workdays:
            yield Candidate(card.unit, rung, f"{card.rung}签发{passed}个工作日后仍未解除")


def _too_many(rung: Rung, signed: list[Card], today: date) -> Iterator[Candidate]:
    if not rung.times:
        return
    since = today - timedelta(days=rung.window_days)
    recent = [card for card in signed if card.signed_at and localdate(card.signed_at) >= since]
    units = {card.unit_id: card.unit for card in recent}
    for unit_id, count in Counter(card.unit_id for card in recent).items():
        if count >= rung.times:
            said = f"{rung.window_days}天内累计{count}张{recent[0].rung}"
            yield Candidate(units[unit_id], rung, said)
