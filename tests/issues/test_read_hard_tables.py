"""Tables as clerks really make them: built here, read as a careful clerk would read them."""

import pytest
from openpyxl import load_workbook

from tests.sheets import read, write

HEADS = ["序号", "单位", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]
STEPS = "1.5个工作日内全部答复；\n2.建立每日清单，科长签字"


def line(number, unit="区教育局", until="5月底", **more):
    said = {
        "issue": f"加装电梯申请超期{number}天未答复",
        "example": f"3月4日第{number}户提交材料，4月20日才收到受理单",
    }
    said |= more
    return [number, unit, "不担当、不作为", said["issue"], said["example"], STEPS, until]


def told(tmp_path, rows, name="表.xlsx", kind="issues", **more):
    return read(kind, write(tmp_path / name, rows, **more))


def test_three_merged_heading_levels_hold_serial_dates_and_several_units(tmp_path):
    rows = [
        ["××区突出问题整改工作台账"],
        ["填报单位（盖章）：区作风办", *[None] * 7, "截至2026年9月30日"],
        ["序号", "责任单位", "问题基本情况", None, "整改落实", None, None, "进度情况", None],
        [None, None, "类别", "问题描述", "措施", "时限", None, "是否办结", "办结时间"],
        [None, None, None, None, None, "计划完成时间", "整改类型", None, None],
        [1, "区教体局、区财政局", "不担当", "甲", STEPS, 46204, "限期整改", "√", 46203],
        [2, "城管局/交警大队", "不担当", "乙", STEPS, "2026年第三季度", "限期", "推进中", None],
        ["小计", 2],
        ["合计", 2],
        ["注：1.“时限”按批复填写。"],
        ["填表人：刘洋", None, "审核人：陈刚", None, "主要负责人（签字）："],
    ]
    merges = ["A1:I1", "A3:A5", "B3:B5", "C3:D3", "E3:G3", "H3:I3", "C4:C5", "D4:D5", "E4:E5"]
    merges += ["F4:G4", "H4:H5", "I4:I5", "A10:I10"]
    got = told(tmp_path, rows, merges=merges)
    assert got["sheets"][0]["header_rows"] == [3, 4, 5]
    assert [row["duty_unit_codes"] for row in got["rows"]] == [["U021", "U027"], ["U031", "U064"]]
    assert [row["deadline"] for row in got["rows"]] == ["2026-07-01", "2026-09-30"]
    assert [row["status"] for row in got["rows"]] == ["closed", "rectifying"]
    assert got["rows"][0]["closed_date"] == "2026-06-30"
    assert got["meta"]["as_of"] == "2026-09-30"
    kinds = [one["kind"] for one in got["ignored"]]
    assert kinds == ["title", "meta", "subtotal", "total", "note", "signature"]


def test_a_ledger_says_in_its_file_name_up_to_which_day_it_reports(tmp_path):
    heads = [*HEADS[:4], "整改措施", "完成时限", "整改状态"]
    row = [1, "区教育局", "不担当", "甲", STEPS, "5月底", "推进中"]
    got = told(tmp_path, [heads, row], name="整改台账（截至7月31日）.xlsx")
    assert got["meta"]["as_of"] == "2026-07-31"


def test_what_the_figures_are_counted_in_is_not_the_unit_that_reports(tmp_path):
    heads = [*HEADS[:4], "整改措施", "涉及资金（万元）", "完成时限", "完成率（％）", "状态"]
    above = [["问题台账"], ["填报时间：2026年7月10日", None, None, "单位：万元、%"]]
    row = [1, "区财政局", "不担当", "甲", STEPS, "３６．５", "6月底", "３０．５", "整改中"]
    got = told(tmp_path, [*above, heads, row])
    assert got["meta"]["report_unit"] is None
    assert got["rows"][0]["progress_pct"] == 31


def test_a_ledger_that_lacks_only_the_example_is_a_ledger_all_the_same(tmp_path):
    heads = ["序号：", "具体责任单位 ", "问题类别", "存在问题", "整改措施：", "完成时限", "备注"]
    rows = [["问题整改台账"], heads, [f"（{at}）" for at in range(1, 8)]]
    rows.append([1, "区应急局；区消防大队", "不担当", "甲", STEPS, "7月底", "见附件"])
    got = told(tmp_path, rows, sheet="台账")
    assert got["form"] == "ledger" and got["refused"] == []
    assert got["rows"][0]["duty_unit_codes"] == ["U040", "U063"]


