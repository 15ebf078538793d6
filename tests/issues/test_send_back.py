import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, IssueList, Review
from issues.words import ReturnReason
from tests import builders


@pytest.fixture
def issue(campaign, unit, head):
    issue = builders.make_issue(campaign, unit)
    rules.submit(issue.issue_list, by=head)
    return issue


def test_a_list_goes_back_with_reasons_for_each_issue_and_a_date(issue, reviewer, clerk):
    remarks = {issue.pk: ([ReturnReason.NO_EXAMPLE], "写清哪家园、哪一天")}
    rules.send_back(issue.issue_list, by=reviewer, remarks=remarks)
    returned = IssueList.objects.get(pk=issue.issue_list_id)
    assert returned.status == IssueList.Status.RETURNED
    assert returned.return_due_on is not None
    assert issue.remarks.get().text == "写清哪家园、哪一天"
    assert "被退回修改" in clerk.notices.get().text


def test_sending_back_without_a_reason_is_refused(issue, reviewer):
    with pytest.raises(Refused, match="至少选择一条退回原因"):
        rules.send_back(issue.issue_list, by=reviewer)


def test_the_round_is_counted_and_the_last_version_kept(issue, reviewer, head, clerk):
    rules.send_back(issue.issue_list, by=reviewer, reasons=[ReturnReason.UNFOCUSED])
    row = Issue.objects.get(pk=issue.pk)
    rules.edit(row, by=clerk, version=row.version, text="改得更聚焦的一句话")
    rules.submit(IssueList.objects.get(pk=issue.issue_list_id), by=head)
    rounds = list(Review.objects.order_by("round"))
    assert [review.round for review in rounds] == [1, 2]
    assert rounds[0].snapshot[0]["text"] != rounds[1].snapshot[0]["text"]


def test_a_stranger_is_refused(issue, stranger):
    with pytest.raises(Refused):
        rules.send_back(issue.issue_list, by=stranger, reasons=[ReturnReason.UNFOCUSED])
