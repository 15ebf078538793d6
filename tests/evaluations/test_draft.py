import pytest

import evaluations.rules as rules
from common.refusal import Refused


def test_a_round_takes_sides_from_its_scheme_and_units_from_the_campaign(round_, unit, other_unit):
    weights = {side.code: int(side.weight) for side in round_.sides.all()}
    assert weights == {"UP": 30, "PEER": 20, "SERV": 50}
    assert set(round_.cohorts.get().units.all()) == {unit, other_unit}


def test_peers_spare_their_own_unit_and_recipients_rate_one(round_):
    assert round_.sides.get(code="PEER").excludes_self
    assert round_.sides.get(code="SERV").is_per_unit


def test_a_stranger_cannot_draft(campaign, scheme, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.draft(campaign, name="假评议", scheme=scheme, by=stranger)
