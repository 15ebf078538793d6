import pytest

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Issue
from journal.models import Entry
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_issue(campaign, unit)


def test_a_draft_is_changed_and_its_version_grows(issue, clerk):
    rules.edit(issue, by=clerk, version=0, text="改过的话", measures=["只剩一项"])
    issue.refresh_from_db()
    assert (issue.text, issue.version) == ("改过的话", 1)
    assert issue.measures.count() == 1


def test_measures_stay_when_they_are_not_named(issue, clerk):
    rules.edit(issue, by=clerk, version=0, text="改过的话")
    assert issue.measures.count() == 2


def test_of_two_people_editing_the_second_is_told_and_nothing_is_lost(issue, clerk, head):
    rules.edit(Issue.objects.get(pk=issue.pk), by=clerk, version=0, text="先改的")
    with pytest.raises(Conflict, match="刚刚由他人改过"):
        rules.edit(issue, by=head, version=0, text="后改的")
    issue.refresh_from_db()
    assert issue.text == "先改的"


def test_a_sitting_of_many_saves_is_one_line_in_the_journal(issue, clerk, head):
    for version in range(3):
        rules.edit(issue, by=clerk, version=version, text=f"第{version}稿")
    rules.edit(issue, by=head, version=3, text="定稿")
    actors = (
        Entry.objects.about(issue).filter(verb="改问题").values_list("actor__username", flat=True)
    )
    assert list(actors) == ["head", "clerk"]


def test_words_in_the_ledger_are_not_changed(campaign, unit, clerk):
    issue = builders.make_ledger_issue(campaign, unit)
    with pytest.raises(Refused, match="只能填报进展"):
        rules.edit(issue, by=clerk, version=0, text="悄悄改口")


def test_a_submitted_list_is_not_changed(issue, clerk, head):
    rules.submit(issue.issue_list, by=head)
    issue.refresh_from_db()
    with pytest.raises(Refused, match="待审核"):
        rules.edit(issue, by=clerk, version=issue.version, text="审核期间改字")


def test_a_stranger_is_refused(issue, stranger):
    with pytest.raises(Refused):
        rules.edit(issue, by=stranger, version=0, text="别人的字")
