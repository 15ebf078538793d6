"""Less usual layouts of the same counts: each must give the same exact scores."""

import random
from fractions import Fraction

import pytest
from openpyxl import Workbook

from common.workbook import open_workbook
from evaluations.scoring.library import plan
from evaluations.sheets.trial import trial
from roster.directory import Directory, shipped_units
from tests.evaluations import naive
from tests.evaluations.workbooks import LABELS, SIDES

UNITS = {
    "区发展和改革局": ("U020", "经济发展类"),
    "区工业和信息化局": ("U023", "经济发展类"),
    "区教育局": ("U021", "社会民生类"),
    "区民政局": ("U025", "社会民生类"),
}
COUNTED = {"option_set": "sat4_100_80_0"}
PERCENT = {"option_set": "percent"}
THREE = [
    {"code": code, "name": name, "weight": naive.WEIGHTS[code]} for code, name in SIDES.items()
]


def scored(path, sheets, scheme=None, rules=None):
    book = Workbook()
    book.remove(book.active)
    for name, rows, *merges in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
    book.save(path / "表.xlsx")
    data = {"schemes": [{"dimensions": THREE, **(scheme or COUNTED)}], "rules": rules or {}}
    return trial(open_workbook(path / "表.xlsx"), plan(data), Directory(shipped_units())).data()


def exact(found):
    return {
        row["unit_code"]: row["score_exact"]["fraction"]
        for cohort in found["cohorts"]
        for row in cohort["units"]
    }


def wanted(votes, of=naive.of_counts, weights=naive.WEIGHTS):
    totals = {u: naive.total({s: of(v) for s, v in votes[u].items()}, weights) for u in votes}
    return {UNITS[u][0]: f"{t.numerator}/{t.denominator}" for u, t in totals.items()}


@pytest.fixture
def votes():
    dice = random.Random(11)
    return {u: {s: {label: dice.randint(3, 40) for label in LABELS} for s in SIDES} for u in UNITS}


@pytest.fixture
def marks():
    dice = random.Random(12)
    return {
        u: {s: [Fraction(dice.randint(600, 1000), 10) for _ in UNITS] for s in SIDES} for u in UNITS
    }


def across(votes, unit):
    return [votes[unit][side][label] for side in SIDES for label in LABELS]


def test_group_headings_typed_once_and_not_merged(votes, tmp_path):
    head = ["单位", *[cell for name in SIDES.values() for cell in (name, None, None, None)]]
    rows = [head, [None, *LABELS * 3], *[[u, *across(votes, u)] for u in UNITS]]
    found = scored(tmp_path, [("统计", rows)])
    assert exact(found) == wanted(votes)
    assert {c["cohort"] for c in found["cohorts"]} == {"B", "C"}


def test_cohorts_as_lines_between_the_units(votes, tmp_path):
    sheets = []
    for code, name in SIDES.items():
        rows = [[name], ["单位名称", *LABELS]]
        for unit, (_, cohort) in UNITS.items():
            if [f"一、{cohort}"] not in rows:
                rows.append([f"一、{cohort}"])
            rows.append([unit, *votes[unit][code].values()])
        sheets.append((name, [*rows, ["小计", 9, 9, 9, 9]]))
    found = scored(tmp_path, sheets)
    assert exact(found) == wanted(votes)
    assert [c["name"] for c in found["cohorts"]] == ["经济发展类", "社会民生类"]


def test_options_down_and_units_across(votes, tmp_path):
    sheets = [
        (
            name,
            [["选项", *UNITS], *[[lab, *[votes[u][code][lab] for u in UNITS]] for lab in LABELS]],
        )
        for code, name in SIDES.items()
    ]
    assert exact(scored(tmp_path, sheets)) == wanted(votes)


def test_options_down_and_sides_across(votes, tmp_path):
    rows = [["单位", "选项", *SIDES.values()]]
    for unit in UNITS:
        for label in LABELS:
            shown = unit if label == "满意" else None
            rows.append([shown, label, *[votes[unit][side][label] for side in SIDES]])
    merges = [f"A{2 + 4 * at}:A{5 + 4 * at}" for at in range(len(UNITS))]
    assert exact(scored(tmp_path, [("表", rows, *merges)])) == wanted(votes)


def test_options_over_the_sides(votes, tmp_path):
    head = ["单位", *[cell for label in LABELS for cell in (label, None, None)]]
    rows = [head, [None, *list(SIDES.values()) * 4]]
    rows += [[u, *[votes[u][s][label] for label in LABELS for s in SIDES]] for u in UNITS]
    found = scored(tmp_path, [("表", rows, "B1:D1", "E1:G1", "H1:J1", "K1:M1", "A1:A2")])
    assert exact(found) == wanted(votes)


def test_counts_as_text_between_rates_scores_and_places(votes, tmp_path):
    sheets = [
        (
            name,
            [
                ["单位名称", *LABELS, "满意率", "得分", "名次"],
                *[[u, *[f"{n}票" for n in votes[u][code].values()], "88%", 77, 1] for u in UNITS],
            ],
        )
        for code, name in SIDES.items()
    ]
    assert exact(scored(tmp_path, sheets)) == wanted(votes)


