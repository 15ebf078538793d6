"""Cells as people type them: days, units, people, states; and what is no issue at all."""

import csv
from datetime import datetime
from itertools import pairwise

import pytest

from issues.readings import choices, persons
from tests.issues.families import HEADS, JUNE, got, line, read, units

DEADLINES = {
    "2026.6.30": JUNE,
    "2026/6/30": JUNE,
    "2026-6-30": JUNE,
    "20260630": JUNE,
    "2026年6月30号前": JUNE,
    "6月30日": JUNE,
    "6.30": JUNE,
    "6/30": JUNE,
    "06-30": JUNE,
    "2026年6月": JUNE,
    "6月底": JUNE,
    "6月末": JUNE,
    "6月底前完成": JUNE,
    "二季度": JUNE,
    "上半年": JUNE,
    "2026年上半年": JUNE,
    "截至6月30日": JUNE,
    "2026年6月30日之前": JUNE,
    "于2026年6月30日前完成整改": JUNE,
    "６月３０日": JUNE,
    "二〇二六年六月三十日": JUNE,
    "六月底": JUNE,
    "6月下旬": JUNE,
    "26年6月30日": JUNE,
    "2026年06月30日 前": JUNE,
    "6月30日（已报）": JUNE,
    "2026年6月底前，长期坚持": JUNE,
    "今年6月底": JUNE,
    "本年6月30日前": JUNE,
    "4月1日—6月30日": JUNE,
    "2026.04-2026.06": JUNE,
    "2026年4月至6月": JUNE,
    "3月-6月": JUNE,
    datetime(2026, 6, 30): JUNE,  # noqa: DTZ001 - workbooks know no time zone
    46203: JUNE,
    "46203": JUNE,
    "2026-06-30 00:00:00": JUNE,
    "6月30日24时前": JUNE,
    "2026.6": JUNE,
    "2026/6": JUNE,
    "2026-06": JUNE,
    "“七一”前": None,
    "Q2": JUNE,
    "第二季度末": JUNE,
    "2季度": JUNE,
    "年中": None,
    "即日起至6月30日": JUNE,
    "6月30日，并长期坚持": JUNE,
    "立行立改，6月30日前完成": JUNE,
    "2026年6月30日\n（长期坚持）": JUNE,
    "完成时限：2026年6月30日": JUNE,
}


@pytest.mark.parametrize(("typed", "day"), DEADLINES.items())
def test_a_deadline_is_read_however_it_is_typed(tmp_path, typed, day):
    assert read(tmp_path, [HEADS, line(1, 完成时限=typed)])["rows"][0]["deadline"] == day


@pytest.mark.parametrize(
    "cell",
    [
        "区教育局、区水利局",
        "区教育局/水利局",
        "区教育局\n区水利局",
        "牵头：区教育局；配合：区水利局",
        "区教育局 区水利局",
        "区教育局牵头，区水利局配合",
        "教育局和水利局",
        "区教育局（牵头）、区水利局（配合）",
        "区教育局、水利局等部门",
        "1.区教育局2.区水利局",
        "区教育局+区水利局",
        "区教育局、区水利局按职责分工",
        "责任单位：区教育局，区水利局",
    ],
)
def test_several_units_in_a_cell_are_told_apart(tmp_path, cell):
    heads = ["责任单位" if head == "单位" else head for head in HEADS]
    report = read(tmp_path, [heads, line(1, 单位=cell)])
    assert report["rows"][0]["duty_unit_codes"] == ["U021", "U033"]
    assert report["warnings"] == []


@pytest.mark.parametrize("cell", ["各镇（街道）", "各乡镇街道", "各街镇"])
def test_a_group_of_units_means_all_of_them(tmp_path, cell):
    report = read(tmp_path, [[*HEADS, "责任单位"], [*line(1), cell]])
    assert len(report["rows"][0]["duty_unit_codes"]) == 14


