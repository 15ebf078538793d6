from datetime import date

import pytest

import issues.rules as rules
from issues.milestones import earned, says
from issues.models import Issue, IssueList
from issues.words import ReturnReason
from notices.models import Notice
from tests import builders

DUE = date(2026, 6, 30)


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, due_on=DUE)


def test_the_clerk_and_the_head_are_told_seven_workdays_ahead(issue, clerk, head):
    assert rules.remind(date(2026, 6, 10)) == 0
    assert rules.remind(date(2026, 6, 18)) == 2
    assert "还有7个工作日" in clerk.notices.get().text
    assert head.notices.count() == 1


def test_the_same_mark_is_never_spoken_of_twice(issue, clerk):
    rules.remind(date(2026, 6, 18))
    assert rules.remind(date(2026, 6, 18)) == 0
    assert rules.remind(date(2026, 6, 22)) == 0


def test_missed_days_are_caught_up_with_the_tightest_mark_only(issue, clerk):
    rules.remind(date(2026, 6, 29))
    assert [notice.key for notice in Notice.objects.all()] == [f"issue-{issue.pk}-{DUE}-ahead-1"]


def test_an_overdue_issue_is_spoken_of_every_week(issue, clerk):
    told = [rules.remind(date(2026, 7, day)) for day in (1, 2, 7, 8, 9, 15)]
    assert told == [1, 0, 0, 1, 0, 1]
    assert "已逾期" in clerk.notices.order_by("pk").last().text


def test_an_extended_date_starts_the_marks_anew(issue, clerk):
    rules.remind(date(2026, 6, 29))
    issue.due_on = date(2026, 7, 10)
    issue.save()
    assert rules.remind(date(2026, 7, 9)) == 1


def test_a_closed_or_standing_issue_is_left_in_peace(campaign, unit, clerk, office):
    issue = builders.make_ledger_issue(campaign, unit, due_on=DUE)
    rules.cancel(issue, by=office, closure="C5", note="不属实")
    builders.make_ledger_issue(campaign, unit, due_on=None, rectify="CQ")
    assert rules.remind(DUE) == 0


def test_a_returned_list_is_asked_for_before_its_date(campaign, unit, head, reviewer, clerk):
    issue_list = builders.make_issue(campaign, unit).issue_list
    rules.submit(issue_list, by=head)
    rules.send_back(issue_list, by=reviewer, reasons=[ReturnReason.UNFOCUSED])
    due = IssueList.objects.get().return_due_on
    Notice.objects.all().delete()
    assert rules.remind(due) == 2
    assert "今天到期" in clerk.notices.get().text
    assert rules.remind(due) == 0


def test_the_queries_do_not_grow_once_everything_was_said(
    campaign, unit, clerk, django_assert_max_num_queries
):
    for _ in range(6):
        builders.make_ledger_issue(campaign, unit, due_on=DUE)
    rules.remind(DUE)
    with django_assert_max_num_queries(8):
        rules.remind(DUE)


def test_nobody_of_another_unit_is_told(issue, clerk, stranger):
    rules.remind(DUE)
    assert not stranger.notices.exists()


@pytest.mark.parametrize(
    ("left", "mark"),
    [
        (8, ""),
        (7, "ahead-7"),
        (5, "ahead-7"),
        (3, "ahead-3"),
        (1, "ahead-1"),
        (0, "ahead-0"),
        (-1, "late-0"),
        (-5, "late-0"),
        (-6, "late-1"),
    ],
)
def test_the_mark_is_the_tightest_one_reached(left, mark):
    assert earned(left) == mark


def test_the_distance_is_said_in_words():
    assert [says(left) for left in (2, 0, -3)] == ["还有2个工作日", "今天到期", "已逾期3个工作日"]


def test_nobody_is_called_about_what_is_done_or_has_another_date(issue, campaign, unit, clerk):
    moved = builders.make_ledger_issue(campaign, unit, number="A-2", due_on=DUE)
    open_still = builders.make_ledger_issue(campaign, unit, number="A-3", due_on=DUE)
    rules.remind(date(2026, 6, 29))
    Issue.objects.filter(pk=issue.pk).update(status=Issue.Status.CANCELLED)
    Issue.objects.filter(pk=moved.pk).update(due_on=date(2026, 12, 1))
    rules.remind(date(2026, 6, 29))
    assert [notice.key for notice in clerk.notices.unread()] == [
        f"issue-{open_still.pk}-{DUE}-ahead-1"
    ]
