from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

import activities.rules as rules
from activities.models import Activity
from activities.sheets.register import facts_of, told_facts
from exchange.models import Transfer

HEADINGS = ("日期", "单位", "种类", "名称", "主持人", "参加人数", "登记项", "情况")


@pytest.fixture
def kinds(db):
    rules.install_kinds()


def _upload(client, *rows):
    book, file = Workbook(), BytesIO()
    book.active.append(("全区会议学习登记表",))
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(file)
    upload = SimpleUploadedFile("登记.xlsx", file.getvalue())
    client.post(reverse("exchange:import"), {"kind": "activities", "file": upload})
    return Transfer.objects.order_by("-pk").first()


def test_a_dozen_meetings_come_in_by_workbook(campaign, unit, clerk, kinds, sign_in):
    client = sign_in(clerk)
    transfer = _upload(
        client,
        (
            "5月12日",
            unit.name,
            "集中学习",
            "学条例",
            "郑安",
            "32人",
            "形式：集中；授课人：郑安",
            "",
        ),
        ("2026-05-13", unit.name, "动员会", "动员部署会", "郑安", 40, "", "全员参加"),
    )
    client.post(reverse("exchange:confirm", args=[transfer.pk]))
    study, meeting = Activity.objects.order_by("held_on")
    assert (str(study.held_on), study.attended_count) == ("2026-05-12", 32)
    assert study.facts == {"形式": "集中", "授课人": "郑安"}
    assert meeting.title == "动员部署会"


def test_rows_that_cannot_be_read_say_why(campaign, unit, clerk, kinds, sign_in):
    transfer = _upload(
        sign_in(clerk),
        ("上周", unit.name, "集中学习", "学条例", "", 3, "", ""),
        ("5月12日", unit.name, "茶话会", "喝茶", "", "若干", "", ""),
    )
    said = "".join(one["detail"] for one in transfer.outcome["refused"])
    assert "日期“上周”看不懂" in said
    assert "没有名为“茶话会”的活动种类" in said
    assert "人数“若干”不是数字" in said


def test_meetings_of_other_units_do_not_come_in(campaign, unit, stranger, kinds, sign_in):
    client = sign_in(stranger)
    transfer = _upload(client, ("5月12日", unit.name, "动员会", "会", "", 3, "", ""))
    if transfer is not None:
        client.post(reverse("exchange:confirm", args=[transfer.pk]))
    assert not Activity.objects.exists()


def test_the_fields_of_a_kind_survive_the_way_out_and_back():
    facts = {"形式": "集中", "授课人": "郑安"}
    assert facts_of(told_facts(facts)) == facts
