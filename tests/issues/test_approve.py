import pytest

import campaigns.rules as campaign_rules
import issues.rules as rules
from campaigns.models import Gate, Task
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


def test_the_gate_waits_until_every_list_of_the_unit_has_passed(
    issue_list, campaign, unit, head, reviewer
):
    team = rules.open_list(campaign, unit, level="BZ", by=head)
    builders.make_issue(campaign, unit, issue_list=team)
    rules.approve(issue_list, by=reviewer)
    assert not Gate.objects.get(unit=unit).is_open
    rules.submit(team, by=head)
    rules.approve(team, by=reviewer)
    gate = Gate.objects.get(unit=unit)
    assert gate.is_open
    assert gate.content_digest not in {issue_list.content_digest, team.content_digest}


def test_a_personal_list_opens_no_gate(campaign, unit, head, reviewer):
    cadre = builders.make_cadre(unit)
    personal = rules.open_list(campaign, unit, level="GR", cadre=cadre, by=head)
    builders.make_issue(campaign, unit, issue_list=personal)
    rules.submit(personal, by=head)
    rules.approve(personal, by=reviewer)
    assert not Gate.objects.get(unit=unit).is_open


def test_filing_the_list_completes_the_task_of_the_phase(issue_list, campaign, reviewer):
    task = Task.objects.filter(phase__campaign=campaign, by=Task.By.ALL_UNITS).first()
    Task.objects.filter(pk=task.pk).update(opens_gate=True)
    number = rules.approve(issue_list, by=reviewer)
    assert task.completions.get().note == f"清单备案号{number}"


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
