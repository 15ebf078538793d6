import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Round
from evaluations.words import Source


def test_two_entries_of_paper_ballots_must_agree(opened, up, unit, office):
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, by=office)
    rules.enter(opened, unit, up, counts={"": {"满意": 4}}, source=Source.SECOND, by=office)
    with pytest.raises(Refused, match="两遍录入不一致"):
        rules.end(opened, by=office)
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, source=Source.SECOND, by=office)
    rules.end(opened, by=office)
    assert opened.status == Round.Status.ENDED


def test_a_round_never_opens_again(ended, office):
    with pytest.raises(Refused):
        rules.open(ended, by=office)


def test_a_stranger_cannot_end(opened, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.end(opened, by=stranger)
