import pytest

import issues.rules as rules
from common.refusal import Refused
from tests import builders


@pytest.fixture
def issue_list(campaign, unit, head):
    row = builders.make_issue(campaign, unit).issue_list
    rules.submit(row, by=head)
    return row


def test_one_named_person_reviews_the_list(issue_list, office, reviewer):
    rules.assign(issue_list, reviewer=reviewer, by=office)
    issue_list.refresh_from_db()
    assert issue_list.reviewer == reviewer


def test_the_list_is_not_assigned_to_somebody_of_the_same_unit(issue_list, office, unit):
    own = builders.make_user("own", "本单位审核员", "reviewer", unit=unit)
    with pytest.raises(Refused, match="须由其他单位的人员"):
        rules.assign(issue_list, reviewer=own, by=office)


def test_a_stranger_is_refused(issue_list, reviewer, stranger):
    with pytest.raises(Refused):
        rules.assign(issue_list, reviewer=reviewer, by=stranger)
