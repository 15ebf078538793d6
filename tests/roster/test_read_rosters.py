import pytest

from common.workbook import Unreadable
from common.workbook.grid import Cell
from config.imports import shipped_directory
from roster import readings
from roster.sheets.table import dictionary_of
from tests.sheets import as_csv, expected, read, sample, write

HEADS = ["序号", "单位", "姓名", "出生年月", "现任职务", "联系电话"]


def people(tmp_path, *rows, heads=HEADS, **over):
    return read("roster", write(tmp_path / "名册.xlsx", [heads, *rows]), **over)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        (Cell("1978.10", 1978.1), "1978-10"),
        (Cell("1978.1", 1978.1), "1978-10"),
        (Cell("1978.1"), "1978-01"),
        (Cell("1974年6月"), "1974-06"),
        (Cell("一九七四年六月"), "1974-06"),
        (Cell("1974.06.15"), "1974-06"),
        (Cell("197406"), "1974-06"),
        (Cell("１９７４．０６"), "1974-06"),
        (Cell("1974-6"), "1974-06"),
        (Cell("1974.13"), None),
        (Cell("不详"), None),
    ],
)
def test_a_month_of_birth_is_read_however_it_is_written(cell, month):
    assert readings.month(cell) == month


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("155****7529", "155****7529"),
        ("", None),
    ],
)
def test_a_telephone_number_is_masked(text, masked):
    assert readings.masked_phone(text) == masked


def test_a_csv_of_the_roster_means_the_same(tmp_path):
    got = read("roster", as_csv(sample(6), tmp_path / "花名册.csv"))["rows"]
    for ours, theirs in zip(got, expected(6)["rows"], strict=True):
        assert {**ours, "sheet": None} == {**theirs, "sheet": None}


def test_a_person_without_name_or_known_unit_is_refused_with_a_sentence(tmp_path):
    rows = [
        [1, "区教育局", None, "1974.06", "科员", None],
        [2, "区地震局", "张三", "1974.06", "科员", None],
    ]
    got = people(tmp_path, *rows)
    assert [one["reasons"] for one in got["refused"]] == [["missing_name"], ["unknown_unit"]]
    assert "区地震局" in got["refused"][1]["detail"]


def test_the_same_person_twice_in_one_unit_is_refused_once(tmp_path):
    row = ["区教育局", "王\u3000芳", "1974.06", "科员", None]
    got = people(tmp_path, [1, *row], [2, *row])
    assert got["counts"]["rows"] == 1
    assert got["refused"][0]["reasons"] == ["duplicate_row"]


def test_a_month_that_is_none_is_kept_out_and_said(tmp_path):
    got = people(tmp_path, [1, "区教育局", "王芳", "七十年代", "科员", None])
    assert got["rows"][0]["birth"] is None
    assert got["warnings"][0]["code"] == "invalid_birth"


def test_without_a_unit_column_the_given_unit_holds(tmp_path):
    heads = ["序号", "姓名", "职务"]
    got = people(tmp_path, [1, "王芳", "科员"], heads=heads, unit_code="U021")
    assert got["rows"][0]["unit_code"] == "U021"


def test_a_workbook_without_names_is_no_roster(tmp_path):
    with pytest.raises(Unreadable, match="姓名"):
        people(tmp_path, [1, 2], heads=["序号", "金额"])


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("党组书记、局长", "head"),
        ("党组成员、副局长", "deputy"),
        ("四级调研员", "deputy"),
        ("办公室主任", "middle"),
        ("地质灾害防治科科长", "middle"),
        ("一级科员", "staff"),
    ],
)
def test_the_level_of_a_post_is_told_from_its_title(title, level):
    assert readings.post_level(title) == level


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("区教体局", ["U021"]),
        ("兴安区教育局", ["U021"]),
        ("教育局党组", ["U021"]),
        ("区教育局（牵头）", ["U021"]),
        ("柳河镇党委", ["U084"]),
        ("建设街道办", ["U078"]),
        ("区发改局和区财政局", ["U020", "U027"]),
        ("牵头单位：区住建局 配合单位：区财政局", ["U030", "U027"]),
        ("区住建局\n区财政局；红旗街道", ["U030", "U027", "U081"]),
    ],
)
def test_a_unit_is_matched_by_any_of_its_names(text, codes):
    found = shipped_directory().read(text)
    assert (found.codes, found.unknown, found.unsure) == (codes, [], {})


