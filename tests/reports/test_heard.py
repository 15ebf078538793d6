"""Figures of coverage, of the hotline's rates, of opinions answered and of leaders' shifts."""

from decimal import Decimal

import pytest
from django.utils.timezone import localdate, now

import outreach.rules as rules
from outreach.models import Opinion, Shift, Ticket, Visit
from reports.figures import BY_CODE, Facts

TODAY = localdate()


@pytest.fixture
def heard(campaign, unit, office):
    rules.list_targets(campaign, unit, kind="firm", names=["甲厂", "乙厂"], by=office)
    said = {"kind": "firm", "target": "甲厂", "visited_on": TODAY, "visitor": "吴静"}
    for _ in range(2):
        rules.record_visit(campaign, unit, **said, by=office)
    said = {"channel": Opinion.Channel.BOX, "received_on": TODAY}
    rows = [rules.record_opinion(campaign, unit, text=t, by=office, **said) for t in "甲乙"]
    Opinion.objects.filter(pk=rows[0].pk).update(answered_on=TODAY)
    told = ("yes", "fair", "no", "")
    for number, word in enumerate(told):
        Ticket.objects.create(
            campaign=campaign,
            unit=unit,
            order_no=f"T{number}",
            content="甲",
            satisfied=word,
            is_visited=bool(word),
            is_contacted=bool(word),
            is_solved=word == "yes",
        )
    Shift.objects.create(
        campaign=campaign,
        unit=unit,
        held_on=TODAY,
        leader="郑安",
        answered_at=now(),
        calls=7,
        by=office,
    )
    return Facts(campaign, TODAY)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("targets", 2),
        ("targets_seen", 1),
        ("targets_share", Decimal("50.0")),
        ("opinions_answered_share", Decimal("50.0")),
        ("tickets_visited", 3),
        ("tickets_response", Decimal("100.0")),
        ("tickets_solution", Decimal("33.3")),
        ("tickets_contentment", Decimal("66.7")),
        ("shifts", 1),
        ("shift_calls", 7),
    ],
)
def test_each_number_is_what_a_person_would_count(heard, code, number):
    assert BY_CODE[code].count(heard) == number


def test_a_target_visited_twice_stands_once_among_the_rows(heard):
    assert Visit.objects.count() == 2
    rows = BY_CODE["targets_seen"].behind.rows(heard)
    assert [row.name for row in rows] == ["甲厂"]
