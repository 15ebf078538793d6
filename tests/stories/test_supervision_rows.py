"""Supervision as the documents tell it, by HTTP: look, press, card, expose, focus, register."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

import supervision.rules as rules
from issues.models import Issue
from supervision.models import Card, Entry, Exposure, Focus, Inspection, Order, Plan, Rung
from tests import builders
from tests.hostile.build import photo
from tests.stories.desk import Person

TODAY = localdate()
JPEG = photo()


@pytest.fixture
def people(campaign, office, inspector, leader, clerk, head, stranger, sign_in):
    rules.install_rungs()
    cast = {"office": office, "inspector": inspector, "leader": leader}
    cast |= {"clerk": clerk, "head": head, "stranger": stranger}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def words_of(person, address):
    """The paragraphs and cells of a Word paper fetched from its page."""
    document = docx.Document(BytesIO(person.client.get(address).content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([line.text for line in document.paragraphs] + cells)


def test_a_quarterly_plan_is_drawn_twice_at_random_walked_and_fed_into_the_ledger(
    people, unit, other_unit
):
    """000-39, 001-41, 003-19, 003-20, 004-04, 004-39, 004-40."""
    office, inspector, clerk = people["office"], people["inspector"], people["clerk"]
    fields = {"title": "三季度察访", "rhythm": "quarter", "starts_on": TODAY, "focus": "窗口"}
    fields |= {"ends_on": TODAY + timedelta(days=60), "teams": "一组 赵正\n二组 何平", "share": 2}
    office.post("supervision:plan_inspections", **fields, units=[unit.pk, other_unit.pk])
    plan = Plan.objects.get()
    office.post("supervision:draw", plan.pk, seed="2026200期", witness="公证员段铁军")
    page = office.get("supervision:plan", plan.pk)
    assert "公证员段铁军" in page and page.count("尚未督查") == 2
    inspector.post(
        "supervision:inspect",
        unit=unit.pk,
        method="untold",
        inspected_on=TODAY,
        inspectors="赵正",
        text="直奔服务大厅，调看监控",
        findings="两个窗口空岗40分钟\n投诉电话无人接",
        photos=[SimpleUploadedFile("现场.jpg", JPEG)],
    )
    row = Inspection.objects.get()
    assert "直奔服务大厅" not in clerk.get("supervision:inspections")
    hidden = clerk.client.get(f"/supervision/photos/{row.photos.get().pk}/")
    assert hidden.status_code == 404
    inspector.post("supervision:release", row.pk)
    assert "四不两直" in clerk.get("supervision:inspections")
    given = clerk.client.get(f"/supervision/photos/{row.photos.get().pk}/")
    assert b"".join(given.streaming_content).startswith(JPEG[:20])
    inspector.post("supervision:raise_issue", row.findings.first().pk)
    assert Issue.objects.get().origin == f"四不两直 {TODAY}"
    assert office.get("supervision:plan", plan.pk).count("尚未督查") == 1


def test_a_page_that_calls_itself_a_picture_is_not_kept(people, unit):
    """000-39: attachments are told by their content."""
    said = people["inspector"].post(
        "supervision:inspect",
        unit=unit.pk,
        method="covert",
        inspected_on=TODAY,
        inspectors="赵正",
        text="查看台账",
        photos=[SimpleUploadedFile("现场.jpg", b"<script>alert(1)</script>")],
    )
    assert "附件“现场.jpg”不是图片" in said
    assert "查看台账" in said
    assert not Inspection.objects.exists()


def test_pressing_goes_one_paper_further_each_time_and_is_signed_for(people, unit):
    """000-38, 001-24, 003-21, 004-38, 004-39."""
    office, clerk = people["office"], people["clerk"]
    fields = {"unit": unit.pk, "subject": "12345反复投诉", "due_on": TODAY}
    office.post("supervision:send_order", **fields, content="三日内回访反映人", kind="order")
    first = Order.objects.get()
    clerk.post("supervision:acknowledge", first.pk)
    assert "三日内回访反映人" in words_of(clerk, f"/supervision/orders/{first.pk}/paper/")
    office.post(
        "supervision:send_order", **fields, content="再限期", kind="reminder", follows=first.pk
    )
    second = Order.objects.exclude(pk=first.pk).get()
    clerk.post("supervision:acknowledge", second.pk)
    clerk.post("supervision:answer_order", second.pk, feedback="已逐户回访，反映人认可")
    said = words_of(office, f"/supervision/orders/{second.pk}/receipt/")
    assert "已逐户回访" in said


def test_a_card_runs_from_the_trial_to_the_lifting_and_into_the_grade(people, campaign, unit):
    """004-37, 004-38, 003-30: proposed from facts, signed by a person, no quota anywhere."""
    for _ in range(6):
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=40))
    office, inspector, head = people["office"], people["inspector"], people["head"]
    trial = office.get("supervision:would_get")
    assert "6件问题" in trial and not Card.objects.exists()
    red = Rung.objects.get(code="red")
    inspector.post("supervision:propose_card", unit=unit.pk, rung=red.pk, reason="6件逾期")
    card = Card.objects.get()
    office.post("supervision:sign_card", card.pk)
    card.refresh_from_db()
    assert card.status == Card.Status.PROPOSED
    people["leader"].post("supervision:sign_card", card.pk)
    assert "书面说明原因" in words_of(head, f"{card.get_absolute_url()}notice/")
    head.post("supervision:respond", card.pk, response="人手调整，本周办完")
    inspector.post(
        "supervision:record_talk",
        card.pk,
        talked_on=TODAY,
        host="何向阳",
        guest="郑安",
        text="逐件说明原因",
    )
    Issue.objects.update(status=Issue.Status.CLOSED, closed_on=TODAY, closed_at=now())
    head.post("supervision:ask_lift", card.pk, ground="六件全部销号")
    inspector.post("supervision:lift_card", card.pk, answer="已逐件核实")
    card.refresh_from_db()
    assert card.status == Card.Status.LIFTED
    assert "已解除" in people["office"].get("supervision:cards")


def test_what_is_exposed_has_been_approved_names_nobody_and_shows_what_came_of_it(people, unit):
    """000-40, 001-40, 004-31."""
    people["inspector"].post("supervision:expose", unit=unit.pk, text="某窗口上班时间无人")
    row = Exposure.objects.get()
    assert "上班时间无人" not in people["stranger"].get("supervision:exposures")
    people["leader"].post("supervision:answer_exposure", row.pk, agrees="1")
    assert "上班时间无人" in people["stranger"].get("supervision:exposures")
    people["inspector"].post("supervision:follow_exposure", row.pk, later="双岗值守，已整改")
    assert "双岗值守" in people["stranger"].get("supervision:exposures")


def test_a_focus_unit_is_confirmed_stationed_at_and_leaves_by_its_rule(people, unit):
    """000-37, 000-38, 001-38."""
    people["inspector"].post("supervision:propose_focus", unit=unit.pk, ground="满意度低、投诉多")
    row = Focus.objects.get()
    people["leader"].post(
        "supervision:decide_focus",
        row.pk,
        agrees="1",
        exit_rule="逾期清零且评议不在末位",
        team="驻点一组",
        stationed_on=TODAY,
    )
    people["inspector"].post(
        "supervision:inspect",
        unit=unit.pk,
        method="station",
        inspected_on=TODAY,
        inspectors="驻点一组",
        text="驻点第一日",
    )
    page = people["office"].get("supervision:focus")
    assert "驻点一组" in page and "逾期清零且评议不在末位" in page
    people["office"].post("supervision:leave_focus", row.pk, note="条件已达到")
    row.refresh_from_db()
    assert row.left_on == TODAY


@pytest.mark.parametrize(
    ("kind", "people_count", "matters", "shown"),
    [
        ("chief", 43, 0, "约谈一把手"),
        ("clue", 0, 22, "问题线索"),
        ("filing", 0, 16, "立案"),
        ("first", 18, 0, "第一种形态"),
        ("handled", 34, 29, "处理处分"),
        ("liability", 2, 1, "问责"),
        ("praise", 5, 0, "表彰"),
        ("use", 0, 3, "结果运用"),
    ],
)
def test_the_registers_hold_numbers_and_paper_numbers_only(
    people, unit, kind, people_count, matters, shown
):
    """001-42, 001-43, 001-44, 003-22, 003-23, 004-27, 004-28, 004-29: counts, never matters."""
    people["office"].post(
        "supervision:note_entry",
        kind=kind,
        noted_on=TODAY,
        unit=unit.pk,
        people=people_count,
        matters=matters,
        paper_number="纪〔2026〕3号",
    )
    assert Entry.objects.get().kind == kind
    assert shown in people["inspector"].get("supervision:entries")
    book = load_workbook(
        BytesIO(people["office"].client.get("/supervision/register/export/").content)
    )
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {shown, people_count, matters, "纪〔2026〕3号"} <= set(cells)
    refused = people["head"].client.get("/supervision/register/")
    assert refused.status_code == 404


def test_a_sample_of_served_people_is_called_back_and_counted_apart(people, unit):
    """002-13, 002-25: results are looked for at those who were served."""
    for method in ("asked", "phone"):
        people["inspector"].post(
            "supervision:inspect",
            unit=unit.pk,
            method=method,
            inspected_on=TODAY,
            inspectors="赵正",
            text="回访10户，2户不满意",
            findings="2户反映未收到答复",
        )
    assert "回访服务对象" in people["office"].get("supervision:inspections")


def test_nobody_is_outside_and_no_quota_can_be_set(people, campaign):
    """003-30: every unit of the campaign stands in the pool; no field asks how many."""
    page = people["office"].get("supervision:plan_inspections")
    assert all(entry.unit.name in page for entry in campaign.participations.all())
    for address in ("cards", "would_get", "ladder"):
        assert "不少于" not in people["office"].get(f"supervision:{address}")
