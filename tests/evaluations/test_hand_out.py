import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Invitation


def test_codes_are_kept_as_hashes_only(slips):
    stored = set(Invitation.objects.values_list("digest", flat=True))
    assert len(stored) == 4
    assert all(slip.code.replace("-", "") not in stored for slip in slips)


def test_recipients_get_codes_for_one_unit_each(frozen, unit, other_unit, office):
    side = frozen.sides.get(code="SERV")
    with pytest.raises(Refused, match="请选择所评单位"):
        rules.hand_out(frozen, side, count=5, by=office)
    handed = rules.hand_out(frozen, side, count=5, units=[unit, other_unit], by=office)
    assert len(handed) == 10
    assert {slip.unit for slip in handed} == {str(unit), str(other_unit)}


def test_peers_get_codes_by_their_own_unit(frozen, office):
    with pytest.raises(Refused, match="须回避本单位"):
        rules.hand_out(frozen, frozen.sides.get(code="PEER"), count=5, by=office)


def test_a_draft_hands_out_nothing(round_, up, office):
    with pytest.raises(Refused, match="只有已冻结或试运行的评议"):
        rules.hand_out(round_, up, count=1, by=office)


def test_an_open_round_hands_out_nothing_more(opened, up, office):
    with pytest.raises(Refused, match="只有已冻结或试运行的评议"):
        rules.hand_out(opened, up, count=1, by=office)


def test_a_stranger_cannot_hand_out(frozen, up, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.hand_out(frozen, up, count=1, by=stranger)
