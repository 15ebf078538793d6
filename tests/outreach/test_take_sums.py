"""部门统计: the hotline's own sums come in and are held against ours, every difference shown."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

import outreach.rules as rules
from common.refusal import Refused
from common.workbook import open_workbook
from common.workbook.unreadable import Unreadable
from config.imports import KINDS, setting_of
from outreach.figures import compared
from outreach.models import Sum, Ticket
from outreach.sheets.sums import days_in
from roster.models import Unit
from tests.sheets import write

D = ["部门名称", "转发数量", "应完成数量", "实际完成数量", "超时数量", "延时数量"]
D += ["两次及以上转发数量", "满意", "基本满意", "不满意", "响应率", "解决率", "满意率"]
TITLE = "12345热线部门统计表（2026年2月19日—3月18日）"
A = [
    "办件编号",
    "诉求内容",
    "办理单位",
    "派发时间",
    "承诺完成时间",
    "办结时间",
    "是否满意",
    "是否解决",
]
A += ["是否联系", "是否有效回访", "转办次数"]


@pytest.fixture
def read(tmp_path, campaign):
    def read(*rows, title=TITLE, heads=D, kind="sums"):
        above = [[title]] if title else []
        path = write(tmp_path / "表.xlsx", [*above, heads, *rows], sheet="统计")
        return KINDS[kind].read(open_workbook(path), setting_of(campaign))

    return read


@pytest.fixture
def ours(read, campaign, office):
    """Three tickets of 教育局 in the period: two finished in time, one twice sent and late."""
    day = "2026-03-02 09:00"
    rows = [
        ["B1", "甲", "教育局", day, "2026-03-11", "2026-03-05", "满意", "是", "是", "是", 0],
        ["B2", "乙", "教育局", day, "2026-03-11", "2026-03-06", "基本满意", "是", "是", "是", 0],
        ["B3", "丙", "教育局", day, "2026-03-11", "2026-03-17", "不满意", "否", "是", "是", 2],
    ]
    report = read(*rows, title="", heads=A, kind="tickets")
    rules.take_tickets(report, campaign, by=office)


def line(sent=3, bad=1, rate="63.3%"):
    return ["教育局", sent, 3, 3, 1, 0, 1, 1, 1, bad, "100%", "66.7%", rate]


def test_the_days_stand_in_the_title_as_people_write_them():
    year = 2026
    span = (date(2026, 2, 19), date(2026, 3, 18))
    assert days_in([TITLE], year) == span
    assert days_in(["统计期：2026-02-19至2026-03-18"], year) == span
    assert days_in(["2026年3月部门统计"], year) == (date(2026, 3, 1), date(2026, 3, 31))
    assert days_in(["12月19日至1月18日"], 2025) == (date(2025, 12, 19), date(2026, 1, 18))
    assert days_in(["12345热线部门统计表"], year) is None


def test_a_table_without_its_days_is_refused_with_what_to_write(read):
    report = read(line(), title="12345热线部门统计表")
    assert not report.rows
    assert "没有写统计期" in report.refused[0].sentence


def test_a_workbook_that_is_no_such_table_is_said_to_be_none(read):
    with pytest.raises(Unreadable, match="部门统计表"):
        read(["甲", "乙"], heads=["姓名", "职务"])


def test_unknown_departments_doubles_and_words_for_numbers_are_refused(read):
    report = read(line(), line(), ["轨道集团", *line()[1:]], line(sent="若干"))
    reasons = [one.reasons for one in report.refused]
    assert reasons == [["twice_unit"], ["unknown_unit"], ["twice_unit", "no_number"]]


def test_both_sides_are_shown_and_the_differences_named(read, ours, campaign, office, unit):
    rules.take_sums(read(line(sent=4), ["合计", *line(sent=4)[1:]]), campaign, by=office)
    span = (date(2026, 2, 19), date(2026, 3, 18))
    (one,) = compared(Sum.objects.all(), Ticket.objects.all(), *span)
    assert {pair.name: pair.gap for pair in one.pairs if pair.gap is not None} == {"sent": 1}
    assert {pair.name: pair.ours for pair in one.pairs if not pair.is_rate} == {
        "sent": 3,
        "owed": 3,
        "done": 3,
        "late": 1,
        "twice": 1,
        "content": 1,
        "fair": 1,
        "bad": 1,
    }
    rules.take_sums(read(line()), campaign, by=office)
    (one,) = compared(Sum.objects.all(), Ticket.objects.all(), *span)
    assert not one.differs


def test_a_unit_the_hotline_leaves_out_is_named(read, ours, campaign, office):
    rules.take_sums(read(["卫健局", *line()[1:]]), campaign, by=office)
    span = (date(2026, 2, 19), date(2026, 3, 18))
    lines = compared(Sum.objects.all(), Ticket.objects.all(), *span)
    assert [(one.unit.short, one.is_listed, one.differs) for one in lines] == [
        ("教育局", False, True),
        ("卫健局", True, True),
    ]


def test_the_page_leads_from_a_number_to_its_tickets_and_gives_a_workbook(
    read, ours, campaign, office, sign_in, unit
):
    desk = sign_in(office)
    assert "还没有导入热线平台" in desk.get(reverse("outreach:sums")).content.decode()
    rules.take_sums(read(line(sent=5)), campaign, by=office)
    page = desk.get(reverse("outreach:sums")).content.decode()
    assert "差 2" in page
    assert "对不上的 1" in page
    asked = {"unit": unit.pk, "counted": "late", "first": "2026-02-19", "last": "2026-03-18"}
    rows = desk.get(reverse("outreach:tickets"), asked).context["page"].rows
    assert [row.order_no for row in rows] == ["B3"]
    book = desk.get(reverse("outreach:export_sums")).content
    cells = [row[1:4] for row in openpyxl.load_workbook(io.BytesIO(book)).active.values]
    assert cells[2:] == [("热线平台", 0, 5), ("本系统", "", 3), ("相差", "", 2)] or cells[2:] == [
        ("热线平台", 0, 5),
        ("本系统", None, 3),
        ("相差", None, 2),
    ]


def test_the_page_asks_few_questions(
    read, ours, campaign, office, sign_in, django_assert_max_num_queries
):
    rules.take_sums(read(line(), ["卫健局", *line()[1:]]), campaign, by=office)
    desk = sign_in(office)
    with django_assert_max_num_queries(22):
        desk.get(reverse("outreach:sums"))


def test_a_unit_sees_its_own_line_and_brings_nothing_in(
    read, ours, campaign, office, stranger, sign_in
):
    rules.take_sums(read(line()), campaign, by=office)
    page = sign_in(stranger).get(reverse("outreach:sums"))
    assert "教育局" not in page.content.decode()
    with pytest.raises(Refused, match="办公室"):
        rules.take_sums(read(line()), campaign, by=stranger)


def test_a_unit_that_left_the_roster_since_the_preview_is_named(read, campaign, office, unit):
    report = read(line())
    Unit.objects.filter(pk=unit.pk).update(code="Z-GONE")
    with pytest.raises(Refused, match="第3行：名册里没有编码为"):
        rules.take_sums(report, campaign, by=office)
    assert not Sum.objects.exists()
