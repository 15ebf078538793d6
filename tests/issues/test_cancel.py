import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


def test_a_cancelled_issue_leaves_the_ledger_but_not_the_counts(issue, office, campaign):
    rules.cancel(issue, by=office, closure="C6", note="职责在住建局，已移交")
    assert not Issue.objects.in_ledger().exists()
    assert rules.recount(campaign) == 0


def test_no_basis_no_cancelling(issue, office):
    with pytest.raises(Refused, match="请写明撤销的依据"):
        rules.cancel(issue, by=office, closure="C5", note="")


def test_a_done_rectification_is_closed_not_cancelled(issue, office):
    with pytest.raises(Refused, match="才能撤销"):
        rules.cancel(issue, by=office, closure="C2", note="做完了")


def test_the_unit_itself_and_a_stranger_are_refused(issue, clerk, stranger):
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.cancel(issue, by=person, closure="C5", note="不属实")
