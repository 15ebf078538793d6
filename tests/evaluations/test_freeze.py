import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Round, Scheme


def test_freezing_keeps_a_copy_of_the_scheme_and_its_digest(frozen, scheme):
    Scheme.objects.filter(pk=scheme.pk).update(content={"schemes": []})
    assert rules.plan_of(Round.objects.get(pk=frozen.pk)).schemes[0].id == "sanping_30_20_50"
    assert len(frozen.plan_digest) == 64


def test_a_round_without_units_is_not_frozen(round_, office):
    round_.cohorts.get().units.clear()
    with pytest.raises(Refused, match="还没有参加评议的单位"):
        rules.freeze(round_, by=office)


def test_a_round_is_frozen_once(frozen, office):
    with pytest.raises(Refused):
        rules.freeze(frozen, by=office)


def test_the_office_is_warned_when_recipients_do_not_weigh_most(round_, schemes):
    assert rules.advice(round_) == []
    round_.scheme = Scheme.objects.get(code="sanping_40_20_40")
    assert "不是最大" in rules.advice(round_)[0]


def test_a_stranger_cannot_freeze(round_, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.freeze(round_, by=stranger)
