"""What clerks do to the rows of a list: odd unit names, sections, totals, seals, joined cells."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from issues.readings import reference
from tests.sheets import expected, read, write

HEADS = ["序号", "单位", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]


def listed(tmp_path, *rows, heads=HEADS, merges=()):
    return read("issues", write(tmp_path / "清单.xlsx", [heads, *rows], merges=merges))


def line(number, **over):
    values = {
        "单位": "区教育局",
        "问题类别": "不担当",
        "存在问题": f"推诿{number}",
        "具体事例": f"3月推诿{number}次",
        "整改措施": "1.包案；2.回访",
        "完成时限": "6月底",
    }
    values.update(over)
    return [number, *(values[name] for name in HEADS[1:])]


@pytest.mark.parametrize(
    "name", ["區教育局", "区教\u200b育局", "\u3000区教育局\u00a0", "教育局", "区教体局"]
)
def test_a_unit_is_known_however_it_is_typed(tmp_path, name):
    assert listed(tmp_path, line(1, 单位=name))["rows"][0]["unit_code"] == "U021"


def test_rows_numbered_in_advance_are_not_refused(tmp_path):
    got = listed(tmp_path, line(1), [2], [3])
    assert got["counts"]["rows"] == 1 and got["refused"] == []


def test_one_forgotten_unit_is_not_taken_from_the_row_above(tmp_path):
    got = listed(tmp_path, line(1), line(2), line(3, 单位=None), line(4))
    assert [one["row"] for one in got["refused"]] == [4]
    assert got["refused"][0]["reasons"] == ["unknown_unit"]


def test_units_written_once_for_several_rows_are_taken_down(tmp_path):
    got = listed(
        tmp_path, line(1), line(2, 单位=None), line(3, 单位="区财政局"), line(4, 单位=None)
    )
    assert [row["unit_code"] for row in got["rows"]] == ["U021", "U021", "U027", "U027"]


def test_a_section_row_names_the_unit_of_the_rows_below(tmp_path):
    heads = [name for name in HEADS if name != "单位"]
    without = [[value for index, value in enumerate(line(n)) if index != 1] for n in (1, 2)]
    rows = [["一、区教育局"], without[0], ["二、区财政局"], without[1]]
    got = listed(tmp_path, *rows, heads=heads, merges=["A2:F2", "A4:F4"])
    assert [row["unit_code"] for row in got["rows"]] == ["U021", "U027"]


def test_hidden_rows_are_read_and_said(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, line(1), line(2)])
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    got = read("issues", path)
    assert got["counts"]["rows"] == 2
    assert [(one["row"], one["code"]) for one in got["warnings"]] == [(3, "hidden_row")]


def test_a_repeated_heading_and_a_line_of_column_numbers_are_no_data(tmp_path):
    got = listed(tmp_path, [1, 2, 3, 4, 5, 6, 7], line(1), HEADS, line(2))
    assert got["counts"]["rows"] == 2 and got["refused"] == []


def test_the_same_row_twice_is_refused_even_without_numbers(tmp_path):
    got = listed(tmp_path, line(1), line(2, 存在问题="推诿1", 具体事例="3月推诿1次"))
    assert got["refused"][0]["reasons"] == ["duplicate_row"]


@pytest.mark.parametrize("filler", ["无", "/", "见附件", "详见附件", "—", "-", "无。", "略", " "])
def test_an_example_that_says_nothing_is_missing(tmp_path, filler):
    assert listed(tmp_path, line(1, 具体事例=filler))["refused"][0]["reasons"] == [
        "missing_example"
    ]


def test_a_formula_in_the_serial_number_does_no_harm(tmp_path):
    row = line(1)
    row[0] = "=ROW()-1"
    assert listed(tmp_path, row)["counts"]["rows"] == 1


def test_a_printed_total_that_does_not_fit_is_said(tmp_path):
    heads = [name for name in HEADS if name != "具体事例"] + ["是否完成", "完成时间", "整改进展"]
    rows = [[*(v for i, v in enumerate(line(n)) if i != 4), "是", "5月1日", "好"] for n in (1, 2)]
    rows.append(["小计", None, None, "3件", None, None, "已完成2件"])
    got = listed(tmp_path, *rows, heads=heads)
    assert [one["code"] for one in got["warnings"]] == ["total_mismatch"]


def test_every_alias_of_the_field_dictionary_names_its_own_field():
    dictionary = reference.headings()
    for name, aliases in dictionary.fields.items():
        for alias in aliases:
            assert dictionary.matches(f" {alias[0]} {alias[1:]}：")[0].name in {
                name,
                dictionary.exactly(alias),
            }


def test_serial_numbers_that_start_afresh_on_every_sheet_are_no_duplicates(tmp_path):
    heads = ["编号", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]
    page = [heads, *([v for i, v in enumerate(line(n)) if i != 1] for n in (1, 2))]
    path = write(tmp_path / "汇总.xlsx", page, sheet="教育局", more=[("财政局", page)])
    got = read("issues", path)
    assert got["counts"] == {"rows": 4, "refused": 0, "ignored": 0, "warnings": 0}
    assert [row["unit_code"] for row in got["rows"]] == ["U021"] * 2 + ["U027"] * 2


def test_a_column_named_by_its_group_and_a_column_that_speaks_in_states(tmp_path):
    rows = [
        ["序号", "单位", "问题类别", "存在问题", "整改内容", None, "责任落实", None, "完成情况"],
        [None, None, None, None, "措施", "时限", "单位", "领导", None],
        [
            1,
            "区教育局",
            "不担当",
            "推诿",
            "1.甲；2.乙",
            "6月底",
            "区财政局、区教育局",
            "王某",
            "已完成",
        ],
        [2, "区教育局", "不担当", "扯皮", "1.甲；2.乙", "6月底", "区教育局", "王某", "推进中"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:H1", "I1:I2"]
    got = read("ledger", write(tmp_path / "a.xlsx", rows, merges=merges))
    assert [row["duty_unit_codes"] for row in got["rows"]] == [["U027", "U021"], ["U021"]]
    assert [row["status"] for row in got["rows"]] == ["closed", "rectifying"]
    assert got["rows"][0]["leader"] == "王某"


def test_an_error_in_the_unit_cell_is_told_as_an_error_only(tmp_path):
    got = listed(tmp_path, line(1, 单位="#N/A"))
    assert got["refused"][0]["reasons"] == ["error_value"]


def test_a_seal_and_a_date_below_the_table_are_no_data(tmp_path):
    sealed = [None, None, None, None, None, "区教育局（盖章）"]
    dated = [None, None, None, None, None, None, "2026年3月27日"]
    got = listed(tmp_path, line(1), sealed, dated)
    assert got["counts"]["rows"] == 1 and got["refused"] == []


def test_several_issues_in_one_cell_are_pointed_out(tmp_path):
    got = listed(tmp_path, line(1, 存在问题="1.窗口慢；2.态度差"))
    assert [one["code"] for one in got["warnings"]] == ["several_issues"]


def test_an_old_xls_workbook_means_the_same():
    path = Path(__file__).parent / "files" / "附件2-区市场监督管理局.xls"
    got = read("issues", path)
    assert [row["measures"] for row in got["rows"]] == [
        row["measures"] for row in expected(1)["rows"]
    ]
    assert got["unit_code"] == "U042" and got["refused"] == []


def test_departments_in_the_unit_column_belong_to_the_unit_of_the_file(tmp_path):
    heads = ["序号", "责任部门", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]
    rows = [line(1, 单位="办公室"), line(2, 单位="学前教育科"), line(3, 单位="区财政局")]
    got = read("issues", write(tmp_path / "区教育局问题清单.xlsx", [heads, *rows]))
    assert [row["unit_code"] for row in got["rows"]] == ["U021", "U021", "U027"]
    assert [row.get("dept") for row in got["rows"]] == ["办公室", "学前教育科", None]


def test_a_list_without_states_means_its_deadline_by_completion_time(tmp_path):
    got = listed(tmp_path, line(1), heads=[*HEADS[:-1], "完成时间"])
    assert got["rows"][0]["deadline"] == "2026-06-30"


@pytest.mark.parametrize(
    "closing",
    [
        ["填报人（签字）：张三", None, None, "审核：李四"],
        ["单位（盖章）：", None, None, "2026年3月27日"],
        ["共计2个问题"],
        ["合  计", None, None, "2件"],
        ["说明：以上为自查问题"],
        ["备注：本表一式两份"],
        ["以上问题已经会议研究"],
    ],
)
def test_closing_lines_in_many_words_are_no_data(tmp_path, closing):
    got = listed(tmp_path, line(1), line(2), [None], closing)
    assert got["counts"]["rows"] == 2 and got["refused"] == []


def test_instruction_sheets_beside_the_list_are_left_alone(tmp_path):
    notes = [["填表说明"], ["1.一行一个问题"], ["2.时限写明日期"]]
    path = write(tmp_path / "a.xlsx", [HEADS, line(1)], more=[("填表说明", notes)])
    got = read("issues", path)
    assert got["counts"]["rows"] == 1 and got["refused"] == []
    assert got["sheets"][1]["import"] is False


def test_an_unmerged_row_that_only_goes_on_joins_the_row_above(tmp_path):
    goes_on = [None, None, None, None, None, "3.每月回访", None]
    got = listed(tmp_path, line(1), goes_on, line(2))
    assert got["rows"][0]["measures"] == ["包案", "回访", "每月回访"]
    assert got["rows"][0]["source_rows"] == [2, 3]
    assert [one["kind"] for one in got["ignored"]] == ["continuation"]


def test_completion_ticked_in_a_yes_and_a_no_column(tmp_path):
    rows = [
        [
            "序号",
            "单位",
            "问题类别",
            "存在问题",
            "整改措施",
            "完成时限",
            "是否完成",
            None,
            "整改进展",
        ],
        [None, None, None, None, None, None, "是", "否", None],
        [1, "区教育局", "不担当", "推诿", "1.甲；2.乙", "6月底", "√", None, "好"],
        [2, "区教育局", "不担当", "扯皮", "1.甲；2.乙", "6月底", None, "√", "差"],
    ]
    merges = [*(f"{letter}1:{letter}2" for letter in "ABCDEFI"), "G1:H1"]
    got = read("ledger", write(tmp_path / "a.xlsx", rows, merges=merges))
    assert [row["status"] for row in got["rows"]] == ["closed", "unfinished"]
