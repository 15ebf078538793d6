"""Long-term rectification: goals, an approver, a day of check; renewed in time or overdue."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Issue, LongTerm
from tests import builders

GOALS = "每季度抽查一次，窗口空岗为零"


@pytest.fixture
def issue(campaign, unit, today):
    return builders.make_ledger_issue(campaign, unit, due_on=today + timedelta(20))


@pytest.fixture
def check_on(today):
    return today + timedelta(days=90)


@pytest.fixture
def asked(issue, clerk, today, check_on):
    return rules.ask_long_term(
        issue, by=clerk, goals=GOALS, check_on=check_on, reason="须常抓", today=today
    )


@pytest.fixture
def granted(asked, issue, leader, today):
    rules.answer_long_term(asked, by=leader, passed=True, today=today)
    return issue


def test_a_granted_one_stands_until_its_check_and_then_is_overdue(granted, check_on):
    granted.refresh_from_db()
    assert (granted.rectify, granted.due_on, granted.renewed_count) == ("CQ", check_on, 0)
    assert not granted.is_overdue(check_on)
    assert granted.is_overdue(check_on + timedelta(days=1))
    lapsed = Issue.objects.by_due("lapsed", check_on + timedelta(days=1))
    assert list(lapsed) == [granted]


def test_a_renewal_is_counted_and_says_what_was_reached(granted, clerk, office, check_on):
    later = check_on + timedelta(days=90)
    asking = {"by": clerk, "goals": GOALS, "check_on": later, "reason": "续", "today": check_on}
    with pytest.raises(Refused, match="上一阶段目标的完成情况"):
        rules.ask_long_term(granted, **asking)
    row = rules.ask_long_term(granted, **asking, progress="三次抽查均无空岗")
    rules.answer_long_term(row, by=office, passed=True, today=check_on)
    granted.refresh_from_db()
    assert (row.is_renewal, granted.due_on, granted.renewed_count) == (True, later, 1)


def test_what_was_shown_on_television_is_never_long_term(campaign, unit, clerk, today, check_on):
    with pytest.raises(Refused, match="电视问政"):
        builders.make_issue(campaign, unit, source="S07", rectify="CQ")
    shown = builders.make_ledger_issue(campaign, unit, source="S07")
    with pytest.raises(Refused, match="不得列为长期坚持"):
        rules.ask_long_term(
            shown, by=clerk, goals=GOALS, check_on=check_on, reason="常抓", today=today
        )


def test_a_refusal_needs_a_reason_and_leaves_a_date(campaign, unit, clerk, leader, today, check_on):
    declared = builders.make_ledger_issue(campaign, unit, due_on=None, rectify="CQ")
    row = rules.ask_long_term(
        declared, by=clerk, goals=GOALS, check_on=check_on, reason="常抓", today=today
    )
    with pytest.raises(Refused, match="完成时限"):
        rules.answer_long_term(row, by=leader, passed=False, answer="可以办结", today=today)
    until = today + timedelta(days=30)
    with pytest.raises(Refused, match="写明理由"):
        rules.answer_long_term(row, by=leader, passed=False, due_on=until, today=today)
    rules.answer_long_term(
        row, by=leader, passed=False, answer="可以办结", due_on=until, today=today
    )
    declared.refresh_from_db()
    assert (declared.rectify, declared.due_on) == ("XQ", until)
    assert "不同意" in clerk.notices.get().text


def test_days_in_the_past_or_far_away_are_refused(issue, clerk, today):
    asking = {"by": clerk, "goals": GOALS, "reason": "常抓", "today": today}
    with pytest.raises(Refused, match="须晚于今天"):
        rules.ask_long_term(issue, check_on=today, **asking)
    with pytest.raises(Refused, match="184天内至少检查一次"):
        rules.ask_long_term(issue, check_on=today + timedelta(days=185), **asking)


def test_one_request_at_a_time_and_of_two_answers_the_second_is_told(
    asked, issue, clerk, leader, office, today, check_on
):
    with pytest.raises(Refused, match="还没有审批"):
        rules.ask_long_term(
            issue, by=clerk, goals=GOALS, check_on=check_on, reason="再要", today=today
        )
    rules.answer_long_term(asked, by=leader, passed=True, today=today)
    with pytest.raises(Conflict, match="已由他人答复"):
        rules.answer_long_term(asked, by=office, passed=True, today=today)


def test_a_late_yes_to_a_day_gone_by_is_refused(asked, leader, check_on):
    with pytest.raises(Refused, match="已过"):
        rules.answer_long_term(asked, by=leader, passed=True, today=check_on)


def test_it_is_reminded_of_before_the_check(granted, clerk, check_on):
    rules.remind(check_on)
    assert "申请续期" in clerk.notices.order_by("pk").last().text


def test_the_unit_does_not_grant_and_a_stranger_does_nothing(
    issue, asked, head, stranger, today, check_on
):
    for person in (head, stranger):
        with pytest.raises(Refused):
            rules.answer_long_term(asked, by=person, passed=True, today=today)
    with pytest.raises(Refused):
        rules.ask_long_term(
            issue, by=stranger, goals=GOALS, check_on=check_on, reason="替人", today=today
        )


def test_it_is_asked_and_granted_on_the_pages(campaign, unit, clerk, leader, stranger, sign_in):
    issue = builders.make_ledger_issue(campaign, unit, due_on=None, rectify="CQ")
    url = reverse("issues:ask_long_term", args=[issue.pk])
    until = localdate() + timedelta(days=60)
    assert sign_in(stranger).post(url, {}).status_code == 404
    page = sign_in(clerk).get(issue.get_absolute_url()).content.decode()
    assert "未经批准" in page
    assert url in page
    sign_in(clerk).post(url, {"goals": GOALS, "check_on": until.isoformat(), "reason": "常抓"})
    row = LongTerm.objects.get()
    answer = reverse("issues:answer_long_term", args=[row.pk])
    assert sign_in(stranger).get(answer).status_code == 404
    assert answer in sign_in(leader).get(issue.get_absolute_url()).content.decode()
    page = sign_in(leader).post(answer, {"passed": "1"}, follow=True).content.decode()
    assert GOALS in page
    ledger = sign_in(leader).get(reverse("issues:ledger"), {"due": "unapproved"})
    assert ledger.context["page"].rows == []
