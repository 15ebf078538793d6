"""Rounds like sample 7 with other schemes, told only by the workbook's own remarks."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from common.workbook.text import squeeze
from evaluations.sheets import stated, weighing
from tests.evaluations import naive, workbooks
from tests.evaluations.test_score_layouts import COHORTS, UNITS, marks, result, ticks

FOUR = {"满意": 100, "基本满意": 80, "不满意": 0}
SIDES = {"UP": "上级领导评", "PEER": "同级部门评", "SERV": "服务对象评"}


def remarked(path, *remarks):
    """The workbook with a sheet of remarks in front."""
    book = load_workbook(path)
    sheet = book.create_sheet("说明", 0)
    for text in remarks:
        sheet.append([text])
    book.save(path)
    return path


def scored(votes, scores, below=(), sides=SIDES):
    return {
        unit: {code: naive.of_counts(votes[unit][code], scores, below) for code in sides}
        for unit in votes
    }


def agree(path, expected, weights):
    rows, found = result(path)
    for unit, (code, _) in UNITS.items():
        whole = naive.total(expected[unit], weights)
        assert rows[code]["score_exact"]["fraction"] == f"{whole.numerator}/{whole.denominator}"
        assert rows[code]["score"] == naive.two(whole)
    for unit, (code, cohort) in UNITS.items():
        peers = {
            u: Decimal(naive.two(naive.total(expected[u], weights)))
            for u in UNITS
            if COHORTS[u] == cohort
        }
        assert rows[code]["rank"] == naive.ranks(peers)[unit]
    return rows, found


WEIGHTED = [
    ("评议方案：三评议40/20/40（上级领导评40%、同级部门评20%、服务对象评40%）。", (40, 20, 40)),
    ("权重：上级领导评25%，同级部门评25%，服务对象评50%。", (25, 25, 50)),
    ("上级领导评占30%，同级部门评占10%，服务对象评占60%。", (30, 10, 60)),
    ("上级领导评权重20%；同级部门评权重20%；服务对象评权重60%。", (20, 20, 60)),
    ("权重为上级领导评 33.5%、同级部门评 16.5%、服务对象评 50%。", (33.5, 16.5, 50)),
    ("上级领导评、同级部门评、服务对象评按3:2:5计算。", (30, 20, 50)),
    ("上级领导评、同级部门评、服务对象评的权重比为4:7:4。", (4, 7, 4)),
    ("三方按3：6：3（上级领导评、同级部门评、服务对象评）合成总分。", (3, 6, 3)),
    ("三评议30/30/40。", (30, 30, 40)),
    ("满意率不计入得分；收回率低于50%的整场无效。", (30, 20, 50)),
]


@pytest.mark.parametrize(("remark", "weights"), WEIGHTED)
@pytest.mark.parametrize("write", [workbooks.sheet_per_side, workbooks.wide])
def test_weights_stated_in_words(write, remark, weights, tmp_path):
    votes = ticks(remark)
    path = tmp_path / "计票.xlsx"
    write(votes, COHORTS, path)
    named = dict(zip(SIDES, weights, strict=True))
    agree(remarked(path, remark), scored(votes, FOUR), named)


def test_four_sides_in_the_ratio_three_six_three_three(tmp_path):
    sides = {**SIDES, "STAFF": "单位干部职工评"}
    votes = {
        unit: {**row, "STAFF": ticks("staff")[unit]["UP"]} for unit, row in ticks("four").items()
    }
    path = tmp_path / "计票.xlsx"
    workbooks.sheet_per_side(votes, COHORTS, path, sides=sides)
    remark = "上级领导评、服务对象评、同级部门评、单位干部职工评按3:6:3:3计算。"
    weights = {"UP": 3, "SERV": 6, "PEER": 3, "STAFF": 3}
    agree(remarked(path, remark), scored(votes, FOUR, sides=sides), weights)


WORTHS = [
    ("满意100分、基本满意80分、不满意30分，不了解不计。", (100, 80, 30)),
    ("计分：满意100分，基本满意70分，不满意30分。", (100, 70, 30)),
    ("满意（100分）、基本满意（60分）、不满意（0分）。", (100, 60, 0)),
    ("满意计100分、基本满意计85分、不满意计40分。", (100, 85, 40)),
    ("满意=100分，基本满意=75.5分，不满意=0分", (100, Fraction("75.5"), 0)),
]


@pytest.mark.parametrize(("remark", "worths"), WORTHS)
def test_worths_stated_in_words(remark, worths, tmp_path):
    scores = dict(zip(FOUR, worths, strict=True))
    votes = ticks(remark)
    path = tmp_path / "计票.xlsx"
    workbooks.sheet_per_side(votes, COHORTS, path)
    agree(remarked(path, remark), scored(votes, scores), naive.WEIGHTS)


BOTTOMS = [
    ("“不了解”计入分母，弃权不计入分母。", ("不了解",)),
    ("不了解票计入总票数。", ("不了解",)),
    ("不了解、弃权均计入分母。", ("不了解", "弃权")),
    ("弃权票计入总票数，不了解不计入分母。", ("弃权",)),
    ("空白视为弃权，计入分母；不了解不计入分母。", ("弃权",)),
    ("“不了解”不计入分母；空白视为弃权、同行多选为行作废，均不计入分母。", ()),
]


@pytest.mark.parametrize(("remark", "below"), BOTTOMS)
def test_denominators_stated_in_words(remark, below, tmp_path):
    votes = ticks(remark)
    path = tmp_path / "计票.xlsx"
    workbooks.sheet_per_side(votes, COHORTS, path)
    agree(remarked(path, remark), scored(votes, FOUR, below), naive.WEIGHTS)


CUTS = [
    ("去掉一个最高分和一个最低分后取平均。", 7, "one", 2),
    ("评委超过5人的，去掉1个最高分、1个最低分。", 5, "one", 5),
    ("评委超过5人的，去掉1个最高分、1个最低分。", 6, "one", 5),
    ("评议人7人以上的去掉一个最高分和一个最低分。", 7, "one", 6),
    ("去掉最高和最低各10%后平均。", 23, "percent", 0),
    ("按全部打分平均。", 9, "none", 0),
]


@pytest.mark.parametrize(("remark", "raters", "method", "above"), CUTS)
@pytest.mark.parametrize("write", [workbooks.percent, workbooks.percent_turned])
def test_ends_cut_as_stated(write, remark, raters, method, above, tmp_path):
    votes = marks(remark, raters)
    path = tmp_path / "打分.xlsx"
    write(votes, COHORTS, path)
    remarked(path, remark, "最低有效票不作要求。")
    expected = {
        unit: {code: naive.of_marks(row, method, above, 10) for code, row in sides.items()}
        for unit, sides in votes.items()
    }
    agree(path, expected, naive.WEIGHTS)


def test_one_decimal_and_dense_places(tmp_path):
    votes = ticks("dense")
    path = tmp_path / "计票.xlsx"
    workbooks.sheet_per_side(votes, COHORTS, path)
    rows, _ = result(remarked(path, "最终保留一位小数，名次连续（1、2、2、3）。"))
    for cohort in set(COHORTS.values()):
        codes = [code for code, other in UNITS.values() if other == cohort]
        whole = {code: Decimal(rows[code]["score"]) for code in codes}
        assert all(-score.as_tuple().exponent == 1 for score in whole.values())
        order = sorted(set(whole.values()), reverse=True)
        assert {rows[c]["rank"] for c in codes} == {order.index(s) + 1 for s in whole.values()}


def test_half_to_even_where_the_workbook_says_so(tmp_path):
    votes = ticks("even")
    path = tmp_path / "计票.xlsx"
    workbooks.sheet_per_side(votes, COHORTS, path)
    rows, _ = result(remarked(path, "保留两位小数，四舍六入五成双。"))
    for unit, (code, _) in UNITS.items():
        whole = naive.total(scored(votes, FOUR)[unit])
        exact = Decimal(whole.numerator) / Decimal(whole.denominator)
        assert rows[code]["score"] == str(exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


GRADES = [
    (
        "等次：≥90好、80—90较好、60—80一般、<60较差；每类“好”不超过单位数30%（向下取整）。",
        [("好", "90"), ("较好", "80"), ("一般", "60"), ("较差", "0")],
    ),
    (
        "85分以上为满意，75-85分为比较满意，60-75分为基本满意，60分以下为不满意。",
        [("满意", "85"), ("比较满意", "75"), ("基本满意", "60"), ("不满意", "0")],
    ),
    (
        "不低于95分的为优秀；80至95分为良好；低于80分为一般。",
        [("优秀", "95"), ("良好", "80"), ("一般", "0")],
    ),
]


@pytest.mark.parametrize(("remark", "table"), GRADES)
def test_grades_stated_in_words(remark, table):
    found = stated.rules(squeeze(remark))["tiers"]
    assert [(row["label"], row["min"]) for row in found] == table


@pytest.mark.parametrize(
    ("remark", "quota"),
    [
        ("每类“好”不超过单位数30%（向下取整）。", ("好", "0.3", "floor")),
        ("每类优秀等次不超过参评单位总数的25%（向上取整）。", ("优秀", "0.25", "ceil")),
        ("优秀不得超过40%。", None),
    ],
)
def test_quotas_stated_in_words(remark, quota):
    found = stated.rules(squeeze(remark)).get("quota")
    if quota:
        assert (found["label"], found["max_ratio"], found["rounding"]) == quota


def test_what_is_not_stated_stays_as_usual():
    assert stated.rules("得分按权重合成。") == {}
    assert weighing.sides("收回率90%，满意率85%，上级领导评30%。") == []


def test_units_that_rate_each_other_too_well_are_named(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "同级部门评打分表"
    names = list(UNITS)
    sheet.append(["评议单位", *names])
    for one in names:
        marks_ = [None if one == other else 85.0 for other in names]
        if one in names[:2]:
            marks_[1 - names.index(one)] = 99.0
        sheet.append([one, *marks_])
    book.save(tmp_path / "互评.xlsx")
    _, found = result(tmp_path / "互评.xlsx")
    favoured = [row for row in found["warnings"] if row["code"] == "mutual_favour"]
    assert [(row["side"], len(row["units"])) for row in favoured] == [("PEER", 2)]


def test_sample_seven_states_its_own_rules():
    path = next((Path(__file__).parents[1] / "samples").glob("7-*.xlsx"))
    remarks = "；".join(str(row[0].value) for row in load_workbook(path)["说明"].iter_rows())
    written = squeeze(remarks)
    assert [(s["code"], s["weight"]) for s in weighing.sides(written)] == [
        ("UP", "30"),
        ("PEER", "20"),
        ("SERV", "50"),
    ]
    assert stated.rules(written)["rounding"] == {"final": 2}
    assert "unknown_in_denominator" not in stated.rules(written)
