import pytest

import evaluations.rules as rules
from common.refusal import Refused


def test_a_round_without_codes_or_paper_is_not_opened(frozen, office):
    with pytest.raises(Refused, match="还没有发放测评码"):
        rules.open(frozen, by=office)


def test_opening_fixes_which_codes_exist(opened):
    assert len(opened.codes_digest) == 64
    assert opened.opened_at


def test_a_stranger_cannot_open(frozen, slips, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.open(frozen, by=stranger)
