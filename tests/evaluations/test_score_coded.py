"""Ballots entered as numbers for boxes, titles that weigh every side, ties in other words."""

import pytest
from openpyxl import Workbook

from common.workbook.text import squeeze
from evaluations.sheets.stated import rules
from tests.evaluations.test_score_layouts import result

WEIGHTS = "领导评价30%、同级单位评价20%、服务对象评价50%"
WORTHS = "满意100分、基本满意80分、不满意0分，“不了解”不计分"
SIDES = ["领导评价", "同级单位评价", "服务对象评价"]
UNITS = ["区司法局", "应急局"]


def scores(path):
    units, _ = result(path)
    return {code: unit["score"] for code, unit in units.items()}


def test_numbers_stand_for_the_boxes_that_the_remarks_number(tmp_path):
    book = Workbook()
    book.active.title = "说明"
    for remark in (WEIGHTS, "代码：1=满意，2=基本满意，3=不满意，4=不了解。", WORTHS):
        book.active.append([remark])
    for side in SIDES:
        sheet = book.create_sheet(side)
        sheet.append(["票号", *UNITS])
        for at in range(12):
            sheet.append([f"第{at + 1}票", 1, 4 if at == 0 else 2])
    book.save(tmp_path / "计票.xlsx")
    assert scores(tmp_path / "计票.xlsx") == {"U026": "100.00", "U040": "80.00"}


def test_a_title_that_weighs_every_side_is_the_name_of_none(tmp_path):
    book = Workbook()
    book.active.append([f"{WEIGHTS}；{WORTHS}"])
    book.active.append(["单位类别", "被评单位", "评议方", "评价", "票数"])
    for unit in UNITS:
        for at, side in enumerate(SIDES):
            for word, count in (("满意", 10), ("不满意", 10 * at)):
                book.active.append(["执法监管类", unit, side, word, count])
    book.save(tmp_path / "票数.xlsx")
    assert set(scores(tmp_path / "票数.xlsx").values()) == {"56.67"}


@pytest.mark.parametrize(
    ("remark", "tie"),
    [
        ("得分相同名次并列，并列不占后续名次。", {"method": "dense"}),
        (
            "总分相同的，服务对象评得分高者名次在前。",
            {"tiebreak": ["SERV"], "decides": True},
        ),
        ("得分相同的名次并列，下一名次顺延空出。", None),
    ],
)
def test_ties_in_the_words_of_offices(remark, tie):
    assert rules(squeeze(remark)).get("tie") == tie


def test_a_remark_of_thirty_thousand_figures_is_no_rule_and_holds_nobody_up(tmp_path):
    book = Workbook()
    book.active.append([f"{WEIGHTS}；{WORTHS}"])
    book.active.append(["9" * 30_000])
    for side in SIDES:
        sheet = book.create_sheet(side)
        sheet.append(["票号", *UNITS])
        for at in range(12):
            sheet.append([f"第{at + 1}票", "满意", "基本满意"])
    book.save(tmp_path / "计票.xlsx")
    assert scores(tmp_path / "计票.xlsx") == {"U026": "100.00", "U040": "80.00"}
