from datetime import date

import pytest

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Issue
from tests import builders

TODAY = date(2026, 4, 15)


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


@pytest.fixture
def verified(issue, clerk, inspector):
    for measure in issue.measures.all():
        rules.complete_measure(measure, by=clerk, on=TODAY)
    rules.request_closure(issue, by=clerk, result="4家园所全部认定")
    rules.verify(issue, by=inspector, opinion="现场核实属实")
    return issue


def test_closure_is_refused_while_a_measure_is_unfinished(issue, clerk):
    with pytest.raises(Refused, match="还有未完成的措施"):
        rules.request_closure(issue, by=clerk, result="做完了")


def test_the_office_strikes_off_what_another_party_verified(verified, office):
    rules.close(verified, by=office, note="同意销号")
    verified.refresh_from_db()
    assert verified.status == Issue.Status.CLOSED
    assert verified.closed_at is not None
    assert verified.look_backs.count() == 3


def test_whoever_verified_does_not_strike_off(issue, clerk, office):
    issue.measures.update(done_on=TODAY)
    rules.request_closure(issue, by=clerk, result="做完了")
    rules.verify(issue, by=office, opinion="属实")
    with pytest.raises(Refused, match="须由两个人"):
        rules.close(issue, by=office, note="销号")


def test_a_unit_does_not_verify_its_own_issue(issue, clerk, unit):
    issue.measures.update(done_on=TODAY)
    rules.request_closure(issue, by=clerk, result="做完了")
    own = builders.make_user("own", "本单位督导员", "inspector", unit=unit)
    with pytest.raises(Refused, match="须由其他单位的人员"):
        rules.verify(issue, by=own, opinion="属实")


def test_of_two_people_closing_the_same_issue_the_second_is_told(verified, office):
    first, second = (Issue.objects.get(pk=verified.pk) for _ in range(2))
    rules.close(first, by=office, note="已核实")
    with pytest.raises(Conflict, match="已由他人办理"):
        rules.close(second, by=office, note="已核实")


def test_a_rebound_found_at_the_look_back_reopens_the_issue(verified, office, inspector):
    rules.close(verified, by=office, note="同意")
    look = verified.look_backs.first()
    rules.look_back(look, by=inspector, text="又出现压件", is_rebound=True)
    verified.refresh_from_db()
    assert verified.status == Issue.Status.REOPENED
    assert verified.closed_at is None
    assert verified.reopened_count == 1
    assert rules.recount(verified.campaign) == 0


def test_a_rejected_closure_counts_and_may_be_asked_again(issue, clerk, inspector):
    issue.measures.update(done_on=TODAY)
    rules.request_closure(issue, by=clerk, result="做完了")
    rules.reject_closure(issue, by=inspector, opinion="现场仍有压件")
    issue.refresh_from_db()
    assert issue.rejected_count == 1
    rules.request_closure(issue, by=clerk, result="这回真做完了")
    assert issue.status == Issue.Status.CLOSE_APPLIED


def test_an_unfounded_issue_is_cancelled_with_its_basis(issue, office):
    rules.cancel(issue, by=office, closure="C5", note="经核查不属实，领导小组办公室主任批准")
    assert issue.status == Issue.Status.CANCELLED


@pytest.mark.parametrize("verb", ["verify", "reject_closure"])
def test_a_stranger_is_refused(issue, clerk, stranger, verb):
    issue.measures.update(done_on=TODAY)
    rules.request_closure(issue, by=clerk, result="做完了")
    with pytest.raises(Refused):
        getattr(rules, verb)(issue, by=stranger, opinion="属实")


def test_a_stranger_does_not_strike_off(verified, stranger):
    with pytest.raises(Refused):
        rules.close(verified, by=stranger, note="销号")