def test_what_could_be_several_units_is_asked_and_what_is_none_is_unknown():
    directory = shipped_directory()
    assert directory.read("监管局").unsure == {"监管局": ["U042"]}
    assert len(directory.read("街道办").unsure["街道办"]) == 6
    assert directory.read("区地震局").unknown == ["区地震局"]


def test_group_targets_mean_every_unit_of_the_group():
    found = shipped_directory().read("各镇街")
    assert found.groups == ["各镇街"] and len(found.codes) == 14


def test_the_longest_name_inside_a_file_name_decides():
    directory = shipped_directory()
    assert directory.inside("附件2-区市场监督管理局作风问题清单") == "U042"
    assert directory.inside("全区作风整顿问题整改台账（截至6月30日）") is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("出生年月日", "birth"),
        ("现职级任职时间", "since"),
        ("任现职年月", "since"),
        ("干部职级", "rank"),
        ("工作职务", "position"),
        ("现工作单位", "unit"),
        ("参加工作时间", None),
    ],
)
def test_headings_of_other_rosters(heading, field):
    found = dictionary_of("people").matches(heading)
    assert (found[0].name if found else None) == field


def test_the_dot_in_a_name_is_one_dot_however_it_is_typed():
    assert readings.given_name("迪丽热巴 • 艾山") == "迪丽热巴·艾山"


@pytest.mark.parametrize("mark", ["〃", "同上", '"'])
def test_a_ditto_mark_is_the_unit_above(mark, tmp_path):
    heads = ["单位", "姓名", "职务"]
    rows = [["区商务局", "田甜", "党组书记、\n局长"], [mark, "李白", "副局长"]]
    told = read("roster", write(tmp_path / "名册.xlsx", [heads, *rows]))["rows"]
    assert [row["unit_code"] for row in told] == ["U036", "U036"]
    assert told[0]["position"] == "党组书记、局长"


def test_other_names_of_a_unit_behind_a_wide_stroke(tmp_path):
    rows = [["单位全称", "单位简称", "别名"], ["新华街道", "新华", "新华街办／新华街道办事处"]]
    told = read("units", write(tmp_path / "单位.xlsx", rows))["rows"]
    assert told[0]["aliases"] == ["新华街办", "新华街道办事处"]


@pytest.mark.parametrize(
    ("cell", "name"), [("张三（女）", "张三"), ("李 四(满族)", "李四"), ("王五（挂职）", "王五")]
)
def test_a_remark_beside_a_name_is_no_part_of_it(cell, name):
    assert readings.given_name(cell) == name


def test_a_month_of_birth_with_the_age_beside_it():
    assert readings.month(Cell(text="1975.03\n（51岁）")) == "1975-03"


def test_a_list_of_units_to_be_judged(tmp_path):
    rows = [["编号", "评议单位", "分组", "又名"], ["1", "区民政局", "C组", "民政"]]
    told = read("units", write(tmp_path / "单位.xlsx", rows))["rows"][0]
    assert (told["name"], told["cohort"], told["aliases"]) == ("区民政局", "C组", ["民政"])


def test_a_unit_written_before_the_post(tmp_path):
    rows = [["姓名", "单位及职务"], ["王大力", "区水务局党组书记、局长"], ["李二", "调研员"]]
    report = read("roster", write(tmp_path / "名册.xlsx", rows))
    assert [row["unit_code"] for row in report["rows"]] == ["U033"]
    assert [one["row"] for one in report["refused"]] == [3]
