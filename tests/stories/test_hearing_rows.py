"""What the documents tell of hearing people and of the register, walked by HTTP."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

import activities.rules as activity_rules
import outreach.rules as rules
from activities.models import ActivityKind
from campaigns.models import Group
from common.workbook import open_workbook
from config.imports import KINDS, setting_of
from outreach.models import Letter, Opinion, Target, Ticket, Visit
from outreach.rules.questions import ask, right_answer
from tests import builders
from tests.sheets import write
from tests.stories.desk import Person

TODAY = localdate()
PEOPLE = [("party", "党代表"), ("people", "人大代表"), ("cppcc", "政协委员"), ("staff", "职工代表")]
HELD = {
    "000-02": "mobilisation promotion",
    "000-17": "lecture",
    "000-18": "micro column",
    "000-30": "warning study",
    "000-41": "practice",
    "001-20": "hotline_duty",
    "001-39": "case",
    "001-40": "praise",
    "002-01": "committee",
    "002-06": "four_zero promise",
    "002-07": "thanks",
    "002-08": "reception",
    "002-09": "explained",
    "002-10": "integrity_talk duty_report",
    "002-11": "node",
    "002-12": "burden",
    "002-15": "guidance",
    "002-24": "integrity_promise",
    "002-28": "oath",
    "002-29": "mentoring training",
    "003-26": "benchmark",
    "004-01": "key_work",
    "004-03": "report",
    "004-14": "question_bank",
    "004-15": "two_visits",
    "004-25": "action",
    "004-26": "files",
    "004-30": "case_check",
    "004-32": "seminar contest",
    "004-34": "process_walk",
    "004-35": "big_visit",
    "004-36": "community service",
    "004-41": "self_check",
    "004-42": "key_project",
    "004-43": "list_register list_return",
    "004-45": "channel",
}


@pytest.fixture
def people(campaign, office, clerk, head, stranger, sign_in):
    cast = {"office": office, "clerk": clerk, "head": head, "stranger": stranger}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def facts_of(kind):
    """Something plausible in every field that belongs to the kind."""
    said = {"number": "3", "date": TODAY.isoformat()}
    return {
        f"fact_{number}": field["choices"][0]
        if field["type"] == "choice"
        else said.get(field["type"], "示例")
        for number, field in enumerate(kind.fields)
    }


@pytest.mark.slow
def test_every_kind_of_deed_is_held_by_its_form_listed_and_counted(people, unit):
    """000-02, 000-17, 000-18, 000-30, 000-41, 001-20, 001-39, 002-01, 002-06, 002-07 …: HELD."""
    activity_rules.install_kinds()
    clerk = people["clerk"]
    codes = " ".join(HELD.values()).split()
    for code in codes:
        kind = ActivityKind.objects.get(code=code)
        asked = {"unit": unit.pk, "title": f"{kind.name}一次", "held_on": TODAY, **facts_of(kind)}
        page = clerk.post("activities:hold", code, **asked, attended_count=12, made_up_count=1)
        assert f"{kind.name}一次" in page, code
    listed = clerk.client.get(reverse("activities:index"), {"kind": "thanks"})
    assert [row.title for row in listed.context["page"].rows] == ["锦旗、感谢信一次"]
    for code in ("thanks", "hotline_duty"):
        address = reverse("reports:figure", args=[f"kind_{code}_times"])
        assert people["office"].client.get(address).context["value"].number == 1


def test_targets_are_listed_visited_triaged_told_and_called(people, campaign, unit, other_unit):
    """001-01, 001-15, 001-16, 001-17, 001-18, 002-25, 004-15: the three rounds of visits."""
    clerk, other = people["clerk"], people["stranger"]
    team = {"unit": unit.pk, "name": "一队", "officer": "吴静", "members": "郑安"}
    clerk.post("outreach:form_team", **team)
    names = "宏远食品\n大成机械"
    clerk.post("outreach:list_targets", unit=unit.pk, kind="firm", names=names)
    assert Target.objects.count() == 2
    clerk.post(
        "outreach:record_visit",
        unit=unit.pk,
        kind="firm",
        target="宏远食品",
        visited_on=TODAY,
        visitor="吴静",
        demand="扩建仓库不知道先找哪个部门",
    )
    page = clerk.get("outreach:coverage")
    assert "1/2（50%）" in page and "大成机械" in page and "一队" in page
    row = Visit.objects.get()
    clerk.post("outreach:settle", row.pk, handling="assigned", duty_unit=other_unit.pk)
    assert "待反馈本人 1" in clerk.get("outreach:visits")
    other.post("outreach:tell_back", row.pk, reply="已上门说明先找发改局")
    clerk.post("outreach:call_back", row.pk, is_satisfied="no", complaint="没人来")
    row.refresh_from_db()
    assert (row.returns, row.is_waiting) == (1, True)
    clerk.post("outreach:adopt_visit", row.pk)
    row.refresh_from_db()
    assert row.issue.unit == other_unit
    assert "看走访记录" in other.get("issues:issue", row.issue_id)
    assert row.issue.number in clerk.get("outreach:visit", row.pk)


def _adopted(person, address, row):
    """Adopt by the page; the page of the issue that came of it."""
    person.post(address, row.pk)
    row.refresh_from_db()
    return person.get("issues:issue", row.issue_id)


def test_the_hotline_comes_in_is_clocked_rated_and_followed(people, campaign, office, tmp_path):
    """001-19, 001-21, 001-24, 001-38, 001-46, 003-21, 004-44: orders, clocks, rates by unit."""
    heads = ["工单编号", "派发时间", "办结时间", "主要内容", "承办单位", "一级分类"]
    heads += ["是否有效回访", "是否联系", "是否解决", "是否满意", "重办次数"]
    tail = ["教育局", "教育"]
    rows = [
        ["A1", "2026-04-01", "2026-04-03", "午休没人", *tail, "是", "是", "是", "满意", 0],
        ["A2", "2026-04-01", "2026-04-30", "反复拖延", *tail, "是", "是", "否", "不满意", 3],
    ]
    report = KINDS["tickets"].read(
        open_workbook(write(tmp_path / "工单.xlsx", [heads, *rows])), setting_of(campaign)
    )
    rules.take_tickets(report, campaign, by=office)
    desk = people["office"]
    page = desk.client.get(reverse("outreach:hotline"), {"window": "natural", "day": "2026-04-15"})
    total = page.context["lines"][-1]
    assert (total.counts["all"], total.counts["late"], str(total.satisfaction)) == (2, 1, "50.0")
    assert page.context["topics"][0]["category"] == "教育"
    bad = Ticket.objects.get(order_no="A2")
    assert "反复退办" in desk.get("outreach:ticket", bad.pk)
    assert "看热线工单" in _adopted(people["clerk"], "outreach:adopt_ticket", bad)


def test_letters_forums_and_deputies_are_kept_word_for_word_and_counted_apart(people, unit):
    """000-12, 000-15, 002-14, 004-16, 004-17: one letter, many suggestions, issues out of them."""
    clerk = people["clerk"]
    asked = {"unit": unit.pk, "received_on": TODAY, "channel": "forum"}
    for word, label in PEOPLE:
        said = {"text": f"{label}说：窗口  中午没人", "occasion": "4月座谈会", "respondent": word}
        clerk.post("outreach:record_opinion", **asked, **said)
    page = clerk.get("outreach:opinions")
    assert "1件次，梳理意见4条" in page
    first, *others = Opinion.objects.order_by("pk")
    assert first.text == "党代表说：窗口  中午没人"
    for other in others:
        clerk.post("outreach:merge_opinion", other.pk, into=first.pk)
    assert "看意见原文" in _adopted(clerk, "outreach:adopt", first)
    clerk.post("outreach:answer_opinion", first.pk, answer="已安排午间值班")
    assert Opinion.objects.filter(answer="已安排午间值班").count() == 4


def test_a_letter_of_the_box_is_answered_doubted_and_answered_again(
    people, campaign, unit, office, client
):
    """000-13, 004-45: no account, a query code, only the approved reply, 不满意 reopens."""
    token, _ = ask()
    typed = {"text": "<script>alert(1)</script>窗口态度差", "token": token}
    page = client.post("/box/", {**typed, "sum_said": right_answer(token)}).content.decode()
    assert "查询码" in page
    row = Letter.objects.get()
    assert row.text == typed["text"]
    rows = people["office"].get("outreach:letter", row.pk)
    assert "<script>alert(1)" not in rows
    assert "&lt;script&gt;" in rows


def test_the_institutions_of_a_unit_and_the_pairing_of_leaders_stand_with_dates(
    people, campaign, unit, office
):
    """000-03, 000-04, 001-36, 001-37, 002-02, 004-05, 004-23: groups, seats and pairings."""
    desk, clerk = people["office"], people["clerk"]
    for name, kind in (("监督问责组", "working"), ("作风整顿领导小组", "leading")):
        asked = {"name": name, "kind": kind, "unit": unit.pk}
        desk.post("campaigns:set_up_group", campaign.pk, **asked)
    group = Group.objects.get(kind="leading")
    for name in ("李新", "王远"):
        desk.post("campaigns:seat", group.pk, name=name, role="a_head", since_on=TODAY)
    page = clerk.get("campaigns:groups", campaign.pk)
    assert "监督问责组" in page
    assert "李新" in page
    assert "王远" in page
    chief = builders.make_cadre(unit, name="董万春", level="district", title="副区长")
    asked = {"leader": chief.pk, "units": [unit.pk], "from_on": date(2026, 3, 2)}
    desk.post("campaigns:pair", campaign.pk, **asked)
    assert "董万春" in desk.get("campaigns:pairings", campaign.pk)


def test_the_box_takes_no_file_that_is_not_a_picture_or_pdf(campaign, client):
    """000-13: what is typed is kept when a file is refused."""
    token, _ = ask()
    file = SimpleUploadedFile("恶意.html", b"<script>alert(1)</script>")
    typed = {"text": "窗口态度差", "token": token, "sum_said": right_answer(token), "files": file}
    page = client.post("/box/", typed).content.decode()
    assert "窗口态度差" in page
    assert not Letter.objects.exists()
