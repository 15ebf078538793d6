"""Strict and lenient raters of different units: a reference beside the result, never in it."""

import pytest

import evaluations.rules as rules
from evaluations.models import Standing
from evaluations.scoring.bands import shelves
from evaluations.scoring.severity import reference


def test_a_strict_rater_costs_a_unit_nothing_in_the_reference():
    true = {"A": 90.0, "B": 80.0, "C": 70.0}
    strict = ({"A": true["A"] - 20, "B": true["B"] - 20}, 3)
    lenient = ({"B": true["B"] + 10, "C": true["C"] + 10}, 2)
    found = reference([strict, lenient])
    assert found["A"].plain < found["C"].plain
    assert round(found["A"].even - found["B"].even, 6) == 10
    assert round(found["B"].even - found["C"].even, 6) == 10
    assert found["B"].raters == 5


def test_raters_of_the_same_units_need_no_reference():
    assert reference([({"A": 90.0, "B": 80.0}, 1), ({"A": 50.0, "B": 40.0}, 1)]) == {}


def test_units_that_no_rater_joins_cannot_be_compared():
    assert reference([({"A": 90.0, "B": 1.0}, 1), ({"C": 50.0, "D": 2.0}, 1)]) == {}
    assert reference([]) == {}


def test_a_shelf_holds_those_who_could_stand_where_its_first_stands():
    assert shelves([(1, 1), (2, 1), (3, 2), (4, 4), (5, 4)]) == [1, 1, 2, 3, 3]
    assert shelves([(1, 1), (None, None)]) == [1, None]
    assert shelves([]) == []


@pytest.fixture
def leant(opened, slips, unit, other_unit, office, inspector):
    """Two leaders know both units, one knows only 教育局, one only 卫健局."""
    both = {unit.code: {"": "满意"}, other_unit.code: {"": "基本满意"}}
    third = {unit.code: {"": "基本满意"}, other_unit.code: {"": "基本满意"}}
    for slip, marks in zip(slips, (both, both, third, {}), strict=True):
        rules.cast(slip.code, marks=marks)
    rules.end(opened, by=office)
    rules.seal(opened, by=office)
    rules.seal(opened, by=inspector)
    rules.tally()
    opened.refresh_from_db()
    return opened


def test_the_page_is_marked_as_reference_and_changes_nothing(leant, sign_in, office, clerk):
    before = list(Standing.objects.values_list("score", "rank"))
    page = sign_in(office).get(f"/rounds/{leant.pk}/standings/reference/").content.decode()
    assert "参考，不计入结果" in page
    assert list(Standing.objects.values_list("score", "rank")) == before
    assert rules.references(leant) == []
    assert sign_in(clerk).get(f"/rounds/{leant.pk}/standings/reference/").status_code == 404


def test_standings_show_which_units_cannot_be_told_apart(leant, sign_in, office):
    text = sign_in(office).get(f"/rounds/{leant.pk}/standings/").content.decode()
    assert "第1档" in text and "可分档" in text
