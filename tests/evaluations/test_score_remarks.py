"""Counting workbooks of the usual form whose remarks say everything in many ways.

Each is counted a second time here, with fractions and no line of the program.
"""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook

from tests.evaluations.test_score_layouts import COHORTS, UNITS, result

THREE = ("上级领导评", "同级部门评", "服务对象评")
FOUR = {"满意": 100, "基本满意": 80, "不满意": 0, "不了解": None}
SIZES = (28, 75, 120, 60, 40)
USUAL = "评议方案：三评议30/20/50。"


def write(path, sides, worths, remarks, sizes):
    """The workbook, and what was ticked: votes[unit][side][label]."""
    dice = random.Random("".join(remarks))
    book = Workbook()
    book.active.title = "说明"
    for text in remarks:
        book.active.append([text])
    boxes = [*worths, "弃权", "行作废"]
    votes = {unit: {} for unit in UNITS}
    for size, side in zip(SIZES, sides, strict=False):
        sheet = book.create_sheet(side)
        sheet.append([f"{side}计票表"])
        sheet.append(["序号", "类别", "单位名称", *worths, "弃权（空白）", "行作废", "合计"])
        for number, unit in enumerate(UNITS, 1):
            drawn = dice.choices(
                boxes, [60, 25, 8, 6, 5, 4, 3][: len(boxes)], k=sizes.get((unit, side), size)
            )
            counts = {label: drawn.count(label) for label in boxes}
            votes[unit][side] = counts
            sheet.append([number, COHORTS[unit], unit, *counts.values(), len(drawn)])
    book.save(path)
    return votes


def whole(votes, weights, worths, below, least):
    """The exact score of one unit."""
    top = bottom = Fraction(0)
    for side, weight in weights.items():
        counts = votes[side]
        size = sum(
            n for label, n in counts.items() if worths.get(label) is not None or label in below
        )
        if size < least.get(side, 1):
            continue
        points = sum(
            counts[label] * Fraction(str(w)) for label, w in worths.items() if w is not None
        )
        top += Fraction(str(weight)) * points / size
        bottom += Fraction(str(weight))
    return top / bottom


def agree(path, exact, digits=2):
    step = Decimal(1).scaleb(-digits)
    rows, found = result(path)
    told = {}
    for unit, score in exact.items():
        row = rows[UNITS[unit][0]]
        value = Decimal(score.numerator) / Decimal(score.denominator)
        told[unit] = value.quantize(step, rounding=ROUND_HALF_UP)
        assert row["score_exact"]["fraction"] == f"{score.numerator}/{score.denominator}", unit
        assert row["score"] == str(told[unit])
    for unit in exact:
        peers = [score for other, score in told.items() if COHORTS[other] == COHORTS[unit]]
        assert rows[UNITS[unit][0]]["rank"] == 1 + sum(score > told[unit] for score in peers)
    return found


def check(path, sides, remarks, *, worths=None, below=(), least=None, sizes=None, digits=2):
    worths, scale = worths or FOUR, sizes or {}
    votes = write(path, sides, worths, remarks, scale)
    exact = {unit: whole(row, sides, worths, below, least or {}) for unit, row in votes.items()}
    return agree(path, exact, digits)


def three(*weights):
    return dict(zip(THREE, weights, strict=True))


WEIGHTS = [
    ("评议方案：上级领导评20%、同级部门评30%、服务对象评50%。", (20, 30, 50)),
    ("三方权重分别为上级领导评（20%）、同级部门评（20%）、服务对象评（60%）。", (20, 20, 60)),
    ("上级领导评（权重20%）、同级部门评（权重20%）、服务对象评（权重60%）。", (20, 20, 60)),
    ("上级领导评：20%；同级部门评：20%；服务对象评：60%", (20, 20, 60)),
    ("总分100分：上级领导评20分、同级部门评20分、服务对象评60分。", (20, 20, 60)),
    ("总分＝上级领导评得分×20%＋同级部门评得分×20%＋服务对象评得分×60%。", (20, 20, 60)),
    ("得分=20%×上级领导评+20%×同级部门评+60%×服务对象评", (20, 20, 60)),
    ("得分=上级领导评×0.2+同级部门评×0.2+服务对象评×0.6。", (20, 20, 60)),
    ("上级20%、同级20%、服务对象60%。", (20, 20, 60)),
    ("评议方案：三评议20/20/60。", (20, 20, 60)),
    ("评议方案：20-20-60（上级-同级-服务对象）。", (20, 20, 60)),
    ("三评议4:2:4。", (4, 2, 4)),
    ("上级领导评、同级部门评、服务对象评权重之比为1∶1∶3。", (1, 1, 3)),
    ("上级领导评2份、同级部门评1份、服务对象评4份。", (2, 1, 4)),
    ("评议方案：三方权重相等（各占1/3）。", (1, 1, 1)),
]


@pytest.mark.parametrize(("remark", "weights"), WEIGHTS)
def test_three_sides_however_their_weights_are_written(remark, weights, tmp_path):
    check(tmp_path / "计票.xlsx", three(*weights), [remark])


MORE_SIDES = [
    "评议方案：上级领导评3份、服务对象评6份、同级部门评3份、单位干部职工评3份。",
    "评议方案：四方评议3:6:3:3（上级领导评:服务对象评:同级部门评:单位干部职工评）。",
]


@pytest.mark.parametrize("remark", MORE_SIDES)
def test_four_sides_in_a_ratio(remark, tmp_path):
    sides = {"上级领导评": 3, "服务对象评": 6, "同级部门评": 3, "单位干部职工评": 3}
    check(tmp_path / "计票.xlsx", sides, [remark])


