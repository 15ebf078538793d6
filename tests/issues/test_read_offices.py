"""Lists and ledgers of yet other offices: their headings, their people, their units."""

import pytest

from issues.readings import choices, measures, persons, reference
from tests.issues.families import HEADS, SHORT, got, line, lines, read, units

BARE = ["序号", "单位", "问题类别", "存在问题", "整改措施", "完成时限", "进度", "是否完成"]


@pytest.mark.parametrize(
    "joined",
    ["{n}，{p}", "{p}：{n}", "{n}\n{p}", "{p}{n}", "{n}{p}", "{p}（{n}）", "责任领导：{n}（{p}）"],
)
@pytest.mark.parametrize("name", ["冯唐", "安宁", "欧阳雪"])
@pytest.mark.parametrize("post", ["党组书记、局长", "党组成员、副局长", "常务副局长"])
def test_a_leader_and_his_posts_however_they_are_joined(joined, name, post):
    people = persons.read(joined.format(n=name, p=post))
    assert (people.names, people.post) == ([name], post)


@pytest.mark.parametrize(
    ("cell", "names", "department"),
    [
        ("王芳13900001111", ["王芳"], None),
        ("王芳（办公室，电话：8123456）", ["王芳"], "办公室"),
        ("王芳（牵头）、李四", ["王芳", "李四"], None),
        ("张副局长", ["张副局长"], None),
        ("班子全体成员", [], None),
    ],
)
def test_telephones_and_parts_played_are_no_names(cell, names, department):
    people = persons.read(cell)
    assert (people.names, people.department) == (names, department)


def test_a_person_named_twice_in_a_cell_is_one_person(tmp_path):
    report = read(tmp_path, [HEADS, line(1, 责任人="马到、马到")])
    assert report["rows"][0]["persons"] == ["马到"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("①提前告知②材料一次收齐③1.5个月内办结", ["提前告知", "材料一次收齐", "1.5个月内办结"]),
        ("首先，多报的退回；其次，补贴按轨迹核", ["多报的退回", "补贴按轨迹核"]),
        ("A.提前公告 B.代表过半", ["提前公告", "代表过半"]),
        ("A类企业30家逐家上门", ["A类企业30家逐家上门"]),
    ],
)
def test_measures_numbered_in_other_ways(cell, parts):
    assert measures.split(cell) == parts


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("举例说明", "example"),
        ("整改节点", "deadline"),
        ("属于哪一“弊”", "category"),
        ("主抓领导", "lead_leader"),
        ("牵头责任人", "lead_leader"),
        ("责任部门（科室）", "dept"),
        ("是否按期完成", "status"),
        ("预定完成时间", "deadline"),
        ("完结时间", "closed_at"),
        ("症结所在", "cause"),
        ("达到效果", "goal"),
        ("整改动态", "progress"),
    ],
)
def test_headings_in_other_offices_words(heading, field):
    assert reference.headings().matches(heading)[0].name == field


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("区委巡察组", "S06"),
        ("群众来访", "S09"),
        ("督查通报", "S05"),
        ("媒体报道", "S08"),
        ("入户走访", "S11"),
        ("自查自纠", "S01"),
        ("群众反映", "S02"),
        ("营商环境投诉", None),
        ("人大代表建议", None),
    ],
)
def test_sources_in_free_words(text, code):
    assert choices.source(text, reference.sources(), reference.source_shapes()) == code


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已提交销号申请", "close_applied"),
        ("待区作风办验收", "close_applied"),
        ("整改不到位", "unfinished"),
        ("Y", "closed"),
        ("N", "unfinished"),
    ],
)
def test_states_in_free_words(text, state):
    assert choices.status(text) == state


@pytest.mark.parametrize(("typed", "rate"), [("八成", 80), ("约60%", 60), ("五成左右", 50)])
def test_a_rate_of_completion_in_words(typed, rate, tmp_path):
    row = [1, "区城投", "低标准", "路面塌3处", "返工", "8月底", typed, "推进中"]
    assert read(tmp_path, [BARE, row], name="台账.xlsx")["rows"][0]["progress_pct"] == rate


@pytest.mark.parametrize("typed", ["详见附表", "见后附材料", "未发现此类问题", "具体见附件2"])
def test_a_cell_that_points_elsewhere_is_no_example(typed, tmp_path):
    refused = read(tmp_path, [HEADS, line(1, 具体事例=typed)])["refused"]
    assert refused[0]["reasons"] == ["missing_example"]


def test_helping_units_are_on_duty_after_the_one_that_leads(tmp_path):
    heads = ["序号", "类别", "存在问题", "具体事例", "整改措施", "牵头单位", "配合单位", "时限"]
    row = [1, "不担当", "校门口堵车", "早7时堵40分钟", "错峰", "教体局", "交警、城管局", "8.31"]
    got = read(tmp_path, [heads, row])["rows"][0]
    assert (got["unit_code"], got["duty_unit_codes"]) == ("U021", ["U021", "U064", "U031"])


def test_each_sheet_tells_its_unit_in_the_cell_beside(tmp_path):
    first = [["报送单位", "区文联"], SHORT, *lines(1)]
    second = [[None, None, None, "单位：", "区气象局"], SHORT, *lines(2)]
    third = [["关于报送邮政区分公司作风问题的表"], SHORT, *lines(3)]
    more = [("Sheet2", second), ("Sheet3", third), ("Sheet4", [SHORT, *lines(4)])]
    report = read(tmp_path, first, name="汇总.xlsx", sheet="Sheet1", more=more)
    assert units(report) == ["U059", "U065", "U073"]
    assert [one["sheet"] for one in report["refused"]] == ["Sheet4"]


