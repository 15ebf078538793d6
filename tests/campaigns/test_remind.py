from datetime import date, timedelta

import pytest

import campaigns.rules as rules
from campaigns.milestones import earned
from campaigns.models import Task
from notices.models import Notice

DUE = date(2026, 4, 22)


@pytest.fixture
def task(campaign):
    """The one task that is still owed, due on a Wednesday."""
    Task.objects.filter(phase__campaign=campaign).update(due_on=date(2026, 12, 30))
    task = Task.objects.for_units().filter(phase__campaign=campaign).first()
    rules.reschedule(task, due_on=DUE, by=None)
    return task


@pytest.mark.parametrize(
    ("left", "mark"),
    [(8, None), (7, "ahead-7"), (5, "ahead-7"), (3, "ahead-3"), (1, "ahead-1"), (0, "ahead-0")],
)
def test_the_tightest_milestone_is_earned(left, mark):
    assert earned(left) == mark


def test_after_the_deadline_one_a_week():
    assert [earned(-days) for days in (1, 5, 6, 11)] == ["week-1", "week-1", "week-2", "week-3"]


def test_clerk_and_head_are_told_once_a_milestone(task, clerk, head, stranger, unit, office):
    assert rules.remind(date(2026, 4, 17)) == 3
    assert rules.remind(date(2026, 4, 17)) == 0
    rules.complete(task, unit, on=date(2026, 4, 20), by=office)
    rules.remind(date(2026, 4, 21))
    assert Notice.objects.filter(person=clerk).count() == 1
    assert Notice.objects.filter(person=stranger).count() == 2


def test_missed_days_are_caught_up_with_one_notice(task, clerk):
    rules.remind(DUE)
    assert [notice.key for notice in clerk.notices.all()] == [f"task-{task.pk}-{DUE}-ahead-0"]


def test_every_day_for_a_month_gives_four_before_and_one_a_week_after(task, clerk):
    day = date(2026, 4, 1)
    while day <= date(2026, 5, 15):
        rules.remind(day)
        day += timedelta(days=1)
    keys = [notice.key.partition(f"{DUE}-")[2] for notice in clerk.notices.order_by("pk")]
    assert keys[:4] == ["ahead-7", "ahead-3", "ahead-1", "ahead-0"]
    assert keys[4:] == ["week-1", "week-2", "week-3"]


def test_a_moved_deadline_is_announced_anew(task, clerk):
    rules.remind(DUE)
    rules.reschedule(task, due_on=date(2026, 4, 23), by=None)
    rules.remind(DUE)
    assert clerk.notices.count() == 2


def test_a_draft_campaign_reminds_nobody(task, clerk):
    task.phase.campaign.__class__.objects.update(status="draft")
    assert rules.remind(DUE) == 0
