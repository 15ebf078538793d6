"""Whose issues they are: the unit in rows, sheets, files, titles; tables below one another."""

import pytest

from tests.issues.families import HEADS, SHORT, line, lines, read, units


@pytest.mark.parametrize(
    "typed",
    [
        "一、{}（2条）",
        "（一）{}",
        "{}：",
        "【{}】",
        "1.{}",
        "{} 共2条",
        "单位：{}",
        "第一部分 {}",
        "一、{}（牵头单位）",
    ],
)
@pytest.mark.parametrize("merges", [(), ("A3:I3", "A6:I6")])
def test_a_section_row_names_the_unit_below_it(tmp_path, typed, merges):
    rows = [["全区问题台账"], SHORT, [typed.format("区教育局")], *lines(1, 2)]
    rows += [[typed.format("区水利局")], *lines(3, 4)]
    report = read(tmp_path, rows, merges=merges)
    assert units(report) == ["U021", "U021", "U033", "U033"]


def test_section_rows_may_name_the_category_instead(tmp_path):
    bare = [[v for at, v in enumerate(one) if at != 1] for one in lines(1, 2)]
    rows = [[head for head in SHORT if head != "问题类别"], ["一、不担当"], bare[0]]
    report = read(tmp_path, [*rows, ["二、弄虚作假"], bare[1]], name="区教育局.xlsx")
    assert [row["category_code"] for row in report["rows"]] == ["ZF03", "ZF08"]


@pytest.mark.parametrize(
    "title",
    [
        "教育局",
        "3.教育局",
        "03教育局",
        "教育局（12条）",
        "教育局问题清单",
        "区教育局班子",
        "附件3教育局",
        "教育局(定稿)",
        "教育局-审核后",
        "1、区教育局台账",
    ],
)
def test_a_sheet_belongs_to_the_unit_its_name_names(tmp_path, title):
    more = [("水利局", [SHORT, *lines(3)])]
    report = read(tmp_path, [SHORT, *lines(1, 2)], name="汇总.xlsx", sheet=title, more=more)
    assert units(report) == ["U021", "U021", "U033"]


@pytest.mark.parametrize(
    "name",
    [
        "附件1：区教育局作风问题清单（终稿）.xlsx",
        "01-教育局.xlsx",
        "20260320教育局报送.xlsx",
        "教育局(1).xlsx",
        "【教育局】问题清单3.20改.xlsx",
        "教育局_问题清单_v3.xlsx",
    ],
)
def test_a_file_belongs_to_the_unit_its_name_names(tmp_path, name):
    assert units(read(tmp_path, [SHORT, *lines(1)], name=name)) == ["U021"]


@pytest.mark.parametrize(
    "above",
    [
        ["区教育局2026年度作风突出问题整改清单"],
        ["填报单位(盖章)：区教育局    填报人：王五"],
        ["单位名称", "区教育局", None, "填报日期", "2026.3.20"],
        ["报送单位：中共示范区教育局党组"],
        ["责任单位：区教育局（公章）"],
        ["编制单位：区教育局"],
    ],
)
def test_a_list_belongs_to_the_unit_written_above_it(tmp_path, above):
    assert units(read(tmp_path, [["作风问题清单"], above, SHORT, *lines(1)])) == ["U021"]


def test_each_sheet_belongs_to_the_unit_above_its_own_table(tmp_path):
    first = [["作风问题清单"], ["填报单位：区教育局"], SHORT, *lines(1)]
    second = [["区水利局作风问题清单"], SHORT, *lines(2)]
    report = read(tmp_path, first, name="汇总.xlsx", sheet="Sheet1", more=[("Sheet2", second)])
    assert units(report) == ["U021", "U033"]


def test_two_tables_with_other_headings_stand_on_one_sheet(tmp_path):
    team = ["序号", "对照方面", "存在的主要问题", "具体事例", "整改措施", "牵头领导", "整改时限"]
    person = ["序号", "姓名", "职务", "对照方面", "存在问题", "具体事例", "整改措施", "整改时限"]
    rows = [
        ["区教育局领导班子对照检查问题清单"],
        team,
        [1, "思想观念", "问题甲", "3月事例甲", "1.甲；2.乙", "张三", "6月底"],
        [2, "工作效能", "问题乙", "3月事例乙", "1.甲；2.乙", "张三", "6月底"],
        [None],
        ["区教育局班子成员对照检查问题清单"],
        person,
        [1, "王芳", "局长", "思想观念", "问题丙", "3月事例丙", "1.甲；2.乙", "6月底"],
    ]
    report = read(tmp_path, rows, name="区教育局对照检查问题清单.xlsx")
    told = [(row["subject_level"], row["issue"], row.get("person")) for row in report["rows"]]
    assert told == [("BZ", "问题甲", None), ("BZ", "问题乙", None), ("GR", "问题丙", "王芳")]
    assert report["refused"] == []


@pytest.mark.parametrize("cell", ["", "本单位", "我局", "本级"])
def test_a_unit_cell_that_means_ourselves_is_the_unit_of_the_file(tmp_path, cell):
    report = read(tmp_path, [HEADS, line(1, 单位=cell)], name="区教育局清单.xlsx")
    assert units(report) == ["U021"]
