import pytest

import evaluations.rules as rules
from common.refusal import Refused
from tests import builders


def test_a_second_typing_replaces_the_first(frozen, up, unit, office):
    rules.enter(frozen, unit, up, counts={"": {"满意": 3}}, by=office)
    row = rules.enter(frozen, unit, up, counts={"": {"满意": 2, "基本满意": 1}}, by=office)
    assert frozen.tallies.count() == 1
    assert row.counts == {"": {"基本满意": 1, "满意": 2}}


def test_unknown_options_and_negative_counts_are_refused(frozen, up, unit, office):
    with pytest.raises(Refused, match="没有“很好”这一选项"):
        rules.enter(frozen, unit, up, counts={"": {"很好": 1}}, by=office)
    with pytest.raises(Refused, match="不能小于0"):
        rules.enter(frozen, unit, up, counts={"": {"满意": -1}}, by=office)


def test_a_unit_outside_the_round_is_refused(frozen, up, office):
    with pytest.raises(Refused, match="不在本次评议范围内"):
        rules.enter(frozen, builders.make_unit(), up, counts={"": {"满意": 1}}, by=office)


def test_nothing_is_entered_once_one_person_has_signed_the_seal(ended, up, unit, office):
    rules.seal(ended, by=office)
    with pytest.raises(Refused, match="可以录入纸质票"):
        rules.enter(ended, unit, up, counts={"": {"满意": 1}}, by=office)


def test_register_lines_must_balance(frozen, office):
    line = {"side": "UP", "scope": "全部", "issued": 10, "returned": 5, "void": 1, "valid": 5}
    with pytest.raises(Refused, match="有效票加无效票多于收回票"):
        rules.register(frozen, [line], by=office)


def test_a_stranger_cannot_enter_or_register(frozen, up, unit, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.enter(frozen, unit, up, counts={"": {"满意": 1}}, by=stranger)
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.register(frozen, [], by=stranger)
