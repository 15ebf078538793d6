import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, IssueList
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_issue(campaign, unit)


def test_the_head_submits_and_the_office_has_it_waiting(issue, head):
    rules.submit(issue.issue_list, by=head)
    assert list(IssueList.objects.waiting()) == [issue.issue_list]
    issue.refresh_from_db()
    assert issue.status == Issue.Status.SUBMITTED


def test_a_list_without_an_example_says_which_line_lacks_it(campaign, unit, head):
    issue = builders.make_issue(campaign, unit, example="")
    with pytest.raises(Refused, match="第1条没有写具体事例"):
        rules.submit(issue.issue_list, by=head)


def test_an_empty_list_is_not_submitted(campaign, unit, head):
    issue_list = rules.open_list(campaign, unit, by=head)
    with pytest.raises(Refused, match="清单里还没有问题"):
        rules.submit(issue_list, by=head)


def test_the_clerk_cannot_sign_for_the_head(issue, clerk):
    with pytest.raises(Refused):
        rules.submit(issue.issue_list, by=clerk)


def test_a_stranger_is_refused(issue, stranger):
    with pytest.raises(Refused, match="请由问题所在单位"):
        rules.submit(issue.issue_list, by=stranger)


def test_a_list_that_waits_for_an_answer_takes_no_changes(issue, head):
    rules.submit(issue.issue_list, by=head)
    with pytest.raises(Refused, match="不能改动"):
        rules.require_open(issue.issue_list)
