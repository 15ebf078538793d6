from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Issue, LookBack
from tests import builders


@pytest.fixture
def closed(campaign, unit, clerk, inspector, office):
    issue = builders.make_ledger_issue(campaign, unit)
    issue.measures.update(done_on=date(2026, 4, 15))
    rules.request_closure(issue, by=clerk, result="已办结")
    rules.verify(issue, by=inspector, opinion="属实")
    rules.close(issue, by=office, note="同意")
    return issue


def test_closing_plans_two_look_backs_that_fall_due_in_time(closed):
    days = [(row.due_on - localdate()).days for row in closed.look_backs.all()]
    assert days == [30, 90, 180]
    assert not LookBack.objects.due(localdate()).exists()
    assert LookBack.objects.due(localdate() + timedelta(days=40)).count() == 1


def test_a_look_back_that_finds_nothing_leaves_it_closed(closed, inspector):
    rules.look_back(closed.look_backs.first(), by=inspector, text="未见反弹", is_rebound=False)
    closed.refresh_from_db()
    assert closed.status == Issue.Status.CLOSED


def test_a_rebound_gets_a_new_date_and_new_look_backs_after_the_next_closing(closed, inspector):
    until = localdate() + timedelta(days=60)
    first = closed.look_backs.first()
    rules.look_back(first, by=inspector, text="又压件", is_rebound=True, due_on=until)
    closed.refresh_from_db()
    assert (closed.status, closed.due_on, closed.reopened_count) == ("reopened", until, 1)
    assert closed.closed_on is None
    assert list(closed.look_backs.all()) == [first]


def test_the_second_person_is_told(closed, inspector):
    row = closed.look_backs.first()
    rules.look_back(row, by=inspector, text="未见反弹", is_rebound=False)
    with pytest.raises(Conflict, match="已由他人登记"):
        rules.look_back(row, by=inspector, text="未见反弹", is_rebound=False)


def test_a_look_back_without_a_word_is_refused(closed, inspector):
    with pytest.raises(Refused, match="请写明检查情况"):
        rules.look_back(closed.look_backs.first(), by=inspector, text="", is_rebound=False)


def test_the_unit_itself_and_a_stranger_are_refused(closed, clerk, stranger):
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.look_back(closed.look_backs.first(), by=person, text="很好", is_rebound=False)
