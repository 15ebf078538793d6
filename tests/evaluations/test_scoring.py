"""Properties of the arithmetic, without a database."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring.ballots import Ballot, why_void
from evaluations.scoring.exact import rounded
from evaluations.scoring.explain import steps
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import plan, shipped_option_sets, shipped_schemes
from evaluations.scoring.options import option_set, recognise
from evaluations.scoring.piles import Pile
from evaluations.scoring.ranking import places
from evaluations.scoring.records import Subject
from evaluations.scoring.ruleset import Trim, rules
from evaluations.scoring.scheme import weight_advice
from evaluations.scoring.sessions import Session
from evaluations.scoring.trimming import trimmed
from tests.evaluations.scores import (
    LABELS,
    by_code,
    score,
    subject,
    units,
)


@given(units)
def test_the_order_of_units_changes_nothing(rows):
    listed = [subject(f"U{n}", sides) for n, sides in enumerate(rows)]
    one, other = by_code(score(listed)), by_code(score(listed[::-1]))
    assert {c: (r.score, r.rank, r.tier) for c, r in one.items()} == {
        c: (r.score, r.rank, r.tier) for c, r in other.items()
    }


@given(units, st.integers(2, 5))
def test_every_pile_times_as_big_gives_the_same_mean(rows, factor):
    grown = [{s: {k: v * factor for k, v in c.items()} for s, c in sides.items()} for sides in rows]
    used = plan({"schemes": ["sanping_30_20_50"], "rules": {"min_valid_policy": "keep"}})
    one = score([subject(f"U{n}", sides) for n, sides in enumerate(rows)], used)
    other = score([subject(f"U{n}", sides) for n, sides in enumerate(grown)], used)
    assert [r.exact_score for r in one.standings] == [r.exact_score for r in other.standings]


@given(units)
def test_a_score_lies_between_its_sides_and_explains_itself(rows):
    result = score([subject(f"U{n}", sides) for n, sides in enumerate(rows)])
    for row in result.standings:
        kept = [s.score for s in row.sides if not s.dropped and s.score is not None]
        assert row.exact_score is None or min(kept) <= row.exact_score <= max(kept)
        assert steps(row, result)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_places_count_who_is_better(keys):
    assert places(keys) == [1 + sum(other > key for other in keys) for key in keys]
    assert places(keys, "dense") == [1 + len({o for o in keys if o > key}) for key in keys]


@given(st.fractions(min_value=-200, max_value=200, max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_half_up_to_the_last_decimal(value, digits):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) == value:
        wanted = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        assert rounded(value, digits) == wanted
    assert abs(Fraction(rounded(value, digits)) - value) <= Fraction(1, 2 * 10**digits)


def test_a_side_with_too_few_ballots_is_dropped_and_its_weight_shared():
    few = {"UP": {"满意": 2}, "PEER": {"基本满意": 20}, "SERV": {"满意": 30}}
    row = score([subject("U1", few)]).standings[0]
    assert row.sides[0].dropped == "below_min_valid"
    assert row.exact_score == Fraction(20 * 80 + 50 * 100, 70)


def test_a_session_with_more_ballots_than_were_issued_is_void():
    votes = {"UP": {"满意": 20}, "PEER": {"基本满意": 20}, "SERV": {"满意": 30}}
    line = Session("PEER", "同级部门评", "全部", issued=19, returned=20)
    row = score([subject("U1", votes)], sessions=[line]).standings[0]
    assert (row.sides[1].dropped, row.score) == ("session_void", Decimal("100.00"))


def test_unknown_and_blank_stand_below_the_line_where_the_rules_say_so():
    rows = {"unknown_in_denominator": True, "abstain_in_denominator": True}
    used = plan({"schemes": ["single_106"], "rules": rows})
    votes = {"ALL": {"满意": 5, "不了解": 3, "弃权": 2, "行作废": 4}}
    assert score([subject("U1", votes)], used).standings[0].score == Decimal("50.00")


def test_a_ratio_of_weights_need_not_total_100():
    used = plan({"schemes": ["yijun_dept"]})
    votes = {"STAFF": {"满意": 10}, "TOWN": {"基本满意": 10}, "UP": {"不满意": 10}}
    assert score([subject("U1", votes)], used).standings[0].exact_score == Fraction(960, 15)


def test_points_by_rank_take_a_step_for_each_place():
    used = plan({"schemes": ["wenzhou_400"]})
    best = {code: {"满意": 10} for code in ("UP", "TOWN", "PEER", "SUP", "PUB")}
    worse = {**best, "PUB": {"基本满意": 10}}
    found = by_code(score([subject("U1", best), subject("U2", worse)], used))
    assert found["U1"].score == Decimal("400.00")
    assert found["U2"].score == Decimal("398.00")


def test_halves_of_the_year_count_half_each():
    used = plan({"schemes": ["shuangpai_half"]})
    piles = {
        ("ALL", "上半年", ""): Pile({"满意": 10}),
        ("ALL", "下半年", ""): Pile({"基本满意": 30}),
    }
    row = score([Subject("U1", "U1", piles=piles)], used).standings[0]
    assert row.exact_score == 90


def test_sub_groups_weigh_inside_their_side():
    used = plan({"schemes": ["midlevel_40_60"]})
    piles = {
        ("DAILY", "", ""): Pile({"满意": 10}),
        ("FOCUS", "办事经办人", ""): Pile({"基本满意": 10}),
        ("FOCUS", "企业家及代表委员", ""): Pile({"不满意": 10}),
    }
    row = score([Subject("U1", "U1", piles=piles)], used).standings[0]
    assert row.exact_score == 40 + Fraction(60, 100) * 64


def test_a_side_of_deductions_starts_full():
    used = plan({"schemes": ["zhashui_10_20_70"]})
    piles = {
        ("CPL", "", ""): Pile(deducted=Fraction(3)),
        ("CHECK", "", ""): Pile(marks={Fraction(90): 1}, is_given=True),
        ("SERV", "", ""): Pile(marks={Fraction(80): 1, Fraction(100): 1}),
    }
    row = score([Subject("U1", "U1", piles=piles)], used).standings[0]
    assert (row.exact_score, row.tier) == (7 + 18 + 63, "满意")


@pytest.mark.parametrize(
    ("marks", "trim", "kept"),
    [
        ([1, 2, 3, 4, 5], Trim("one_high_one_low", 5), [1, 2, 3, 4, 5]),
        ([6, 1, 2, 3, 4, 5], Trim("one_high_one_low", 5), [2, 3, 4, 5]),
        (list(range(40)), Trim("percent", 0, Fraction(5)), list(range(2, 38))),
        ([1, 2], Trim("one_low", 0), [2]),
    ],
)
def test_trimming(marks, trim, kept):
    assert trimmed(Counter(map(Fraction, marks)), trim)[0] == Counter(map(Fraction, kept))


PERCENT = option_set({"id": "percent", "numeric": {"min": 0, "max": 100}})


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("满意票数", "满意"),
        ("基本满意（80分）", "基本满意"),
        ("一般", "基本满意"),
        ("弃权（空白）", "弃权"),
        ("行作废", "行作废"),
        ("不清楚", "不了解"),
        ("满意率", None),
        ("单位", None),
    ],
)
def test_headings_are_recognised(heading, label):
    assert recognise(LABELS, heading) == label


@pytest.mark.parametrize("code", list(shipped_schemes()))
def test_every_shipped_scheme_can_be_counted(code):
    used = plan({"schemes": [code]})
    sides = (
        {
            (s.code, "", ""): Pile({used.schemes[0].options.labels[0]: 20})
            for s in used.schemes[0].sides
        }
        if used.schemes[0].options.labels
        else {}
    )
    row = score([Subject("U1", "U1", piles=sides)], used).standings[0]
    assert row.score is not None or not sides


def test_every_shipped_option_set_has_a_satisfied_option():
    for boxes in shipped_option_sets().values():
        assert boxes.is_numeric or any(option.is_satisfied for option in boxes.options)


def test_the_office_is_told_when_recipients_do_not_weigh_most():
    assert weight_advice(plan({"schemes": ["sanping_30_20_50"]}).schemes[0]) is None
    assert "不是最大" in (weight_advice(plan({"schemes": ["sanping_40_20_40"]}).schemes[0]) or "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"schemes": [{"dimensions": [{"name": "甲", "weight": 120}]}]}, "合计为120"),
        ({"schemes": [{"option_set": "没有", "dimensions": []}]}, "没有名为“没有”的选项组"),
        ({"schemes": ["没有"]}, "没有名为“没有”的评议办法"),
        ({"schemes": ["single_106"], "rules": {"tie": {"method": "x"}}}, "不认识的并列规则"),
        (
            {
                "schemes": ["single_106"],
                "rules": {"grade_caps": [{"card": "红", "max_tier": "甲"}]},
            },
            "不在等次表",
        ),
    ],
)
def test_a_mistake_in_a_scheme_is_named(data, sentence):
    with pytest.raises(SchemeFault, match=sentence):
        plan(data)


@pytest.mark.parametrize(
    ("void", "marks", "reason"),
    [
        (["all_full"], [100, 100, 100], "all_full"),
        (["all_same"], [88, 88, 88], "all_same"),
        (["all_same"], [88, 88], None),
        ([{"id": "excellent_quota", "ratio": 0.3}], [95, 91, 80, 70], "excellent_quota"),
        ([{"id": "excellent_quota", "max_count": 3}], [95, 91, 90, 70], None),
        ([{"id": "low_quota", "min_count": 2}], [95, 69, 80, 70], "low_quota"),
        ({"over_under_vote": {"min_count": 3}}, [95, 69], "over_under_vote"),
        ([], [100, 100, 100], None),
    ],
)
def test_whole_ballots_are_void_by_the_rules(void, marks, reason):
    given_marks = {(f"U{n}", ""): Fraction(mark) for n, mark in enumerate(marks)}
    ballot = Ballot("UP", "", "1", given_marks)
    assert why_void(ballot, PERCENT, rules({"ballot_void": void})) == reason
