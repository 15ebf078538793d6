"""Remarks as offices write them: what each box is worth, what each item weighs, whose cohort."""

from fractions import Fraction

import pytest
from openpyxl import Workbook

from common.workbook.text import squeeze
from evaluations.sheets.worths import worths
from tests.evaluations.test_score_layouts import result

FOUR = ("优秀", "良好", "一般", "较差")
SAID = [
    ("满意得100分，基本满意得70分，不满意得30分。", {"满意": 100, "基本满意": 70, "不满意": 30}),
    ("计分：满意=100；比较满意=85；一般=60", {"满意": 100, "比较满意": 85, "一般": 60}),
    ("优秀100、良好80、一般60、较差40分", dict(zip(FOUR, (100, 80, 60, 40), strict=True))),
    ("优秀/良好/一般/较差=95/80/60/40", dict(zip(FOUR, (95, 80, 60, 40), strict=True))),
    ("优秀系数1.0、良好0.8、一般0.6、较差0.4", dict(zip(FOUR, (100, 80, 60, 40), strict=True))),
    (
        "满意、基本满意、不满意分别计100分、70分、30分，不了解不计分",
        {"满意": 100, "基本满意": 70, "不满意": 30},
    ),
    ("选“优”的得100分，选“中”得70分，选“差”得50分", {"优": 100, "中": 70, "差": 50}),
    ("满意票100分/票，基本满意60分/票，不满意票不得分", {"满意": 100, "基本满意": 60, "不满意": 0}),
    ("满意每票计1分，基本满意每票0.75分", {"满意": 100, "基本满意": 75}),
    ("100分为满意，80分为基本满意", {"满意": 100, "基本满意": 80}),
    ("一档100分，二档80分，三档60分", {"一档": 100, "二档": 80, "三档": 60}),
]


@pytest.mark.parametrize(("remark", "expected"), SAID)
def test_what_each_box_is_worth(remark, expected):
    assert worths(squeeze(remark)) == {name: Fraction(one) for name, one in expected.items()}


@pytest.mark.parametrize(
    "remark",
    [
        "评议权重：上级领导评30分、同级部门评20分、服务对象评50分。",
        "≥90好、80—90较好、60—80一般、<60较差",
        "黄牌扣1分、红牌扣3分，加分最多5分",
        "名次1、2、2、4；满意率=（满意+基本满意）÷有效票",
    ],
)
def test_what_is_no_worth_of_a_box(remark):
    assert worths(squeeze(remark)) == {}


def test_boxes_nobody_shipped_on_a_sheet_for_each_cohort(tmp_path):
    book = Workbook()
    book.remove(book.active)
    remark = "说明：领导评议占30%，互评占20%，群众评议占50%。优=100；良=85；中=70；差=50。"
    boxes = ["优", "良", "中", "差"]
    cohorts = {"镇街和开发区": "青山镇 柳河镇", "执法监管类": "司法局 应急局"}
    for at, (cohort, units) in enumerate(cohorts.items()):
        sheet = book.create_sheet(cohort)
        sheet.append(["民主测评汇总表"])
        sheet.append([remark])
        sheet.append(["单位", "领导评议", *[None] * 3, "互评", *[None] * 3, "群众评议"])
        sheet.append([None, *boxes * 3])
        for place, unit in enumerate(units.split()):
            sheet.append([unit, *[12 + at, 4, place, 2] * 3])
    book.save(tmp_path / "计票.xlsx")
    rows, found = result(tmp_path / "计票.xlsx")
    assert {one["name"] for one in found["cohorts"]} == set(cohorts)
    exact = Fraction(100 * 12 + 85 * 4 + 70 * 0 + 50 * 2, 18)
    assert Fraction(rows["U083"]["score_exact"]["fraction"]) == exact
    assert [rows[code]["rank"] for code in ("U083", "U084")] == [1, 2]