def test_a_list_printed_in_pages_is_one_list(tmp_path):
    rows = [["全区问题清单"], ["（2026年4月）"], HEADS, line(1), ["本页小计", "1"], []]
    rows += [["全区问题清单（续）"], HEADS, line(2, "区退役军人局"), ["累计", "2"], []]
    rows += [["报送：区委办公室"], ["打印：王一　校对：李二"]]
    got = told(tmp_path, rows)
    assert [row["unit_code"] for row in got["rows"]] == ["U021", "U039"]
    assert got["refused"] == [] and got["warnings"] == []


def test_sections_name_the_category_where_no_column_does(tmp_path):
    heads = ["序号", "存在问题", "具体表现（事例）", "整改措施", "责任科室", "整改时限"]
    rows = [["区卫健委作风问题清单"], heads, ["一、不敢担当、不想作为（2个）"]]
    rows += [[1, "甲", "3月甲", STEPS, "医政科", "5月底"], [2, "乙", "3月乙", STEPS, "科", "5月"]]
    rows += [["二、效率低下、拖拖拉拉（1个）"], [3, "丙", "3月丙", STEPS, "规划科", "6月15日"]]
    rows += [["区卫生健康委员会（盖章）"], ["2026年3月28日"]]
    got = told(tmp_path, rows, merges=["A1:F1", "A3:F3", "A6:F6"])
    assert [row["category_code"] for row in got["rows"]] == ["ZF03", "ZF03", "ZF05"]
    assert {row["unit_code"] for row in got["rows"]} == {"U038"}


def test_a_summary_of_self_checks_keeps_the_teams_rows_apart_from_the_persons(tmp_path):
    heads = ["序号", "单位", "问题层级", "姓名", "职务", "对照方面", "存在问题", "具体事例"]
    heads += ["整改措施", "整改时限"]
    team = [1, "区档案馆", "领导班子", None, None, "精神状态", "甲", "3月甲", STEPS, "5月底"]
    person = [2, "区档案馆", "个人", "王　明", "馆长", "规矩意识", "乙", "3月乙", STEPS, "长期坚持"]
    got = told(tmp_path, [["对照检查问题汇总表"], heads, team, person])
    assert [row["subject_level"] for row in got["rows"]] == ["BZ", "GR"]
    assert got["rows"][1]["person"] == "王明" and got["rows"][1]["long_term"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("区敎育局", "U021"),
        ("××区教育局", "U021"),
        ("XX区住建局", "U030"),
        ("某区发改局", "U020"),
        ("市生态环境局XX区分局", "U062"),
        ("青山镇政府", "U083"),
        ("区农业农村局（区乡村振兴局）", "U034"),
    ],
)
def test_a_unit_whose_district_is_masked_is_known(tmp_path, name, code):
    assert told(tmp_path, [HEADS, line(1, name)])["rows"][0]["unit_code"] == code


@pytest.mark.parametrize(
    ("phrase", "day", "code"),
    [
        ("2026、6、30", "2026-06-30", None),
        ("2026\n6月", "2026-06-30", None),
        ("2024年第三季度", "2024-09-30", "deadline_before_receive_date"),
        ("2027年春季开学前", None, "deadline_unparsed"),
        ("2026年汛期前", None, "deadline_unparsed"),
        ("2026年X月底", None, "masked_deadline"),
        ("边整边改", None, None),
        ("即时", None, None),
    ],
)
def test_a_day_is_read_or_said_to_be_unreadable_and_never_guessed(tmp_path, phrase, day, code):
    got = told(tmp_path, [HEADS, line(1, until=phrase)])
    assert got["rows"][0]["deadline"] == day
    assert [one["code"] for one in got["warnings"]] == ([code] if code else [])


@pytest.mark.parametrize(
    ("phrase", "unit", "count"), [("一年内", "months", 12), ("3日办结", "days", 3)]
)
def test_a_time_allowed_is_counted_from_receipt(tmp_path, phrase, unit, count):
    row = told(tmp_path, [HEADS, line(1, until=phrase)])["rows"][0]
    assert row["deadline_relative"] == {"from": "receive_date", unit: count}


