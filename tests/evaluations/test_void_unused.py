import pytest

import evaluations.rules as rules
from common.refusal import Refused


def test_unused_codes_of_a_side_die(frozen, slips, up, office, unit):
    assert rules.void_unused(frozen, up, by=office) == 4
    with pytest.raises(Refused, match="无效或已使用"):
        rules.cast(slips[0].code, marks={unit.code: {"": "满意"}})


def test_nothing_is_voided_once_the_round_is_open(opened, up, office):
    with pytest.raises(Refused, match="不能再作废或补发"):
        rules.void_unused(opened, up, by=office)


def test_a_stranger_cannot_void_codes(frozen, up, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.void_unused(frozen, up, by=stranger)
