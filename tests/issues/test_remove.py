import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, IssueList
from issues.words import ReturnReason
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_issue(campaign, unit)


def test_a_draft_disappears_and_the_counts_with_it(issue, campaign, clerk):
    rules.remove(issue, by=clerk)
    assert not Issue.objects.exists()
    assert rules.recount(campaign) == 0


def test_what_was_submitted_once_is_kept_as_withdrawn(issue, campaign, clerk, head, reviewer):
    rules.submit(issue.issue_list, by=head)
    rules.send_back(issue.issue_list, by=reviewer, reasons=[ReturnReason.UNFOCUSED])
    rules.remove(Issue.objects.get(pk=issue.pk), by=clerk)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.CANCELLED
    assert rules.missing(IssueList.objects.get())[0].text == "清单里还没有问题。"
    assert rules.recount(campaign) == 0


def test_an_issue_of_the_ledger_is_not_removed(campaign, unit, clerk):
    with pytest.raises(Refused, match="已进入台账的问题不能删除"):
        rules.remove(builders.make_ledger_issue(campaign, unit), by=clerk)


def test_a_stranger_is_refused(issue, stranger):
    with pytest.raises(Refused):
        rules.remove(issue, by=stranger)
