import pytest

import campaigns.rules as campaign_rules
import issues.rules as rules
from campaigns.models import Gate
from common.refusal import Refused
from issues.models import Issue, IssueCount, IssueList
from tests import builders


@pytest.fixture
def issue_list(campaign, unit, head):
    issue = builders.make_issue(campaign, unit)
    rules.submit(issue.issue_list, by=head)
    return issue.issue_list


def test_an_approved_list_is_filed_and_its_issues_enter_the_ledger(issue_list, reviewer):
    number = rules.approve(issue_list, by=reviewer)
    issue_list.refresh_from_db()
    assert issue_list.status == IssueList.Status.APPROVED
    assert issue_list.filing_number == number
    assert Issue.objects.open().count() == 1
    assert IssueCount.objects.get(status="rectifying").count == 1
    assert rules.recount(issue_list.campaign) == 0


def test_approval_opens_the_gate_and_a_later_change_shuts_it(issue_list, reviewer, head):
    gate = Gate.objects.get(unit=issue_list.unit)
    assert not gate.is_open
    rules.approve(issue_list, by=reviewer)
    permit = campaign_rules.require_gate(issue_list.campaign, issue_list.unit)
    assert permit.permit_number.startswith("准2026单")
    rules.amend(issue_list, by=head, reason="遍访中又收到两条意见")
    with pytest.raises(Refused, match="尚未取得专题会准入"):
        campaign_rules.require_gate(issue_list.campaign, issue_list.unit)


def test_nobody_passes_the_list_of_the_own_unit(issue_list, unit):
    double = builders.make_user("double", "借调人员", "office", "reviewer", unit=unit)
    with pytest.raises(Refused, match="须由其他单位的人员"):
        rules.approve(issue_list, by=double)


def test_a_list_changed_behind_the_reviewers_back_is_not_passed(issue_list, reviewer):
    issue_list.issues.update(text="另一句话")
    with pytest.raises(Refused, match="与报送时不一致"):
        rules.approve(issue_list, by=reviewer)


def test_a_stranger_is_refused(issue_list, stranger):
    with pytest.raises(Refused):
        rules.approve(issue_list, by=stranger)
