"""The same votes in every layout give the score that a slow, separate calculation gives."""

import json
import random
from decimal import Decimal

import pytest

from common.workbook import open_workbook
from evaluations.scoring.library import plan
from evaluations.sheets.trial import trial
from roster.directory import Directory, shipped_units
from tests.evaluations import naive, workbooks

UNITS = {
    "发改局": ("U020", "经济发展类"),
    "区工信局": ("U023", "经济发展类"),
    "区住房和城乡建设局": ("U030", "经济发展类"),
    "区教育局": ("U021", "社会民生类"),
    "民政局": ("U025", "社会民生类"),
    "区卫健局": ("U038", "社会民生类"),
}
COHORTS = {unit: cohort for unit, (_, cohort) in UNITS.items()}
SIZES = {"UP": 28, "PEER": 75, "SERV": 110}


def ticks(seed, labels=("满意", "基本满意", "不满意", "不了解", "弃权", "行作废")):
    dice = random.Random(seed)
    odds = [60, 25, 6, 6, 2, 1][: len(labels)]
    votes = {}
    for unit in UNITS:
        votes[unit] = {}
        for side, size in SIZES.items():
            drawn = dice.choices(labels, odds, k=size)
            votes[unit][side] = {label: drawn.count(label) for label in labels}
    return votes


def marks(seed, raters=7):
    dice = random.Random(seed)
    return {
        unit: {side: [dice.randint(600, 1000) / 10 for _ in range(raters)] for side in SIZES}
        for unit in UNITS
    }


def result(path, data=None):
    found = trial(
        open_workbook(path), plan(data) if data else None, Directory(shipped_units())
    ).data()
    json.dumps(found, ensure_ascii=False)
    return {row["unit_code"]: row for cohort in found["cohorts"] for row in cohort["units"]}, found


def compare(path, expected, data=None, weights=naive.WEIGHTS):
    rows, found = result(path, data)
    totals = {unit: naive.total(sides, weights) for unit, sides in expected.items()}
    assert set(rows) == {code for code, _ in UNITS.values()}
    assert {c["name"] for c in found["cohorts"]} == set(COHORTS.values())
    for unit, (code, cohort) in UNITS.items():
        whole = totals[unit]
        assert rows[code]["score_exact"]["fraction"] == f"{whole.numerator}/{whole.denominator}"
        assert rows[code]["score"] == naive.two(whole)
        peers = {u: Decimal(naive.two(t)) for u, t in totals.items() if COHORTS[u] == cohort}
        assert rows[code]["rank"] == naive.ranks(peers)[unit]
    return rows, found


COUNTED = [
    workbooks.sheet_per_side,
    workbooks.wide,
    workbooks.narrow,
    workbooks.ballots,
]


