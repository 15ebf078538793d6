"""Marks, ticks and page furniture that offices put around and into their lists."""

import pytest
from openpyxl import load_workbook

from common.workbook.grid import Cell
from issues.readings import choices, deadlines, measures, persons, reference, values
from tests.issues.families import HEADS, SHORT, got, line, lines, read, units
from tests.sheets import write

LEDGER = ["序号", "单位", "问题类别", "存在问题", "整改措施", "完成时限"]


def ledger(number, *state):
    return [
        number,
        "区人武部",
        "不担当",
        f"第{number}件事没人管",
        "1.包案；2.回访",
        "6月底",
        *state,
    ]


@pytest.mark.parametrize("mark", ["〃", "″", '"', "同上", "''", "”", "同上行"])
def test_a_ditto_mark_stands_for_the_unit_and_the_deadline_above(mark, tmp_path):
    report = read(tmp_path, [HEADS, line(1), line(2, 单位=mark, 完成时限=mark, 责任领导=mark)])
    first, second = report["rows"]
    for name in ("unit_code", "deadline", "leader", "leader_post"):
        assert second[name] == first[name]


@pytest.mark.parametrize("typed", ["3", "3.", "3、", "（3）", "(3)", "3）", "03", "第3", "3号"])
def test_a_serial_number_however_it_is_dressed(typed):
    assert values.whole_number(Cell(text=typed)) == 3


@pytest.mark.parametrize("typed", ["1.1", "A3", "三", "3-1"])
def test_a_serial_number_of_another_kind_stays_as_it_is(typed):
    assert values.whole_number(Cell(text=typed)) == typed


@pytest.mark.parametrize("cell", ["- 换机\n- 试机", "●换机\n●试机", "◆换机；◆试机", "•换机\n•试机"])
def test_measures_behind_bullets_lose_the_bullets(cell):
    assert measures.split(cell) == ["换机", "试机"]


def test_a_frost_is_no_bullet():
    assert measures.split("-5℃以下每天除冰") == ["-5℃以下每天除冰"]


def test_a_title_behind_the_number_of_its_annex_is_a_title(tmp_path):
    report = read(tmp_path, [["附件2：区妇联作风问题清单"], SHORT, *lines(1)])
    assert report["ignored"][0]["kind"] == "title"
    assert units(report) == ["U055"]


def test_how_to_fill_in_the_form_is_a_note_wherever_it_stands(tmp_path):
    rows = [
        ["填表说明：一行一个问题"],
        ["区妇联作风问题清单"],
        SHORT,
        *lines(1),
        ["（此件公开发布）"],
    ]
    report = read(tmp_path, rows)
    assert [one["kind"] for one in report["ignored"]] == ["note", "title", "note"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("青山镇党委、政府", "U083"), ("新华街道党工委、办事处", "U077"), ("卫健局\n（3个）", "U038")],
)
def test_a_unit_by_its_two_organs_or_with_the_count_of_its_issues(cell, code, tmp_path):
    report = read(tmp_path, [HEADS, line(1, 单位=cell)])
    assert units(report) == [code]
    assert report["warnings"] == []


def test_a_total_above_its_rows_is_compared_with_all_of_them(tmp_path):
    head = [*LEDGER, "是否完成"]
    total = ["合计", None, None, "2个", None, None, "完成1个"]
    rows = [head, total, ledger(1, "已完成"), ledger(2, "推进中")]
    report = read(tmp_path, rows, name="台账.xlsx")
    assert "total_mismatch" not in {one["code"] for one in report["warnings"]}


@pytest.mark.parametrize("mark", ["√", "✔", "1", "○"])
def test_the_state_is_ticked_in_one_of_several_columns(mark, tmp_path):
    rows = [
        ["整改台账"],
        [*LEDGER, "完成情况", None, None],
        [None] * 6 + ["已完成", "正在整改", "未启动"],
        ledger(1, mark, None, None),
        ledger(2, None, mark, None),
        ledger(3, None, None, mark),
    ]
    merges = ["G2:I2", *(f"{column}2:{column}3" for column in "ABCDEF")]
    report = got(write(tmp_path / "台账.xlsx", rows, merges=merges))
    assert [row["status"] for row in report["rows"]] == ["closed", "rectifying", "unfinished"]
    assert report["rows"][0]["status_raw"] == "已完成"


@pytest.mark.parametrize(
    ("typed", "day"), [("6", "2026-06-30"), (9, "2026-09-30"), ("12", "2026-12-31")]
)
def test_a_bare_number_in_a_column_of_months_is_a_month(typed, day, tmp_path):
    heads = [*HEADS[:-1], "完成时限（月份）"]
    assert read(tmp_path, [heads, line(1, 完成时限=typed)])["rows"][0]["deadline"] == day


