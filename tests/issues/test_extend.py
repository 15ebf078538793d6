from datetime import date

import pytest

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Issue
from tests import builders

LATER = date(2026, 7, 15)


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, due_on=date(2026, 6, 30))


@pytest.fixture
def asked(issue, clerk, today):
    return rules.extend(issue, by=clerk, new_due_on=LATER, reason="等待系统升级", today=today)


def test_a_granted_extension_moves_the_date_and_is_counted(asked, issue, office, clerk):
    rules.answer_extension(asked, by=office, passed=True)
    issue.refresh_from_db()
    assert (issue.due_on, issue.extended_count) == (LATER, 1)
    assert "同意将" in clerk.notices.get().text


def test_a_refused_extension_needs_a_reason_and_leaves_the_date(asked, issue, office):
    with pytest.raises(Refused, match="请写明理由"):
        rules.answer_extension(asked, by=office, passed=False)
    rules.answer_extension(asked, by=office, passed=False, answer="可以先行人工办理")
    issue.refresh_from_db()
    assert issue.due_on == date(2026, 6, 30)


def test_of_two_answers_the_second_is_told(asked, office):
    rules.answer_extension(asked, by=office, passed=True)
    with pytest.raises(Conflict, match="已由他人答复"):
        rules.answer_extension(asked, by=office, passed=False, answer="晚了")


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2026, 7, 2)])
def test_on_the_last_day_or_later_it_is_too_late_to_ask(issue, clerk, day):
    with pytest.raises(Refused, match="最迟2026-06-29"):
        rules.extend(issue, by=clerk, new_due_on=LATER, reason="来不及", today=day)


def test_one_request_at_a_time(asked, issue, clerk, today):
    with pytest.raises(Refused, match="还没有审批"):
        rules.extend(issue, by=clerk, new_due_on=LATER, reason="再等等", today=today)


def test_at_most_twice(issue, clerk, today):
    Issue.objects.filter(pk=issue.pk).update(extended_count=2)
    issue.refresh_from_db()
    with pytest.raises(Refused, match="已延期2次"):
        rules.extend(issue, by=clerk, new_due_on=LATER, reason="第三次", today=today)


def test_all_extensions_together_stay_within_thirty_workdays(issue, clerk, today):
    with pytest.raises(Refused, match="累计延期不能超过30个工作日"):
        rules.extend(issue, by=clerk, new_due_on=date(2026, 9, 30), reason="再说", today=today)


def test_an_earlier_date_is_no_extension(issue, clerk, today):
    with pytest.raises(Refused, match="新时限须晚于原时限"):
        rules.extend(issue, by=clerk, new_due_on=date(2026, 6, 1), reason="反了", today=today)


def test_a_standing_issue_has_nothing_to_extend(campaign, unit, clerk, today):
    standing = builders.make_ledger_issue(campaign, unit, due_on=None, rectify="CQ")
    with pytest.raises(Refused, match="有时限的问题"):
        rules.extend(standing, by=clerk, new_due_on=LATER, reason="长期", today=today)


def test_a_unit_does_not_answer_its_own_request(asked, unit):
    own = builders.make_user("own", "借调办公室", "office", unit=unit)
    with pytest.raises(Refused, match="须由其他单位的人员"):
        rules.answer_extension(asked, by=own, passed=True)


def test_a_stranger_neither_asks_nor_answers(issue, asked, stranger, today):
    with pytest.raises(Refused):
        rules.extend(issue, by=stranger, new_due_on=LATER, reason="替人请假", today=today)
    with pytest.raises(Refused):
        rules.answer_extension(asked, by=stranger, passed=True)