def test_items_weigh_what_the_remarks_say_of_their_headings(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "群众评"
    sheet.append(["单位", "责任担当", None, None, "作风形象（60%）"])
    sheet.append([None, "满意", "基本满意", "不满意", "满意", "基本满意", "不满意"])
    sheet.append(["青山镇", 10, 0, 10, 20, 0, 0])
    sheet.append(["注：各项权重：责任担当40%、作风形象60%。满意100分，基本满意60分，不满意0分。"])
    book.save(tmp_path / "分项计票.xlsx")
    rows, _ = result(tmp_path / "分项计票.xlsx")
    assert rows["U083"]["score"] == "80.00"


@pytest.mark.parametrize(
    "remarks",
    [
        ["1、领导评议、互评、群众评议按3:2:5的比例计算总分。"],
        ["（1）领导评议，占30%；（2）互评，占20%；（3）群众评议，占50%。"],
        ["一、权重：①领导评议30%；②互评20%；③群众评议50%。"],
    ],
)
def test_remarks_that_are_numbered(remarks, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "说明"
    for remark in [*remarks, "2、满意100分，不满意0分。"]:
        sheet.append([remark])
    for side, count in (("领导评议", 20), ("互评", 10), ("群众评议", 15)):
        sheet = book.create_sheet(side)
        sheet.append(["单位", "满意", "不满意"])
        sheet.append(["青山镇", count, 20 - count])
    book.save(tmp_path / "计票.xlsx")
    rows, _ = result(tmp_path / "计票.xlsx")
    assert rows["U083"]["score"] == "77.50"


def test_a_register_with_the_sides_across_and_a_round_in_which_nobody_was_left_out(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "票数登记"
    sheet.append(["项目", "上级领导评", "同级部门评", "服务对象评"])
    for row in (["发出票数", 22, 25, 32], ["收回票数", 21, 24, 31], ["无效票数", 1, 4, 11]):
        sheet.append(row)
    for side in ("上级领导评", "同级部门评", "服务对象评"):
        sheet = book.create_sheet(side)
        sheet.append(["单位", "满意", "基本满意", "不满意"])
        sheet.append(["青山镇", 18, 1, 1])
    book.save(tmp_path / "计票.xlsx")
    _, found = result(tmp_path / "计票.xlsx")
    told = [(one["side"], one["issued"], one["void"], one["valid"]) for one in found["sessions"]]
    assert told == [
        ("上级领导评", 22, 1, 20),
        ("同级部门评", 25, 4, 20),
        ("服务对象评", 32, 11, 20),
    ]
    assert found["checks"]["every_row_total_equals_valid"]
    assert not found["warnings"]


def test_weights_and_worths_that_only_the_headings_tell(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["三评议计票汇总表"])
    sides = ("上级领导评（25%）", "同级部门评（15%）", "服务对象评（60%）")
    sheet.append(["单位", *[text for side in sides for text in (side, None)]])
    sheet.append([None, *["满意（100分）", "不满意（20分）"] * 3])
    sheet.append(["青山镇", "20票", "0票", "10票", "10票", "20票", "20票"])
    book.save(tmp_path / "计票.xlsx")
    rows, _ = result(tmp_path / "计票.xlsx")
    assert rows["U083"]["score"] == "70.00"


def test_a_ballot_a_row_with_the_boxes_below_every_unit(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "服务对象评"
    sheet.append(["服务对象评（100%）　满意100分，基本满意60分，不满意0分"])
    sheet.append(["票号", "青山镇", None, None, "柳河镇", None, None])
    sheet.append([None, *["满意", "基本满意", "不满意"] * 2])
    for number in range(1, 13):
        sheet.append([number, "√", None, None, None, "√", None])
    sheet.append([13, None, "√", None, "√", "√", None])
    sheet.append([14, None, None, None, None, None, "√"])
    book.save(tmp_path / "选票.xlsx")
    rows, _ = result(tmp_path / "选票.xlsx")
    first, second = (rows[code]["sides"]["SERV"]["counts"] for code in ("U083", "U084"))
    assert (first["满意"], first["基本满意"]) == (12, 1)
    assert (second["满意"], second["基本满意"], second["不满意"], second["行作废"]) == (0, 12, 1, 1)
