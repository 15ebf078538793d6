from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue
from issues.rules.counting import step
from tests import builders


@pytest.fixture
def closed(campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    step(issue, Issue.Status.CLOSE_APPLIED)
    step(issue, Issue.Status.VERIFIED)
    step(issue, Issue.Status.CLOSED, closed_at=now(), closed_on=date(2026, 4, 15))
    return issue


def test_a_rebound_opens_the_issue_under_its_old_number(closed, office, campaign, clerk):
    number = closed.number
    rules.reopen(closed, by=office, reason="群众再次反映", due_on=localdate() + timedelta(days=30))
    assert (closed.number, closed.status) == (number, Issue.Status.REOPENED)
    assert rules.recount(campaign) == 0
    assert "反弹重启" in clerk.notices.get().text


def test_a_new_date_in_the_past_is_refused(closed, office):
    with pytest.raises(Refused, match="须晚于今天"):
        rules.reopen(closed, by=office, reason="反弹", due_on=localdate())


def test_an_open_issue_is_not_reopened(campaign, unit, office):
    issue = builders.make_ledger_issue(campaign, unit)
    with pytest.raises(Refused, match="不能改为"):
        rules.reopen(issue, by=office, reason="反弹")


def test_a_stranger_is_refused(closed, stranger):
    with pytest.raises(Refused):
        rules.reopen(closed, by=stranger, reason="看不惯")
