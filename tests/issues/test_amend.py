import pytest

import issues.rules as rules
from campaigns.models import Gate
from common.refusal import Refused
from issues.models import Issue, IssueList
from tests import builders


@pytest.fixture
def filed(campaign, unit, head, reviewer):
    issue = builders.make_issue(campaign, unit)
    rules.submit(issue.issue_list, by=head)
    rules.approve(issue.issue_list, by=reviewer)
    return issue.issue_list


def test_a_filed_list_takes_more_issues_and_is_filed_again(filed, campaign, unit, head, reviewer):
    rules.amend(filed, by=head, reason="遍访又收到意见")
    builders.make_issue(campaign, unit, issue_list=filed, text="热线无人接听")
    rules.submit(filed, by=head)
    number = rules.approve(filed, by=reviewer)
    assert number.endswith("-2")
    assert Issue.objects.open().count() == 2


def test_an_incomplete_issue_already_in_the_ledger_does_not_block_the_list(filed, head):
    filed.issues.update(cause="")
    rules.amend(filed, by=head, reason="补一条")
    assert rules.missing(IssueList.objects.get(pk=filed.pk)) == []


def test_what_is_missing_is_counted_as_the_grid_counts(filed, campaign, unit, head):
    rules.amend(filed, by=head, reason="补一条")
    builders.make_issue(campaign, unit, issue_list=filed, example="")
    assert rules.missing(filed)[0].text == "第1条没有写具体事例。"


def test_an_extension_granted_meanwhile_does_not_spoil_the_submission(filed, head, reviewer):
    rules.amend(filed, by=head, reason="补充")
    rules.submit(filed, by=head)
    filed.issues.update(due_on="2026-08-31")
    assert rules.approve(filed, by=reviewer)


def test_a_personal_list_reopened_leaves_the_permit_alone(filed, campaign, unit, head, reviewer):
    personal = rules.open_list(campaign, unit, level="GR", cadre=builders.make_cadre(unit), by=head)
    builders.make_issue(campaign, unit, issue_list=personal)
    rules.submit(personal, by=head)
    rules.approve(personal, by=reviewer)
    rules.amend(personal, by=head, reason="补充")
    assert Gate.objects.get(unit=unit).is_open


def test_without_a_reason_nothing_is_reopened(filed, head):
    with pytest.raises(Refused, match="请写明修改的原因"):
        rules.amend(filed, by=head, reason=" ")


def test_a_stranger_is_refused(filed, stranger):
    with pytest.raises(Refused):
        rules.amend(filed, by=stranger, reason="帮忙改改")