def test_a_unit_in_brackets_below_the_title(tmp_path):
    rows = [["查 摆 问 题 清 单"], ["（区妇女联合会）"], SHORT, *lines(1)]
    assert units(read(tmp_path, rows)) == ["U055"]


def test_a_duty_unit_written_once_holds_for_the_rows_below(tmp_path):
    heads = ["责任单位" if head == "单位" else head for head in HEADS]
    rows = [line(1), line(2, 单位=None), line(3, 单位=None), line(4, 单位="区水务局")]
    assert units(read(tmp_path, [heads, *rows])) == ["U021", "U021", "U021", "U033"]


def test_name_and_post_in_one_cell_on_two_lines(tmp_path):
    heads = ["姓名/职务", "对照方面", "存在问题", "具体事例", "整改措施", "整改时限"]
    row = ["关平\n乡长", "工作效能", "批示不催办", "3月批示后17天没下文", "自己催", "5月"]
    got = read(tmp_path, [["和平乡班子成员对照检查问题清单"], heads, row])["rows"][0]
    assert (got["person"], got["position"]) == ("关平", "乡长")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("6月上中旬", "2026-06-20"),
        ("6月中下旬", "2026-06-30"),
        ("4月15日-20日", "2026-04-20"),
        ("26.6.30", "2026-06-30"),
        ("26/6/30前", "2026-06-30"),
        ("年度内", "2026-12-31"),
        ("本季度", "2026-03-31"),
        ("即改", None),
        ("立改", None),
    ],
)
def test_times_allowed_in_other_words(typed, day, tmp_path):
    row = read(tmp_path, [HEADS, line(1, 完成时限=typed)])["rows"][0]
    assert (row["deadline"], row["rectify_type"]) == (day, "XQ" if day else "LX")


def test_a_day_beside_the_word_that_it_is_finished_is_the_day_of_completion(tmp_path):
    heads = ["序号", "单位", "问题类别", "存在问题", "整改措施", "完成时限", "整改进展", "是否完成"]
    row = [1, "区城投", "低标准", "路面塌3处", "返工", "8月底", "已返工", "完成（7月12日）"]
    got = read(tmp_path, [heads, row], name="台账.xlsx")["rows"][0]
    assert (got["status"], got["closed_date"]) == ("closed", "2026-07-12")


def test_a_unit_left_blank_goes_on_unless_names_come_again(tmp_path):
    said = ["区水务局", None, "区教育局", None, "区财政局", "区审计局", "区司法局", "区统计局"]
    rows = [line(at, 单位=unit) for at, unit in enumerate(said, 1)]
    assert units(read(tmp_path, [HEADS, *rows]))[:4] == ["U033", "U033", "U021", "U021"]
    rows[7] = line(8, 单位="区水务局")
    reasons = [one["reasons"] for one in read(tmp_path, [HEADS, *rows])["refused"]]
    assert reasons == [["unknown_unit"]] * 2


@pytest.mark.parametrize("name", ["附件2-妇联问题清单.xlsx", "关于报送残联作风问题的表.xlsx"])
def test_a_unit_of_two_letters_in_the_name_of_a_file(name, tmp_path):
    wanted = "U055" if "妇联" in name else "U058"
    assert units(read(tmp_path, [SHORT, *lines(1)], name=name)) == [wanted]


def test_a_unit_in_brackets_is_that_unit(tmp_path):
    assert units(read(tmp_path, [HEADS, line(1, 单位="（区水务局）")])) == ["U033"]


def test_a_name_written_once_holds_for_every_row_of_a_self_check(tmp_path):
    heads = ["班子成员", "职务", "对照“五个方面”", "存在问题", "具体事例", "整改措施", "整改时限"]
    rows = [
        [name, post, "工作效能", f"第{at}件批得慢", f"3月{at}日压了{at}天", "日清", "5月底"]
        for at, (name, post) in enumerate(
            [("关平", "乡长"), (None, None), ("周仓", "副乡长"), ("廖化", "人大主席")], 1
        )
    ]
    title = ["和平乡班子成员对照检查问题清单"]
    got = read(tmp_path, [title, heads, *rows])["rows"]
    assert [row["person"] for row in got] == ["关平", "关平", "周仓", "廖化"]
    assert {row["category_code"] for row in got} == {"WH4"}


def test_a_single_blank_category_in_a_csv_was_a_merge(tmp_path):
    rows = [HEADS, *(line(at, 问题类别="拖拉低效" if at != 4 else "") for at in range(1, 8))]
    path = tmp_path / "清单.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), "gb18030")
    report = got(path)
    assert [row["category_code"] for row in report["rows"]] == ["ZF05"] * 7
    assert not report["warnings"]


def test_a_ditto_means_the_value_above_but_never_an_example(tmp_path):
    same = {"单位": "〃", "问题类别": "同上", "责任领导": "同上", "完成时限": "同上"}
    rows = [line(1, 单位="区水务局"), line(2, **same), line(3, **same), line(4, 具体事例="同上")]
    report = read(tmp_path, [HEADS, *rows])
    assert units(report) == ["U033"] * 3
    assert {row["deadline"] for row in report["rows"]} == {"2026-06-30"}
    assert {row["leader"] for row in report["rows"]} == {"张三"}
    assert report["refused"][0]["reasons"] == ["missing_example"]
