import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Ballot, Invitation, Round


def test_a_rehearsal_is_wiped_by_one_key(round_, up, office, unit):
    rules.rehearse(round_, by=office)
    slip = rules.hand_out(round_, up, count=1, by=office)[0]
    rules.cast(slip.code, marks={unit.code: {"": "满意"}})
    rules.wipe(round_, by=office)
    assert round_.status == Round.Status.DRAFT
    assert not Ballot.objects.exists()
    assert not Invitation.objects.exists()


def test_an_open_round_is_not_wiped(opened, office):
    with pytest.raises(Refused):
        rules.wipe(opened, by=office)


def test_a_stranger_cannot_rehearse_or_wipe(round_, stranger):
    for verb in (rules.rehearse, rules.wipe):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            verb(round_, by=stranger)
