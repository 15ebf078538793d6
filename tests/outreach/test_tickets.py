"""The hotline: three column sets in, matched by number, clocks from dispatch, rates by window."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

import outreach.rules as rules
from campaigns.workdays import Calendar
from common.refusal import Refused
from common.workbook import open_workbook
from config.imports import KINDS, setting_of
from exchange.models import Transfer
from notices.models import Notice
from outreach import figures
from outreach.models import Stray, Ticket
from tests.sheets import write

A = ["办件编号", "诉求主题", "诉求内容", "办理单位", "诉求人", "诉求人电话", "派发时间", "办件状态"]
B = ["创建时间", "办结时间", "一级分类", "被反映街乡镇", "二级承办单位简称", "主要内容", "处理结果"]
B += ["是否有效回访", "是否联系", "是否解决", "是否满意"]
C = ["标题", "转办单工单编号", "联系号码", "诉求内容", "转办单回复内容", "诉求类型", "转办单满意度"]
C += ["转办单不满意回访内容", "重办次数", "承办单位"]
WORDS = "请回电13812345678，园方等不到认定结果"


@pytest.fixture
def bring(tmp_path, campaign, office):
    """Bring a workbook in as the office does; returns how many lines became tickets."""

    def brought(heads, *rows):
        book = open_workbook(write(tmp_path / "工单.xlsx", [heads, *rows]))
        report = KINDS["tickets"].read(book, setting_of(campaign))
        return rules.take_tickets(report, campaign, by=office)

    return brought


@pytest.fixture
def sent(bring):
    """One ticket of 教育局, dispatched on Friday 6 March."""
    bring(
        A, ["BJ1", "认定慢", WORDS, "教育局", "王女士", "13912345678", "2026-03-06 09:00", "办理中"]
    )
    return Ticket.objects.get()


def call_back(valid="是", contacted="是", solved="是", content="满意", words=WORDS):
    start, end = "2026-03-05 10:00", "2026-03-12 10:00"
    return [
        start,
        end,
        "教育",
        "红旗街道",
        "教育局",
        words,
        "已认定",
        valid,
        contacted,
        solved,
        content,
    ]


def test_nobody_is_kept_by_name_or_number(sent):
    assert "138****5678" in sent.content
    assert sent.phone_masked == "139****5678"
    assert not any("王女士" in str(value) for value in vars(sent).values())


def test_the_clock_starts_at_the_dispatch_and_counts_workdays(sent):
    assert sent.due_at.date() == date(2026, 3, 17)
    assert sent.spent(Calendar(), date(2026, 3, 10)) == 2
    assert sent.is_late(now())
    assert list(Ticket.objects.late(now())) == [sent]


def test_a_call_back_without_number_finds_its_ticket_by_its_words(sent, bring):
    bring(B, call_back(content="基本满意"))
    row = Ticket.objects.get()
    assert (row.satisfied, row.is_solved, row.town) == ("fair", True, "红旗街道")
    assert row.order_no == "BJ1"
    assert row.phone_masked == "139****5678"
    assert not Stray.objects.exists()


def test_what_cannot_be_matched_waits_and_is_placed_once(sent, bring, office, unit):
    for _ in range(2):
        bring(B, call_back(words="另一件事"))
        bring(A, ["BJ9", "乙", "丙", "市轨道建设集团", "", "", "2026-03-06", "办理中"])
    assert Stray.objects.count() == 2
    row = Stray.objects.get(order_no="BJ9")
    ticket = rules.place_ticket(row, by=office, unit=unit, order_no="BJ9")
    assert (ticket.unit, ticket.content) == (unit, "丙")
    with pytest.raises(Refused, match="已经对应过"):
        rules.place_ticket(Stray.objects.get(pk=row.pk), by=office, unit=unit, order_no="BJ9")


def test_a_ticket_done_over_three_times_is_raised_and_ruled(sent, bring, office, other_unit):
    line = ["认定慢", "BJ1", "", WORDS, "已答复", "投诉", "不满意", "仍未认定", 3, "教育局"]
    bring(C, line)
    bring(C, line)
    sent.refresh_from_db()
    assert (sent.satisfied, sent.complaint, sent.redos) == ("no", "仍未认定", 3)
    assert list(Ticket.objects.bouncing()) == [sent]
    assert Notice.objects.filter(person=office, key=f"ticket-bounce-{sent.pk}").count() == 1
    rules.rule_ticket(sent, by=office, unit=other_unit, ruling="由卫健局牵头，教育局配合")
    bring(C, line)
    sent.refresh_from_db()
    assert sent.unit == other_unit


def test_the_three_rates_stand_on_valid_call_backs(sent, bring, campaign):
    bring(B, call_back(content="基本满意"))
    more = [["满意", "是"], ["不满意", "否"], ["", ""]]
    for number, (content, solved) in enumerate(more, 2):
        words = f"第{number}件事"
        bring(A, [f"BJ{number}", "甲", words, "教育局", "", "", "2026-03-06", "已办结"])
        valid = "是" if content else "否"
        bring(B, call_back(valid, "是", solved, content, words))
    window = figures.window_of("", date(2026, 3, 12), campaign)
    assert (window.first, window.last) == (date(2026, 2, 19), date(2026, 3, 18))
    one, total = figures.rates(Ticket.objects.within(window.first, window.last))
    assert (one.counts["all"], one.counts["visited"]) == (4, 3)
    assert [str(x) for x in (one.response, one.solution, one.satisfaction)] == [
        "100.0",
        "66.7",
        "63.3",
    ]
    assert str(one.composite) == "68.7"
    assert one.is_low
    assert total.counts == one.counts
    assert not figures.rates(Ticket.objects.within(date(2026, 3, 19), date(2026, 4, 18)))


def test_the_window_runs_from_the_nineteenth():
    window = figures.month_window(date(2026, 1, 5))
    assert (window.first, window.last) == (date(2025, 12, 19), date(2026, 1, 18))
    assert window.before.last == date(2025, 12, 18)


def test_the_daily_report_runs_from_noon_to_noon(bring, campaign, office, sign_in):
    ends = ["2026-03-11 11:59", "2026-03-11 12:00", "2026-03-12 11:59", "2026-03-12 12:00"]
    heads = ["办件编号", "诉求内容", "办理单位", "办结时间"]
    bring(heads, *([f"D{n}", f"第{n}件", "教育局", end] for n, end in enumerate(ends)))
    desk = sign_in(office)
    page = desk.get(reverse("outreach:hotline"), {"window": "daily", "day": "2026-03-12"})
    assert page.context["lines"][-1].counts["all"] == 2
    words = page.content.decode()
    assert "2026-03-11 12时至2026-03-12 12时" in words
    rows = desk.get(reverse("outreach:tickets"), {"daily": "2026-03-12"}).context["page"].rows
    assert sorted(row.order_no for row in rows) == ["D1", "D2"]
    before = figures.daily_window(date(2026, 3, 12)).before
    assert before.said == "2026-03-10 12时至2026-03-11 12时"
    one = desk.get(reverse("outreach:hotline"), {"window": "day", "day": "2026-03-11"})
    assert one.context["lines"][-1].counts["all"] == 2
    assert desk.get(reverse("outreach:export_hotline"), {"window": "daily"}).status_code == 200


@pytest.mark.parametrize("form", ["dispatch", "call_back", "supervised"])
def test_each_column_set_that_goes_out_comes_in_again(
    sent, bring, sign_in, office, form, tmp_path, campaign
):
    bring(B, call_back())
    answer = sign_in(office).get(reverse("outreach:export_tickets"), {"form": form})
    path = tmp_path / "导出.xlsx"
    path.write_bytes(answer.content)
    report = KINDS["tickets"].read(open_workbook(path), setting_of(campaign))
    assert [row["order_no"] for row in report.rows] == ["BJ1"]
    assert "13912345678" not in str(
        list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    )
    rules.take_tickets(report, campaign, by=office)
    assert Ticket.objects.get().satisfied == "yes"


def test_a_ticket_goes_on_the_list_with_the_way_back(sent, clerk, sign_in):
    page = sign_in(clerk).post(reverse("outreach:adopt_ticket", args=[sent.pk]), follow=True)
    sent.refresh_from_db()
    assert sent.issue.source == "S10"
    assert sent.issue.number in page.content.decode()
    with pytest.raises(Refused, match="已经列入"):
        rules.adopt_ticket(sent, by=clerk)


def test_the_pages_show_clock_rates_and_strays(sent, bring, office, sign_in):
    bring(A, ["BJ9", "乙", "丙", "市轨道建设集团", "", "", "2026-03-06", "办理中"])
    desk = sign_in(office)
    assert "超期 1" in desk.get(reverse("outreach:tickets")).content.decode()
    assert "市轨道建设集团" in desk.get(reverse("outreach:strays")).content.decode()
    assert "时限7个工作日" in desk.get(sent.get_absolute_url()).content.decode()
    page = desk.get(reverse("outreach:hotline"), {"day": "2026-03-12"}).content.decode()
    assert "2026-02-19至2026-03-18" in page
    assert desk.get(reverse("outreach:export_hotline")).status_code == 200
    assert "看不懂" in desk.get(reverse("outreach:hotline"), {"day": "三月"}).content.decode()
    assert not desk.get(reverse("outreach:tickets"), {"state": "bad"}).context["page"].rows


def test_a_stranger_neither_sees_nor_handles_a_ticket(sent, stranger, unit, sign_in, campaign):
    desk = sign_in(stranger)
    assert not desk.get(reverse("outreach:tickets")).context["page"].rows
    assert desk.get(sent.get_absolute_url()).status_code == 404
    assert desk.get(reverse("outreach:strays")).status_code == 404
    stray = Stray(campaign=campaign, content="甲")
    deeds = [
        lambda: rules.rule_ticket(sent, by=stranger, unit=unit, ruling="甲"),
        lambda: rules.place_ticket(stray, by=stranger, unit=unit, order_no="1"),
        lambda: rules.adopt_ticket(sent, by=stranger),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()


def test_a_large_export_takes_as_many_statements_as_a_small_one(bring):
    def rows(first, last, state):
        words = ("甲", "教育局", "", "", "2026-03-06", state)
        return [[f"N{number}", f"第{number}件", *words] for number in range(first, last)]

    def asked(*lines):
        with CaptureQueriesContext(connection) as asked:
            bring(A, *lines)
        return len(asked)

    few, many = asked(*rows(0, 3, "办理中")), asked(*rows(3, 150, "办理中"))
    assert many <= few + 5
    changed = asked(*rows(0, 150, "已办结"))
    assert Ticket.objects.filter(is_finished=True).count() == 150
    assert changed <= few + 5
    assert asked(*rows(0, 150, "已办结")) < changed


def test_many_bouncing_tickets_at_once_are_told_in_one_line(bring, office):
    lines = [["慢", f"M{n}", "", f"第{n}件", "", "", "", "", 3, "教育局"] for n in range(8)]
    bring(C, *lines)
    bring(C, *lines)
    notice = Notice.objects.get(person=office)
    assert "有8件热线工单" in notice.text


def test_the_preview_says_what_is_matched_and_what_waits(sent, office, sign_in, tmp_path, campaign):
    rows = [call_back(), call_back(words="另一件事")]
    path = write(tmp_path / "回访.xlsx", [B, *rows])
    report = KINDS["tickets"].read(open_workbook(path), setting_of(campaign))
    assert rules.matched_tickets(report, campaign) == {("问题清单", 2): "按内容对应工单BJ1"}
    desk = sign_in(office)
    with path.open("rb") as file:
        asked = {"kind": "tickets", "file": file}
        page = desk.post(reverse("exchange:import"), asked, follow=True).content.decode()
    assert "按内容对应工单BJ1" in page
    assert "待对应1行，退回0行" in page
    assert "确认导入1行，另1行待对应" in page
    transfer = Transfer.objects.get()
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    sent.refresh_from_db()
    assert sent.satisfied == "yes"
    assert [row.content for row in Stray.objects.all()] == ["另一件事"]
