"""Workbooks as clerks of many offices make them, each fault met once in real life."""

import pytest

from tests.sheets import read, write

HEADS = ["序号", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]
CADRE = ["对照方面", "存在问题", "具体事例", "整改措施", "整改时限"]


def line(number, until="6月底", **more):
    said = {
        "category": "拖拉低效",
        "issue": f"第{number}号窗口办件慢",
        "example": f"3月{number}日某户等了{number + 8}天才拿到证",
        "measure": "1、当日受理；2、超时说明",
    }
    return [number, *(said | more).values(), until]


def told(tmp_path, rows, name="青山镇问题清单.xlsx", kind="issues", **more):
    return read(kind, write(tmp_path / name, rows, **more))


@pytest.mark.parametrize(
    ("until", "day", "is_long"),
    [
        ("2026·9·5", "2026-09-05", False),
        ("长期坚持（每季度末报进展）", None, True),
        ("常年坚持", None, True),
        ("即日起至6月底", "2026-06-30", False),
        ("分两步：5月底前完成摸底，8月底前全部办结", "2026-08-31", False),
    ],
)
def test_the_time_allowed_in_yet_other_hands(until, day, is_long, tmp_path):
    row = told(tmp_path, [HEADS, line(1, until)])["rows"][0]
    assert (row["deadline"], row["long_term"]) == (day, is_long)


def test_headings_in_the_words_of_daily_life(tmp_path):
    heads = ["编号", "归类", "问题", "例子", "怎么来的", "怎么改", "谁负责", "什么时候改完"]
    row = ["1", "不接地气", "宣传只发文件", "2月31人白跑", "走访", "①设点②发单子", "邹平", "二季度"]
    got = told(tmp_path, [heads, row])["rows"][0]
    assert (got["category_code"], got["source_code"]) == ("ZF07", "S11")
    assert (got["measures"], got["persons"]) == (["设点", "发单子"], ["邹平"])
    assert got["deadline"] == "2026-06-30"


def test_a_category_goes_on_below_headings_that_were_printed_again(tmp_path):
    rows = [["青山镇问题清单"], HEADS, line(1), line(2, category=None), HEADS]
    rows += [line(3, category=None), line(4, category="不担当")]
    got = told(tmp_path, rows, merges=["A1:F1", "B3:B4"])
    assert [row["category_code"] for row in got["rows"]] == ["ZF05", "ZF05", "ZF05", "ZF03"]
    assert not got["warnings"]


def test_a_sheet_without_a_unit_does_not_borrow_that_of_its_neighbour(tmp_path):
    own = [["填报单位：和平乡人民政府"], HEADS, line(1)]
    more = [("U072", [HEADS, line(2)]), ("某某局", [HEADS, line(3)])]
    got = told(tmp_path, own, "汇总.xlsx", sheet="和平乡 ", more=more)
    assert [row["unit_code"] for row in got["rows"]] == ["U088", "U072"]
    assert [(one["sheet"], one["reasons"]) for one in got["refused"]] == [
        ("某某局", ["unknown_unit"])
    ]


def test_the_sheet_of_one_cadre_says_above_its_headings_whose_it_is(tmp_path):
    rows = [
        ["江海同志对照检查问题清单"],
        ["姓名：江 海　　单位：区科协　　职务：主席　　填报时间：2026年5月8日"],
        CADRE,
        ["思想观念", "办活动按老路子", "去年办讲座7场，场均到16人", "改到学校办", "6月底"],
    ]
    got = told(tmp_path, rows, "对照检查.xlsx", sheet="江海", merges=["A1:E1", "A2:E2"])
    row = got["rows"][0]
    assert (row["subject_level"], row["person"], row["position"]) == ("GR", "江海", "主席")
    assert (got["form"], row["unit_code"]) == ("self_check_person", "U057")


def test_a_column_of_levels_tells_the_team_from_the_person(tmp_path):
    heads = ["层级", "姓名", *CADRE]
    rows = [heads, ["班子", None, "工作效能", "甲办得慢", "3月甲等了51天", "并联审", "6月底"]]
    rows.append(["个人", "罗 伟", "精神状态", "乙抓得少", "4个月没到过现场", "每月到1次", "5月底"])
    got = told(tmp_path, rows, "区水务局对照检查.xlsx")["rows"]
    assert [row["subject_level"] for row in got] == ["BZ", "GR"]


def test_a_unit_with_blanks_between_its_letters_beside_another_unit(tmp_path):
    heads = [*HEADS, "责任单位", "是否完成"]
    row = [*line(1), "自来水公司、 城 管 局", "推进中"]
    got = told(tmp_path, [heads, row], "台账.xlsx", kind="ledger")
    assert got["rows"][0]["duty_unit_codes"] == ["U070", "U031"]
    assert not got["warnings"]


def test_a_bare_day_above_the_headings_is_the_day_of_receipt(tmp_path):
    above = [["单位：（盖章）青山镇　　　　　2026.3.12"], HEADS, line(1, "立行立改")]
    got = told(tmp_path, above)
    assert got["receive_date"] == "2026-03-12"
    above[0] = ["（截至2026年5月12日）"]
    assert told(tmp_path, above)["receive_date"] == "2026-03-20"


@pytest.mark.parametrize(
    ("word", "state"),
    [("√（已验收）", "closed"), ("已落实", "closed"), ("接近完成", "rectifying")],
)
def test_words_for_how_far_it_is(word, state, tmp_path):
    got = told(tmp_path, [[*HEADS, "整改状态"], [*line(1), word]], kind="ledger")
    assert got["rows"][0]["status"] == state


def test_a_telephone_number_in_an_issue_is_reported_without_its_middle(tmp_path):
    row = line(1, example="3月5日张某（手机13812345678）反映等了9天")
    warned = told(tmp_path, [HEADS, row])["warnings"]
    assert [(one["code"], one["value"]) for one in warned] == [
        ("personal_data_in_text", "138****5678")
    ]


def test_a_lone_numbering_before_a_span_of_days(tmp_path):
    rows = [HEADS, line(1, measure="1.15日内补完"), line(2, measure="1.5公里路面重铺")]
    got = told(tmp_path, rows)["rows"]
    assert [row["measures"] for row in got] == [["15日内补完"], ["1.5公里路面重铺"]]


def test_a_roster_of_one_unit_names_it_above_its_headings(tmp_path):
    rows = [
        ["机关干部信息采集表"],
        ["单位（盖章）：青山镇人民政府　　采集日期：2026年4月2日"],
        ["序号", "姓名", "性别", "出生年月", "职务"],
        [1, "宫　羽", "女", "75.2", "党委书记"],
        [None, None, "男", "1979/08", "镇长"],
    ]
    got = told(tmp_path, rows, "采集表.xlsx", kind="roster", merges=["A1:E1", "A2:E2"])
    assert [(row["unit_code"], row["birth"]) for row in got["rows"]] == [("U083", "1975-02")]
    assert [one["reasons"] for one in got["refused"]] == [["missing_name"]]


def test_the_leading_unit_and_the_helping_one_stand_in_one_word(tmp_path):
    heads = [*HEADS, "责任单位", "完成率"]
    row = [*line(1), "水务局（牵头）农业农村局（配合）", "-5%"]
    got = told(tmp_path, [heads, row], "台账.xlsx", kind="ledger")
    assert got["rows"][0]["duty_unit_codes"] == ["U033", "U034"]
    assert [one["code"] for one in got["warnings"]] == ["percent_out_of_range"]
