import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Round
from evaluations.words import Source
from roster.words import Work
from tests import builders


@pytest.fixture
def typist(db):
    return builders.make_user("typist", "办公室吴宁", Work.OFFICE)


def test_two_entries_of_paper_ballots_must_agree(opened, up, unit, office, typist):
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, by=office)
    rules.enter(opened, unit, up, counts={"": {"满意": 4}}, source=Source.SECOND, by=typist)
    with pytest.raises(Refused, match="两遍录入不一致"):
        rules.end(opened, by=office)
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, source=Source.SECOND, by=typist)
    rules.end(opened, by=office)
    assert opened.status == Round.Status.ENDED


def test_the_grid_shows_each_cell_that_differs(opened, up, unit, office, typist, sign_in):
    rules.enter(opened, unit, up, counts={"": {"满意": 3, "不满意": 1}}, by=typist)
    rules.enter(
        opened, unit, up, counts={"": {"满意": 4, "不满意": 1}}, source=Source.SECOND, by=office
    )
    page = sign_in(office).get(f"/rounds/{opened.pk}/sides/{up.pk}/enter/?entry=2").content.decode()
    assert page.count("另一遍：") == 1 and "另一遍：3" in page
    assert "有1个单位不一致" in page and "保存票数" in page


def test_one_person_does_not_type_both_entries(opened, up, unit, office, sign_in):
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, by=office)
    with pytest.raises(Refused, match="另一遍是您录入的"):
        rules.enter(opened, unit, up, counts={"": {"满意": 3}}, source=Source.SECOND, by=office)
    page = sign_in(office).get(f"/rounds/{opened.pk}/sides/{up.pk}/enter/?entry=2").content.decode()
    assert "请换一人登录" in page and "保存票数" not in page


def test_a_difference_typed_after_the_end_holds_up_the_seal(opened, up, unit, office, typist):
    rules.enter(opened, unit, up, counts={"": {"满意": 3}}, by=office)
    rules.end(opened, by=office)
    rules.enter(opened, unit, up, counts={"": {"满意": 4}}, source=Source.SECOND, by=typist)
    with pytest.raises(Refused, match="两遍录入不一致"):
        rules.seal(opened, by=office)


def test_a_round_never_opens_again(ended, office):
    with pytest.raises(Refused):
        rules.open(ended, by=office)


def test_a_stranger_cannot_end(opened, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.end(opened, by=stranger)
