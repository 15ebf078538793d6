"""The preview of an import: what stood in a cell, how it was read, what was learnt on the page."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

import exchange.rules as exchange
import roster.rules
from common.refusal import Refused
from config.tasks import take_up
from config.transfers import job
from exchange.models import Heading, Transfer
from issues.models import Issue
from roster.models import Alias, Unit
from tests import builders
from tests.sheets import sample, write

HEADS = ["序号", "单位", "问题类别", "毛病在哪", "具体事例", "整改措施", "完成时限", "责任人"]
ROW = [1, "区教育局", "不担当", "推诿群众来访", "3月推诿2次", "1.包案；2.回访", "立行立改", "张三"]


@pytest.fixture
def desk(office, sign_in, dictionaries):
    roster.rules.install_units()
    builders.make_campaign(units=Unit.objects.all())
    return sign_in(office)


def upload(client, path, kind="issues"):
    with path.open("rb") as file:
        return client.post(reverse("exchange:import"), {"kind": kind, "file": file})


def brought(client, tmp_path, rows, name="清单.xlsx"):
    upload(client, write(tmp_path / name, rows))
    return Transfer.objects.order_by("-pk").first()


def page_of(client, transfer, **asked):
    return client.get(reverse("exchange:preview", args=[transfer.pk]), asked)


def text_of(client, transfer, **asked):
    return page_of(client, transfer, **asked).content.decode()


def renamed(word):
    return [word if head == "毛病在哪" else head for head in HEADS]


def test_each_cell_is_told_with_what_it_was_read_as(desk, tmp_path):
    page = text_of(desk, brought(desk, tmp_path, [renamed("存在问题"), ROW]))
    assert "推诿群众来访" in page
    assert "→ 2026-04-03（收到后10个工作日）" in page
    assert "→ 1. 包案\n2. 回访" in page


def test_a_faulty_cell_has_its_sentence_beside_it(desk):
    upload(desk, sample(8))
    transfer = Transfer.objects.get()
    shown = page_of(desk, transfer, only="refused").context["shown"]
    rows = {row["number"]: row for part in shown.parts for row in part["rows"]}
    faults = [mark["said"] for cell in rows[11]["cells"] for mark in cell["marks"]]
    assert faults == ["完成时限“2月30日”不是真实存在的日期，请更正"]


def test_an_unknown_heading_is_pointed_at_a_field_and_remembered(desk, tmp_path):
    transfer = brought(desk, tmp_path, [HEADS, ROW])
    assert "看不出哪一列是“存在问题”" in text_of(desk, transfer)
    url = reverse("exchange:learn_headings", args=[transfer.pk])
    assert "已记住1处对应关系" in desk.post(url, {"0-4": "issue"}, follow=True).content.decode()
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    assert Issue.objects.get().text == "推诿群众来访"
    again = brought(desk, tmp_path, [HEADS, [*ROW[:3], "另一件事", *ROW[4:]]])
    assert "可导入1行" in text_of(desk, again)


def test_a_column_read_wrongly_is_left_out_when_told_so(desk, tmp_path):
    transfer = brought(desk, tmp_path, [renamed("存在问题"), ROW])
    url = reverse("exchange:learn_headings", args=[transfer.pk])
    desk.post(url, {"0-8": ""})
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    assert Issue.objects.get().owner == ""


def test_a_remembered_heading_can_be_forgotten(desk, tmp_path):
    transfer = brought(desk, tmp_path, [HEADS, ROW])
    desk.post(reverse("exchange:learn_headings", args=[transfer.pk]), {"0-4": "issue"})
    heading = Heading.objects.get()
    assert "毛病在哪" in desk.get(reverse("exchange:headings")).content.decode()
    desk.post(reverse("exchange:forget_heading", args=[heading.pk]))
    assert not Heading.objects.exists()
    assert "看不出哪一列" in text_of(desk, brought(desk, tmp_path, [HEADS, ROW]))


def test_what_one_unit_calls_a_column_says_nothing_for_another(desk, office, unit_clerks):
    ours, theirs = unit_clerks
    words = {"key": "毛病在哪", "label": "毛病在哪", "field": "issue"}
    exchange.learn_heading("issues", ours.unit, by=ours, **words)
    assert Heading.objects.of("issues", ours.unit).told() == {"毛病在哪": "issue"}
    assert Heading.objects.of("issues", theirs.unit).told() == {}
    assert Heading.objects.of("issues", None).told() == {}


@pytest.fixture
def unit_clerks(desk):
    units = Unit.objects.filter(code__in=["U021", "U033"]).order_by("code")
    return [builders.make_user(f"c{one.code}", "联络员", "clerk", unit=one) for one in units]


def test_a_stranger_teaches_nothing(desk, unit_clerks):
    ours, stranger = unit_clerks
    words = {"key": "毛病", "label": "毛病", "field": "issue"}
    with pytest.raises(Refused, match="只能由本单位"):
        exchange.learn_heading("issues", ours.unit, by=stranger, **words)
    heading = exchange.learn_heading("issues", ours.unit, by=ours, **words)
    with pytest.raises(Refused, match="只能由本单位"):
        exchange.forget_heading(heading, by=stranger)


def test_an_unknown_unit_is_named_on_the_page_and_known_from_then_on(desk, tmp_path):
    rows = [renamed("存在问题"), [1, "教体系统总校", *ROW[2:]]]
    transfer = brought(desk, tmp_path, rows)
    assert "不认识的单位名称" in text_of(desk, transfer)
    education = Unit.objects.get(code="U021")
    url = reverse("exchange:learn_units", args=[transfer.pk])
    page = desk.post(url, {"unit-0": education.pk}, follow=True).content.decode()
    assert "可导入1行" in page and "不认识的单位名称" not in page
    assert Alias.objects.get(name="教体系统总校").unit == education


def test_rows_that_are_stored_already_are_shown_and_skipped(desk, tmp_path):
    first = brought(desk, tmp_path, [renamed("存在问题"), ROW])
    desk.post(reverse("exchange:confirm", args=[first.pk]))
    more = [2, *ROW[1:3], "超期不回复", *ROW[4:]]
    second = brought(desk, tmp_path, [renamed("存在问题"), ROW, more])
    page = text_of(desk, second)
    number = Issue.objects.get().number
    assert "已在库中1行" in page and f"库中编号{number}" in page
    desk.post(reverse("exchange:confirm", args=[second.pk]))
    assert Issue.objects.count() == 2
    third = brought(desk, tmp_path, [renamed("存在问题"), ROW, more])
    answer = desk.post(reverse("exchange:confirm", args=[third.pk]), follow=True)
    assert "都已经在库中" in answer.content.decode()


def test_the_same_workbook_comes_back_with_a_word_beside_every_row(desk):
    upload(desk, sample(8))
    transfer = Transfer.objects.get()
    answer = desk.get(reverse("exchange:returned", args=[transfer.pk]))
    sheet = load_workbook(BytesIO(b"".join(answer))).worksheets[0]
    original = load_workbook(sample(8)).worksheets[0]
    heads = {cell.value: cell.column for row in sheet.iter_rows(1, 6) for cell in row}
    column = heads["导入结果"]
    assert column == original.max_column + 1
    assert sheet.cell(11, column).value.startswith("退回：完成时限“2月30日”")
    assert any(cell.comment and "2月30日" in cell.comment.text for cell in sheet[11])
    assert sheet.cell(11, 2).value == original.cell(11, 2).value


def test_the_returned_workbook_mended_is_read_again(desk, tmp_path):
    bad = [2, *ROW[1:3], "无人接听电话", "", *ROW[5:]]
    transfer = brought(desk, tmp_path, [renamed("存在问题"), ROW, bad])
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    answer = desk.get(reverse("exchange:returned", args=[transfer.pk]))
    book = load_workbook(BytesIO(b"".join(answer)))
    assert book.active.cell(2, 9).value == "已导入"
    book.active.cell(3, 5).value = "5月6日电话响了9次无人接"
    book.save(tmp_path / "改好.xlsx")
    upload(desk, tmp_path / "改好.xlsx")
    again = Transfer.objects.order_by("-pk").first()
    page = text_of(desk, again)
    assert "可导入1行，退回0行" in page and "导入结果”" not in page
    desk.post(reverse("exchange:confirm", args=[again.pk]))
    assert Issue.objects.count() == 2


def test_a_large_file_is_read_and_entered_by_the_sweep(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(job, "QUEUED_FROM", 10)
    transfer = brought(desk, tmp_path, [renamed("存在问题"), ROW])
    page = text_of(desk, transfer)
    assert "正在后台处理" in page and "排队中" in page
    state = reverse("exchange:state", args=[transfer.pk])
    assert "HX-Refresh" not in desk.get(state)
    take_up()
    assert desk.get(state)["HX-Refresh"] == "true"
    assert "可导入1行" in text_of(desk, transfer)
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    assert not Issue.objects.exists()
    take_up()
    transfer.refresh_from_db()
    assert transfer.status == Transfer.Status.FINISHED and Issue.objects.count() == 1


def test_a_large_file_that_cannot_be_read_says_why(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(job, "QUEUED_FROM", 10)
    path = tmp_path / "x.xlsx"
    path.write_text("<html>一张网页</html>")
    upload(desk, path)
    take_up()
    transfer = Transfer.objects.get()
    assert transfer.status == Transfer.Status.FAILED
    assert "网页" in text_of(desk, transfer)


def test_a_file_whose_worker_is_gone_is_given_up(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(job, "QUEUED_FROM", 10)
    transfer = brought(desk, tmp_path, [renamed("存在问题"), ROW])
    exchange.take(transfer)
    Transfer.objects.update(taken_at=transfer.created_at.replace(year=2020))
    take_up()
    transfer.refresh_from_db()
    assert "请重新上传" in transfer.fault


def test_the_preview_shows_fifty_rows_a_page_and_asks_few_questions(
    desk, tmp_path, django_assert_max_num_queries
):
    rows = [[at, *ROW[1:3], f"第{at}件事没办", *ROW[4:]] for at in range(1, 121)]
    transfer = brought(desk, tmp_path, [renamed("存在问题"), *rows])
    with django_assert_max_num_queries(16):
        page = text_of(desk, transfer, page="3")
    assert "第101件事没办" in page and "第100件事没办" not in page
    assert "共<b>120</b>行，第3页" in page