def test_units_by_code_and_sides_by_colour_of_the_ballot(votes, tmp_path):
    head = ["单位编码", *LABELS]
    sheets = [
        (f"{letter}票", [head, *[[UNITS[u][0], *votes[u][s].values()] for u in UNITS]])
        for letter, s in zip("ABC", SIDES, strict=True)
    ]
    assert exact(scored(tmp_path, sheets)) == wanted(votes)


def test_adjustments_and_cards_on_sheets_of_their_own(votes, tmp_path):
    sheets = [
        (name, [["单位", *LABELS], *[[u, *votes[u][code].values()] for u in UNITS]])
        for code, name in SIDES.items()
    ]
    plain = {code: Fraction(text) for code, text in wanted(votes).items()}
    listed = [["单位", "类型", "分值"], ["区教育局", "加分", 2], ["区教育局", "扣分", 0.5]]
    cards = [["单位", "亮牌情况"], ["区民政局", "红牌"]]
    found = scored(tmp_path, [*sheets, ("加减分", listed), ("亮牌", cards)])
    assert Fraction(exact(found)["U021"]) == plain["U021"] + Fraction(3, 2)
    assert Fraction(exact(found)["U025"]) == plain["U025"]
    held = {row["unit_code"]: row["cards"] for c in found["cohorts"] for row in c["units"]}
    assert held["U025"] == ["红牌"]


def test_a_session_that_returned_more_than_it_issued(votes, tmp_path):
    sheets = [
        (name, [["单位", *LABELS], *[[u, *votes[u][code].values()] for u in UNITS]])
        for code, name in SIDES.items()
    ]
    register = [
        ["评议主体", "评议范围", "发放", "回收", "无效"],
        ["服务对象评", "教育局", 10, 12, 0],
    ]
    found = scored(tmp_path, [*sheets, ("回收登记", register)])
    rest = {s: naive.of_counts(votes["区教育局"][s]) for s in ("UP", "PEER")}
    total = naive.total(rest)
    assert exact(found)["U021"] == f"{total.numerator}/{total.denominator}"


def given(marks, unit, side):
    """Every unit rates every other; its own place stays blank."""
    names = list(UNITS)
    return [None if names[at] == unit else mark for at, mark in enumerate(marks[unit][side])]


@pytest.mark.parametrize("corner", ["评议单位", "评议单位\\被评单位", "单位名称"])
def test_units_that_rate_each_other_in_a_square(corner, marks, tmp_path):
    cells = {s: {u: given(marks, u, s) for u in UNITS} for s in SIDES}
    sheets = []
    for code, name in SIDES.items():
        lines = [cells[code][u] for u in UNITS]
        if corner != "单位名称":
            lines = list(zip(*lines, strict=True))
        shown = [[None if c is None else float(c) for c in line] for line in lines]
        sheets.append(
            (name, [[corner, *UNITS], *[[u, *r] for u, r in zip(UNITS, shown, strict=True)]])
        )
    rated = {u: {s: cells[s][u] for s in SIDES} for u in UNITS}
    assert exact(scored(tmp_path, sheets, PERCENT)) == wanted(rated, naive.of_marks)


def test_raters_of_all_sides_on_one_sheet_and_void_ballots(marks, tmp_path):
    for unit in UNITS:
        marks[unit]["UP"][1] = Fraction(100)
        marks[unit]["SERV"][2] = Fraction(88)
    head = ["单位", *[cell for name in SIDES.values() for cell in (name, None, None, None)]]
    rows = [head, [None, *[f"评委{n}" for n in range(12)]]]
    rows += [[u, *[float(m) for s in SIDES for m in marks[u][s]]] for u in UNITS]
    rules = {"ballot_void": ["all_full", {"id": "all_same", "min_objects": 3}]}
    found = scored(tmp_path, [("打分", rows, "B1:E1", "F1:I1", "J1:M1")], PERCENT, rules)
    for unit in UNITS:
        del marks[unit]["UP"][1]
        del marks[unit]["SERV"][2]
    assert exact(found) == wanted(marks, naive.of_marks)
    assert found["void_ballots"] == {"UP": 1, "SERV": 1}


def test_tables_of_all_sides_one_under_another(votes, tmp_path):
    rows = []
    for code, name in SIDES.items():
        rows += [[f"{name}计票表"], ["单位", *LABELS]]
        rows += [[u, *votes[u][code].values()] for u in UNITS]
        rows.append([])
    found = scored(tmp_path, [("全部", rows)])
    assert exact(found) == wanted(votes)
    assert {c["cohort"] for c in found["cohorts"]} == {"B", "C"}


def test_numbered_columns_numbered_units_and_subtotals(votes, tmp_path):
    sheets = []
    for code, name in SIDES.items():
        rows = [["序号", "单位名称", *LABELS], ["甲", "乙", 1, 2, 3, 4]]
        rows += [[n, f"{n}.{u}", *votes[u][code].values()] for n, u in enumerate(UNITS, 1)]
        rows += [
            [None, "经济发展类小计", 9, 9, 9, 9],
            [None, "合  计", 9, 9, 9, 9],
            ["注：一式两份"],
        ]
        sheets.append((name, rows))
    assert exact(scored(tmp_path, sheets)) == wanted(votes)