@pytest.mark.parametrize(
    ("cell", "names", "post", "department"),
    [
        ("王芳副局长", ["王芳"], "副局长", None),
        ("王芳同志", ["王芳"], None, None),
        ("欧阳修文（副局长）", ["欧阳修文"], "副局长", None),
        ("阿卜杜拉·买买提（副局长）", ["阿卜杜拉·买买提"], "副局长", None),
        ("王芳，副局长", ["王芳"], "副局长", None),
        ("王芳 李四", ["王芳", "李四"], None, None),
        ("办公室（王芳）", ["王芳"], None, "办公室"),
        ("办公室-王芳", ["王芳"], None, "办公室"),
        ("基础教育科科长王芳", ["王芳"], "基础教育科科长", "基础教育科"),
        ("办公室主任 王芳", ["王芳"], "办公室主任", "办公室"),
        ("王主任", ["王主任"], None, None),
        ("各科室负责人", [], "各科室负责人", None),
    ],
)
def test_people_are_told_from_their_posts_and_sections(cell, names, post, department):
    people = persons.read(cell)
    assert (people.names, people.post, people.department) == (names, post, department)


@pytest.mark.parametrize(
    "closing",
    [
        "合计",
        "共计：3条",
        "以上共3条",
        "合计数",
        "小计",
        "（本表由单位主要负责人签字后报送）",
        "审核意见：同意",
        "联系人：张三 电话：12345",
        "区教育局（盖章）",
        "——完——",
        "第1页 共1页",
        "*为必填项",
        "填表说明：1.类别按十弊填写。",
        "主要负责人（签字）：        年    月    日",
    ],
)
def test_what_closes_a_table_is_no_issue(tmp_path, closing):
    report = read(tmp_path, [HEADS, line(1), line(2), [closing]])
    assert (len(report["rows"]), report["refused"]) == (2, [])
    report = read(tmp_path, [HEADS, line(1), line(2), [None], [closing]], merges=["A5:J5"])
    assert (len(report["rows"]), report["refused"]) == (2, [])


@pytest.mark.parametrize(
    "marks",
    [
        [str(at) for at in range(1, 11)],
        [f"（{at}）" for at in range(1, 11)],
        list("ABCDEFGHIJ"),
        [
            "示例",
            "区教育局",
            "不担当",
            "例：某窗口……",
            "例：3月……",
            "例",
            "1.例",
            "例",
            "例",
            "6月底",
        ],
    ],
)
def test_column_marks_and_a_sample_row_are_no_issue(tmp_path, marks):
    report = read(tmp_path, [HEADS, marks, line(1)])
    assert (len(report["rows"]), report["refused"]) == (1, [])


@pytest.mark.parametrize("merges", [(), [f"{column}2:{column}3" for column in "ABCDEFHIJ"]])
def test_measures_in_rows_of_their_own_belong_to_one_issue(tmp_path, merges):
    first = line(1, 整改措施="1.包案")
    report = read(tmp_path, [HEADS, first, [*[None] * 6, "2.回访"], line(2)], merges=merges)
    assert [row["measures"] for row in report["rows"]] == [["包案", "回访"]] * 2


@pytest.mark.parametrize("above", [29, 45])
def test_headings_stand_far_down_below_instructions(tmp_path, above):
    rows = [[f"说明第{at}条：请各单位认真填写"] for at in range(above)]
    assert len(read(tmp_path, [*rows, HEADS, line(1)])["rows"]) == 1


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已完成，长期坚持", "closed"),
        ("完成（持续坚持）", "closed"),
        ("验收通过", "closed"),
        ("已完成80%", "rectifying"),
        ("预计6月完成", "rectifying"),
        ("完成一半", "rectifying"),
        ("拟于6月完成", "rectifying"),
        ("已于5月完成", "closed"),
        ("未到期", "unfinished"),
    ],
)
def test_a_state_in_many_words_is_never_better_than_it_is(word, state):
    assert choices.status(word) == state


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_csv_of_any_office_program_is_read(tmp_path, delimiter, encoding):
    path = tmp_path / "区教育局.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADS, line(1), line(2)])
    assert units(got(path)) == ["U021", "U021"]


def test_a_file_of_two_thousand_rows_keeps_its_order(tmp_path):
    report = read(tmp_path, [HEADS, *(line(number) for number in range(1, 2001))])
    numbers = [row["seq"] for row in report["rows"]]
    assert len(numbers) == 2000 and all(a < b for a, b in pairwise(numbers))