@pytest.mark.parametrize("write", COUNTED, ids=lambda write: write.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_counts_in_any_layout(write, seed, tmp_path):
    votes = ticks(seed)
    write(votes, COHORTS, tmp_path / "计票.xlsx")
    expected = {u: {s: naive.of_counts(c) for s, c in sides.items()} for u, sides in votes.items()}
    rows, _ = compare(tmp_path / "计票.xlsx", expected)
    assert rows["U020"]["sides"]["SERV"]["counts"] == votes["发改局"]["SERV"]


def test_a_summary_with_three_heading_rows_and_rates(tmp_path):
    votes = ticks(3, ("满意", "基本满意", "不满意", "不了解"))
    workbooks.summary(votes, COHORTS, tmp_path / "汇总.xlsx")
    expected = {u: {s: naive.of_counts(c) for s, c in sides.items()} for u, sides in votes.items()}
    compare(tmp_path / "汇总.xlsx", expected)


PERCENT = {
    "option_set": "percent",
    "dimensions": [
        {"code": "UP", "name": "上级领导评", "weight": 30, "min_valid": 3},
        {"code": "PEER", "name": "同级部门评", "weight": 20, "min_valid": 3},
        {"code": "SERV", "name": "服务对象评", "weight": 50, "min_valid": 3},
    ],
}


@pytest.mark.parametrize(
    "write",
    [workbooks.percent, workbooks.percent_turned, workbooks.percent_narrow],
    ids=lambda write: write.__name__,
)
@pytest.mark.parametrize("raters", [4, 7])
def test_marks_of_single_raters_with_the_ends_cut(write, raters, tmp_path):
    votes = marks(raters, raters)
    write(votes, COHORTS, tmp_path / "打分.xlsx")
    expected = {
        u: {s: naive.of_marks(m, "one") for s, m in sides.items()} for u, sides in votes.items()
    }
    rules = {"trim": {"method": "one_high_one_low", "apply_if_raters_gt": 5}}
    compare(tmp_path / "打分.xlsx", expected, {"schemes": [PERCENT], "rules": rules})


def test_items_weigh_as_the_scheme_says(tmp_path):
    names = {"责任担当": 50, "服务效能": 30, "作风形象": 20}
    dice = [ticks(seed, ("满意", "基本满意", "不满意", "不了解")) for seed in range(3)]
    votes = {
        unit: {
            side: {name: dice[at][unit][side] for at, name in enumerate(names)} for side in SIZES
        }
        for unit in UNITS
    }
    workbooks.items(votes, COHORTS, tmp_path / "分项.xlsx", list(names))
    scheme = {**PERCENT, "option_set": "sat4_100_80_0"}
    for given in (names, None):
        weights = given or dict.fromkeys(names, 1)
        scheme["items"] = [{"name": n, "weight": w} for n, w in given.items()] if given else None
        expected = {
            u: {
                s: naive.total({n: naive.of_counts(c) for n, c in boxes.items()}, weights)
                for s, boxes in sides.items()
            }
            for u, sides in votes.items()
        }
        compare(tmp_path / "分项.xlsx", expected, {"schemes": [scheme]})


def test_scores_that_were_made_elsewhere(tmp_path):
    votes = marks(5, 1)
    workbooks.scores(votes, COHORTS, tmp_path / "得分.xlsx")
    expected = {u: {s: naive.of_marks(m) for s, m in sides.items()} for u, sides in votes.items()}
    scheme = {**PERCENT, "dimensions": [{**d, "min_valid": 10} for d in PERCENT["dimensions"]]}
    compare(tmp_path / "得分.xlsx", expected, {"schemes": [scheme]})


def test_points_added_taken_and_cards_beside_the_counts(tmp_path):
    votes = ticks(8)
    changes = {
        "发改局": (2, 0.5, "黄牌"),
        "区工信局": (7, 12, None),
        "区住房和城乡建设局": (9, None, "红牌1次"),
    }
    workbooks.wide(votes, COHORTS, tmp_path / "加减.xlsx", changes=changes)
    rules = {
        "tiers": [
            {"label": "好", "min": 50},
            {"label": "较好", "min": 40},
            {"label": "差", "min": 0},
        ],
        "quota": None,
        "grade_caps": [{"card": "红牌", "max_tier": "较好"}],
    }
    rows, _ = result(
        tmp_path / "加减.xlsx",
        {"schemes": [{**PERCENT, "option_set": "sat4_100_80_0"}], "rules": rules},
    )
    base = naive.total({s: naive.of_counts(c) for s, c in votes["发改局"].items()})
    assert rows["U020"]["score"] == naive.two(base + 2 - naive.Fraction("0.5"))
    capped = naive.total({s: naive.of_counts(c) for s, c in votes["区工信局"].items()})
    assert rows["U023"]["score"] == naive.two(capped + 5 - 10)
    assert rows["U030"]["tier_by_threshold"] == "好"
    assert rows["U030"]["tier_after_quota"] == "较好"
    assert rows["U020"]["tier_after_quota"] == "好"