def test_findings_of_an_inspection_say_what_is_to_be_done(tmp_path):
    heads = [
        "序号",
        "被检查单位",
        "问题类别",
        "发现问题",
        "具体情况",
        "检查人",
        "整改要求",
        "整改期限",
    ]
    row = [
        1,
        "政务大厅",
        "不担当",
        "窗口空岗",
        "9时3号窗口无人",
        "刘一",
        "1.补岗；2.通报",
        "4月底",
    ]
    told = read(tmp_path, [["第三轮明察暗访发现问题"], heads, row])["rows"][0]
    assert told["measures"] == ["补岗", "通报"]
    assert told["example"] == "9时3号窗口无人"


@pytest.mark.parametrize("text", ["班子自查", "科室自查", "自纠", "单位自己找"])
def test_what_a_unit_found_itself_is_its_own_finding(text):
    assert choices.source(text, reference.sources(), reference.source_shapes()) == "S01"


def test_a_unit_may_stand_on_the_cover_alone(tmp_path):
    path = write(tmp_path / "清单.xlsx", [[None, "区卫生健康局"], ["作风问题清单"]], sheet="封面")
    book = load_workbook(path)
    for row in [SHORT, *lines(1)]:
        (book["清单"] if "清单" in book else book.create_sheet("清单")).append(row)
    book.save(path)
    assert units(got(path)) == ["U038"]


def test_a_cover_with_two_units_names_none(tmp_path):
    cover = ("目录", [["区卫生健康局"], ["区教育局"]])
    report = read(tmp_path, [SHORT, *lines(1)], more=[cover])
    assert report["refused"][0]["reasons"] == ["unknown_unit"]


def test_a_row_said_again_on_another_sheet_is_refused_and_told_where(tmp_path):
    report = read(tmp_path, [HEADS, line(1)], sheet="一批", more=[("二批", [HEADS, line(1)])])
    assert [one["reasons"] for one in report["refused"]] == [["duplicate_row"]]
    assert "工作表“一批”第2行" in report["refused"][0]["detail"]


def test_of_two_columns_of_leaders_the_one_that_was_filled_in_is_read(tmp_path):
    heads = [*HEADS, "区级分管领导", "单位分管领导"]
    heads[HEADS.index("责任领导")] = "其他"
    row = [*line(1), None, "冯唐（副局长）"]
    assert read(tmp_path, [heads, row])["rows"][0]["leader"] == "冯唐"


@pytest.mark.parametrize(
    ("heading", "field"),
    [("问题具体表述", "issue"), ("挂点领导", "lead_leader"), ("具体情况", "manifestation")],
)
def test_more_headings_in_offices_words(heading, field):
    assert reference.headings().matches(heading)[0].name == field


def test_a_bracket_broken_off_onto_the_next_line_belongs_to_its_name():
    people = persons.read("冯唐\n（局长）\n安宁\n（副局长）")
    assert people.names == ["冯唐", "安宁"]
    assert persons.read("冯唐\n（分管）").names == ["冯唐"]


def test_the_first_three_quarters_end_in_september():
    assert str(deadlines.read("2026年前三季度", year=2026).on) == "2026-09-30"


@pytest.mark.parametrize("typed", ["待补", "待完善", "待核实"])
def test_what_is_yet_to_come_is_no_example(typed, tmp_path):
    refused = read(tmp_path, [HEADS, line(1, 具体事例=typed)])["refused"]
    assert refused[0]["reasons"] == ["missing_example"]


@pytest.mark.parametrize(
    ("cell", "code"), [("区人民政府办公室", "U003"), ("建设街道（党工委、办事处）", "U078")]
)
def test_offices_by_their_full_style(cell, code, tmp_path):
    assert units(read(tmp_path, [HEADS, line(1, 单位=cell)])) == [code]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("■已完成 □未完成", "closed"),
        ("□已完成 ☑未完成", "unfinished"),
        ("☑正在推进 □已完成", "rectifying"),
        ("√已完成", "closed"),
    ],
)
def test_of_two_boxes_the_filled_one_says_the_state(cell, state):
    assert choices.status(cell) == state


def test_the_lists_that_make_up_one_list(tmp_path):
    heads = ["序号", "单位", "类别", "问题清单", "具体事例", "措施清单", "责任清单", "时限清单"]
    row = [1, "经济开发区", "不担当", "窗口空岗", "9时无人", "1.补岗；2.通报", "李四", "6月底"]
    told = read(tmp_path, [["“五张清单”汇总"], heads, row])["rows"][0]
    assert (told["unit_code"], told["persons"]) == ("U076", ["李四"])
    assert (told["measures"], told["deadline"]) == (["补岗", "通报"], "2026-06-30")
