"""Grades, quotas, the tail and rank bands, without a database."""

from fractions import Fraction

import pytest

from evaluations.scoring.bands import bands
from evaluations.scoring.conditions import condition
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import plan
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Subject
from tests.evaluations.scores import by_code, rated, score, subject


def test_the_quota_keeps_the_best_and_the_chain_decides_among_equals():
    used = plan({"schemes": ["single_106"], "rules": {"tie": {"tiebreak": ["ALL"]}}})
    rows = [subject(f"U{n}", {"ALL": {"满意": 100 - n, "不满意": n}}) for n in range(6)]
    found = by_code(score(rows, used))
    assert [found[f"U{n}"].tier for n in range(3)] == ["好", "较好", "较好"]
    assert found["U1"].tier_by_threshold == "好"


def test_a_small_cohort_has_no_quota():
    used = plan({"schemes": ["single_106"]})
    rows = [subject(f"U{n}", {"ALL": {"满意": 100}}) for n in range(4)]
    result = score(rows, used)
    assert result.room is None
    assert {row.tier for row in result.standings} == {"好"}


def test_a_red_card_bars_the_best_grade_of_any_table():
    table = [{"label": "优秀", "min": 50}, {"label": "合格", "min": 0}]
    sides = [{"name": "群众", "weight": 100}]
    used = plan({"schemes": [{"name": "甲", "dimensions": sides, "tiers": table}]})
    votes = {("群众", "", ""): Pile({"满意": 20})}
    row = score([Subject("U1", "U1", piles=votes, cards=("红牌",))], used).standings[0]
    assert (row.tier_by_threshold, row.tier) == ("优秀", "合格")


def test_the_tail_is_named_only_below_the_line_and_equals_together():
    used = plan({"schemes": ["single_106"]})
    poor = {"ALL": {"满意": 5, "不满意": 5}}
    rows = [subject("U1", {"ALL": {"满意": 9}}), subject("U2", poor), subject("U3", poor)]
    found = by_code(score(rows, used))
    assert (found["U1"].is_tail, found["U2"].is_tail, found["U3"].is_tail) == (False, True, True)


DANGFENG = [
    {"label": "满意", "when": "满意率>=0.90"},
    {"label": "基本满意", "when": "满意率+基本满意率>=0.85 or 满意率>=0.50"},
    {"label": "不满意", "when": "满意率+基本满意率<0.85 or 不满意率>=0.40"},
]


@pytest.mark.parametrize(
    ("happy", "content", "unhappy", "tier"),
    [(90, 5, 5, "满意"), (30, 55, 15, "基本满意"), (50, 0, 50, "基本满意"), (40, 44, 16, "不满意")],
)
def test_grades_by_rates_in_order(happy, content, unhappy, tier):
    used = plan({"schemes": ["single_106"], "rules": {"tiers": DANGFENG, "quota": None}})
    votes = {"ALL": {"满意": happy, "基本满意": content, "不满意": unhappy}}
    assert score([subject("U1", votes)], used).standings[0].tier == tier


@pytest.mark.parametrize(
    "text", ["__import__('os')", "满意率", "满意率>=", "a.b>1", "(1>0", "1>0;2"]
)
def test_a_condition_that_is_more_than_arithmetic_is_refused(text):
    with pytest.raises(SchemeFault):
        condition(text)


def test_a_condition_knows_percent_brackets_and_words():
    asked = condition("（满意率+基本满意率）≥85% 且 not 不满意率>0.4")
    rates = {"满意率": Fraction(1, 2), "基本满意率": Fraction(7, 20), "不满意率": Fraction(3, 20)}
    assert asked.holds(rates)


def test_many_ballots_part_units_and_few_leave_them_in_one_band():
    used = plan({"schemes": ["single_106"]})
    few = score([rated("A", 8, 2), rated("B", 7, 3)], used)
    many = score([rated("A", 800, 200), rated("B", 700, 300)], used)
    assert bands(few) == {"A": (1, 2), "B": (1, 2)}
    assert bands(many) == {"A": (1, 1), "B": (2, 2)}


def test_a_unit_with_one_ballot_has_no_band():
    used = plan({"schemes": ["single_106"]})
    assert bands(score([rated("A", 1, 0), rated("B", 70, 30)], used)) == {}


def test_gathering_a_large_cohort_moves_no_band_by_more_than_a_few_places():
    used = plan({"schemes": ["single_106"]})
    rows = [rated(f"U{n}", 400 + n % 83, 100 - n % 61) for n in range(450)]
    result = score(rows, used)
    gathered = bands(result)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluations.scoring.bands.EXACT_UP_TO", 1000)
        exact = bands(result)
    apart = [abs(a - b) for code in exact for a, b in zip(exact[code], gathered[code], strict=True)]
    assert max(apart) <= 5