def test_the_same_words_twice_enter_once_and_a_nearly_equal_row_enters(tmp_path):
    got = told(tmp_path, [HEADS, line(1), [2, *line(1)[1:]], line(3)])
    assert [row["row"] for row in got["rows"]] == [2, 4]
    assert [one["reasons"] for one in got["refused"]] == [["duplicate_row"]]


def test_the_old_hidden_sheet_is_never_read_and_the_cover_does_no_harm(tmp_path):
    more = [("区商务局（旧）", [HEADS[:1] + HEADS[2:], [1, *line(1)[2:]]])]
    path = write(tmp_path / "汇编.xlsx", [["清单汇编"], ["2026年4月"]], sheet="封面", more=more)
    book = load_workbook(path)
    book["区商务局（旧）"].sheet_state = "hidden"
    page = book.create_sheet("2、工信局(已审)")
    for row in ([], HEADS[:1] + HEADS[2:], [1, *line(1)[2:]]):
        page.append(row)
    book.save(path)
    got = read("issues", path)
    places = [(row["sheet"], row["unit_code"]) for row in got["rows"]]
    assert places == [("2、工信局(已审)", "U023")]


def test_an_export_of_the_hotline_without_states_is_finished_where_a_moment_says_so(tmp_path):
    heads = ["工单编号", "来电号码", "诉求标题", "诉求内容", "承办单位", "派单时间", "办结时间"]
    rows = [["12345热线转办工单明细"], heads]
    rows.append(["DH01", "13912345678", "路灯", "不亮", "城管局", "2026/6/1 9:00", "2026/6/3 9:20"])
    rows.append(["DH02", "138****1234", "供水", "停水", "供水公司", "2026/6/2 9:50", None])
    got = told(tmp_path, [*rows, ["合计：2件"]], kind="tickets")
    assert [row["finished"] for row in got["rows"]] == [True, False]
    assert got["rows"][0]["phone_masked"] == "139****5678"


def test_a_birth_month_stored_as_a_serial_number_is_a_month(tmp_path):
    heads = ["序号", "工作单位", "姓  名", "出生年月", "职务职级"]
    rows = [["名册"], heads, [1, "区水利局", "赵　六", 30000, "科长"], ["合计", "1人"]]
    assert told(tmp_path, rows, kind="roster")["rows"][0]["birth"] == "1982-02"


def test_a_directory_of_units_is_read_under_other_headings(tmp_path):
    heads = ["序号", "统一编码", "单位全称", "规范简称", "曾用名/别称", "性质", "上级主管单位"]
    rows = [["单位名录"], heads]
    rows.append([1, "XA01", "某县教育局", "教育局", "县教体局；教体局", "政府部门", None])
    rows.append([2, "XA02", "某县第一中学", "一中", None, "事业单位", "某县教育局"])
    got = told(tmp_path, rows, kind="units")
    assert got["rows"][0]["aliases"] == ["县教体局", "教体局"]
    assert got["rows"][1]["parent"] == "某县教育局"


def test_a_changed_cell_changes_what_is_read(tmp_path):
    same = [HEADS, line(1), line(2)]
    other = [HEADS, line(1), line(2, until="6月底", issue="另一个问题")]
    before, after = (told(tmp_path, rows)["rows"] for rows in (same, other))
    assert before[0] == after[0]
    assert (after[1]["deadline"], after[1]["issue"]) == ("2026-06-30", "另一个问题")


def test_a_word_that_is_no_state_leaves_the_word_to_the_rate(tmp_path):
    heads = [*HEADS[:4], "整改措施", "完成时限", "整改进度", "整改情况"]
    said = [("100%", "已答复"), ("60%", "在办"), ("0%", "未启动"), ("30%", "推进"), ("5%", "在办")]
    rows = [
        [at, "区教育局", "不担当", f"事{at}", STEPS, "6月底", *one] for at, one in enumerate(said)
    ]
    got = told(tmp_path, [["整改台账"], heads, *rows], sheet="台账")
    states = [row["status"] for row in got["rows"]]
    assert states == ["closed", "rectifying", "unfinished", "rectifying", "rectifying"]