def test_sides_that_a_shipped_scheme_does_not_know(tmp_path):
    sides = {"两代表一委员评": 20, "企业评": 30, "群众评": 40, "上级领导评": 10}
    said = "、".join(f"{name}{weight}%" for name, weight in sides.items())
    check(tmp_path / "计票.xlsx", sides, [f"评议方案：{said}。"])


BOXES = [
    ({"满意": 100, "基本满意": 80, "不满意": 0, "不了解": 60}, "不了解60分"),
    ({"优": 100, "良": 85, "中": 70, "差": 50}, ""),
    ({"A": 100, "B": 85, "C": 60, "D": 0, "不了解": None}, "“不了解”不计入分母"),
    ({"好": 100, "较好": 80, "一般": 60, "较差": 40}, ""),
    ({"很满意": 100, "比较满意": 90, "一般": 60, "不满意": 0}, ""),
    ({"非常满意": 100, "满意": 80, "基本满意": 60, "不满意": 30, "很不满意": 0}, ""),
]


@pytest.mark.parametrize(("worths", "more"), BOXES)
def test_boxes_are_worth_what_the_remarks_say(worths, more, tmp_path):
    said = "、".join(f"{label}{worth}分" for label, worth in worths.items() if worth is not None)
    check(
        tmp_path / "计票.xlsx", three(30, 20, 50), [USUAL, f"计分：{said}；{more}。"], worths=worths
    )


BELOW = [
    ("“不了解”按0分计入。", ("不了解",)),
    ("弃权按0分计算，不了解不计。", ("弃权",)),
    ("分母为有效票总数（含不了解、弃权）。", ("不了解", "弃权")),
    ("“不了解”和弃权票不计入分母，行作废也不计入分母。", ()),
]


@pytest.mark.parametrize(("remark", "below"), BELOW)
def test_what_stands_below_the_line(remark, below, tmp_path):
    check(tmp_path / "计票.xlsx", three(30, 20, 50), [USUAL, remark], below=below)


FEW = [
    ("有效票不足10票的评议方不计分，其权重按比例分摊到其他评议方。", (10, 10, 10)),
    ("最低有效票：上级领导评5票、同级部门评20票、服务对象评30票，不足的该方不计入。", (5, 20, 30)),
    ("最低有效票数：上级5、同级20、服务对象30；不足的权重在其余方重新归一。", (5, 20, 30)),
    ("某方有效票少于20票的，该方不参与计算，剩余权重重新归一。", (20, 20, 20)),
    ("上级领导评有效票不少于5票，同级部门评、服务对象评有效票不少于15票，否则不计。", (5, 15, 15)),
    ("计分票（满意+基本满意+不满意）少于20票的评议方剔除，剩余权重归一化。", (20, 20, 20)),
    ("不设最低有效票，票数少的照常计入。", (1, 1, 1)),
]


@pytest.mark.parametrize(("remark", "least"), FEW)
def test_a_side_with_too_few_ballots_gives_its_weight_to_the_others(remark, least, tmp_path):
    sizes = {
        ("区教育局", "服务对象评"): 9,
        ("民政局", "同级部门评"): 17,
        ("发改局", "上级领导评"): 5,
    }
    check(
        tmp_path / "计票.xlsx",
        three(30, 20, 50),
        [USUAL, remark],
        least=three(*least),
        sizes=sizes,
    )


@pytest.mark.parametrize(
    ("remark", "digits"),
    [("最终四舍五入保留三位小数。", 3), ("最终得分四舍五入取整数。", 0), ("保留小数点后1位。", 1)],
)
def test_decimals_as_the_remarks_say(remark, digits, tmp_path):
    check(tmp_path / "计票.xlsx", three(30, 20, 50), [USUAL, remark], digits=digits)


def test_each_cohort_by_its_own_weights(tmp_path):
    path = tmp_path / "计票.xlsx"
    remarks = [
        "经济发展类按上级领导评40%、同级部门评20%、服务对象评40%计算。",
        "社会民生类按上级领导评20%、同级部门评20%、服务对象评60%计算。",
    ]
    votes = write(path, THREE, FOUR, remarks, {})
    of_cohort = {"经济发展类": three(40, 20, 40), "社会民生类": three(20, 20, 60)}
    exact = {
        unit: whole(row, of_cohort[COHORTS[unit]], FOUR, (), {}) for unit, row in votes.items()
    }
    agree(path, exact)


def test_a_score_that_ends_in_half_a_hundredth_goes_up(tmp_path):
    """690 points of 16 ballots are 43.125, which people write 43.13."""
    path = tmp_path / "计票.xlsx"
    book = Workbook()
    book.active.append(["单位", "类别", "满意", "基本满意", "不满意"])
    for unit, counts in zip(UNITS, [(7, 1, 8), (13, 0, 3), (3, 0, 13)] * 2, strict=True):
        book.active.append([unit, COHORTS[unit], *counts])
    book.active.append(
        ["评议方案：集中测评（分类排名）；计分：满意100分、基本满意70.2分、不满意30分。"]
    )
    book.save(path)
    worths = {"满意": 100, "基本满意": Fraction("70.2"), "不满意": 30}
    for unit, counts in zip(UNITS, [(7, 1, 8), (13, 0, 3), (3, 0, 13)] * 2, strict=True):
        exact = sum(n * w for n, w in zip(counts, worths.values(), strict=True)) / Fraction(16)
        row = result(path)[0][UNITS[unit][0]]
        assert Fraction(row["score_exact"]["fraction"]) == exact
        up = (exact * 100 + Fraction(1, 2)).__floor__()
        assert row["score"] == f"{up // 100}.{up % 100:02d}"
