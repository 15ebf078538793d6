import pytest

from common.workbook import Unreadable
from common.workbook.grid import Cell
from outreach import readings
from tests.sheets import as_csv, expected, read, sample, write

HEADS = ["受理编号", "诉求标题", "主要内容", "承办单位", "来电号码", "转办时间", "办理状态"]


def tickets(tmp_path, *rows, heads=HEADS):
    return read("tickets", write(tmp_path / "工单.xlsx", [heads, *rows]))


def order(number, **over):
    values = {
        "诉求标题": "路灯不亮",
        "主要内容": "学府路11盏路灯不亮",
        "承办单位": "城管局",
        "来电号码": "13812345678",
        "转办时间": "2026/5/6 9:32",
        "办理状态": "办理中",
    }
    values.update(over)
    return [number, *(values[name] for name in HEADS[1:])]


def test_another_export_with_other_headings_is_read(tmp_path):
    got = tickets(tmp_path, order("A1"))
    row = got["rows"][0]
    assert (row["order_no"], row["unit_code"], row["finished"]) == ("A1", "U031", False)
    assert row["dispatched_at"] == "2026-05-06T09:32:00"
    assert row["phone_masked"] == "138****5678"
    assert got["receive_date"] == "2026-05-07"


def test_a_csv_of_the_export_means_the_same(tmp_path):
    got = read("tickets", as_csv(sample(5), tmp_path / "热线.csv"))["rows"]
    for ours, theirs in zip(got, expected(5)["rows"], strict=True):
        assert {**ours, "sheet": None} == {**theirs, "sheet": None}


def test_of_two_units_the_first_leads(tmp_path):
    row = tickets(tmp_path, order("A1", 承办单位="城管局,交警大队"))["rows"][0]
    assert (row["unit_code"], row["unit_codes"]) == ("U031", ["U031", "U064"])


def test_an_order_for_a_unit_nobody_knows_waits_to_be_assigned(tmp_path):
    got = tickets(tmp_path, order("A1", 承办单位="市轨道建设集团"))
    assert got["refused"][0]["reasons"] == ["unknown_unit"]
    assert "待分派" in got["refused"][0]["detail"]


def test_a_number_in_the_text_is_reported_masked(tmp_path):
    got = tickets(tmp_path, order("A1", 主要内容="请回电154 0012 8866，身份证230102198001011234"))
    assert [one["value"] for one in got["warnings"]] == ["154****8866", "230102********1234"]


def test_an_order_twice_without_number_or_words_is_refused(tmp_path):
    rows = [order("A1"), order("A1"), order(None), order("A2", 诉求标题=None, 主要内容=None)]
    got = tickets(tmp_path, *rows)
    reasons = [one["reasons"] for one in got["refused"]]
    assert reasons == [["duplicate_order_no"], ["missing_order_no"], ["missing_content"]]


def test_a_sheet_without_the_unit_column_is_refused_as_a_whole(tmp_path):
    heads = ["办件编号", "诉求主题", "诉求内容"]
    got = tickets(tmp_path, ["A1", "甲", "乙"], heads=heads)
    assert got["refused"][0]["reasons"] == ["missing_required_columns"]


def test_a_workbook_of_something_else_is_no_export(tmp_path):
    with pytest.raises(Unreadable, match="办件编号"):
        tickets(tmp_path, [1, 2], heads=["序号", "金额"])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-06 09:32:10", "2026-05-06T09:32:10"),
        ("2026/5/6 9:32", "2026-05-06T09:32:00"),
        ("2026年5月6日 9时32分", "2026-05-06T09:32:00"),
        ("2026-05-06", "2026-05-06T00:00:00"),
    ],
)
def test_a_moment_is_read_however_it_is_written(text, moment):
    assert readings.moment(Cell(text)).isoformat() == moment
    assert readings.moment(Cell("2026-02-30 10:00")) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("热线单号", "order_no"),
        ("下派时间", "dispatched_at"),
        ("应办结时间", "due_at"),
        ("实际办结时间", "finished_at"),
        ("诉求渠道", "channel"),
        ("工单主题", "title"),
        ("诉求描述", "content"),
        ("派往单位", "unit"),
        ("承办部门", "unit"),
        ("经办科室", "dept"),
        ("市民姓名", "caller"),
        ("来电人电话", "phone"),
        ("处置结果", "reply"),
        ("诉求大类", "cat1"),
        ("问题小类", "cat2"),
        ("当前状态", "status"),
        ("回访内容", None),
    ],
)
def test_headings_of_other_hotlines(heading, field):
    found = readings.headings().matches(heading)
    assert (found[0].name if found else None) == field


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("20260702103000", "2026-07-02 10:30:00"), ("20260702 1030", "2026-07-02 10:30:00")],
)
def test_a_moment_typed_without_stops(typed, moment):
    assert str(readings.moment(Cell(typed))) == moment


@pytest.mark.parametrize(
    ("state", "is_finished"),
    [("已办结（满意）", True), ("办结待回访", True), ("已归档", True), ("退回重办", False)],
)
def test_a_finished_order_with_a_remark_is_finished(state, is_finished):
    assert readings.is_finished(state) is is_finished


def test_helping_units_stand_behind_the_unit_that_leads(tmp_path):
    heads = [*HEADS, "协办单位"]
    row = tickets(tmp_path, [*order("A1"), "住建局、消防大队"], heads=heads)["rows"][0]
    assert (row["unit_code"], row["unit_codes"]) == ("U031", ["U031", "U030", "U063"])


def test_an_order_whose_caller_was_asked_again_is_finished(tmp_path):
    assert tickets(tmp_path, order("A1", 办理状态="已回访"))["rows"][0]["finished"]


@pytest.mark.parametrize(
    ("state", "finished"),
    [
        ("超期办结", True),
        ("按期办结", True),
        ("已完结", True),
        ("超期未办结", False),
        ("待办", False),
    ],
)
def test_an_order_may_be_finished_in_time_or_late(state, finished):
    assert readings.is_finished(state) is finished
