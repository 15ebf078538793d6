"""The register, the bodies and the campaign itself as the documents tell them, by HTTP."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import Workbook, load_workbook

import activities.rules as activity_rules
import campaigns.rules as campaign_rules
from activities.models import Activity, ActivityKind, Institution, Requirement, TestResult
from campaigns.models import Group, Member, Pairing, Task, UpwardReport
from roster.words import PostLevel
from tests import builders
from tests.stories.desk import Person

TODAY = localdate()

# row of the mechanisms, kind, what the clerk types for its own fields (by label)
HELD = [
    ("000-02, 004-02", "mobilisation", {}),
    ("000-02, 000-25", "promotion", {}),
    ("004-02, 001-37", "dispatch", {"听取汇报单位数": "12"}),
    ("002-01", "committee", {"收文日期": str(TODAY - timedelta(days=2)), "研究事项": "实施方案"}),
    ("002-14, 004-16", "forum", {"参会对象": "企业代表", "征集意见条数": "9"}),
    ("004-03", "report", {"汇报单位": "五个镇街"}),
    ("000-17, 000-30", "study", {"形式": "线上", "授课人": "特邀教师"}),
    ("003-01", "discussion", {"讨论题目": "我为群众做什么"}),
    ("000-30, 001-39", "warning", {"案例名称": "旁听庭审"}),
    ("002-28", "oath", {}),
    ("000-17", "lecture", {"授课人": "书记", "形式": "远程视频"}),
    ("000-18", "micro", {"平台名称": "微党课", "期数": "6", "关注人数": "1200"}),
    ("002-29", "mentoring", {"结对数": "8"}),
    ("002-29, 004-30", "training", {"培训内容": "窗口规范"}),
    ("004-32", "contest", {"参加人数": "40"}),
    ("004-36", "community", {"社区或小区": "和平社区", "服务人次": "132"}),
    ("002-08", "reception", {"来电件数": "31", "来访件数": "7", "信息最近更新": str(TODAY)}),
    ("001-20", "hotline_duty", {"接听领导": "李新", "接听件数": "15"}),
    ("002-24, 004-43", "integrity_promise", {"层级": "班子", "签订份数": "7"}),
    ("002-06", "four_zero", {"承诺": "办事零障碍"}),
    ("002-07", "thanks", {"来自": "企业", "件数": "3"}),
    ("002-19, 001-40", "praise", {"典型名称": "窗口标兵"}),
    ("000-41, 004-49", "practice", {"主题": "一次办好", "上升为制度": "已印发"}),
    ("001-39, 001-40", "case", {"通报文号": "纪通〔2026〕2号"}),
    ("004-25, 002-04", "action", {"行动名称": "环境整治月", "检查点位数": "66"}),
    ("002-15, 004-15", "guidance", {"发现问题数": "5", "解决问题数": "4"}),
    ("004-34", "process_walk", {"走的流程": "社保转移", "发现问题数": "3", "解决问题数": "3"}),
    ("004-15", "two_visits", {"方式": "访企业", "发现问题数": "6"}),
    ("004-35", "big_visit", {"走访户数": "210", "解决问题数": "44"}),
    ("002-09", "explained", {"应完成人数": "9", "已完成人数": "8"}),
    ("002-10", "integrity_talk", {"层级": "中层", "谈话人次": "21"}),
    ("002-10", "duty_report", {"事项": "述职述廉", "应报人数": "9", "已报人数": "9"}),
    ("004-41", "self_check", {"查摆问题数": "18", "已整改数": "11"}),
    ("004-43", "list_return", {"清单": "最多跑一次清单", "条数": "23"}),
    ("004-01", "key_work", {"责任领导": "李新", "完成时限": str(TODAY)}),
    ("004-42", "key_project", {"包联领导": "李新", "专班人数": "6", "主要措施": "周调度"}),
    ("003-26", "benchmark", {"级别": "省", "对标单位": "某市", "目标": "前三"}),
    ("004-45", "channel", {"渠道名称": "监督电话", "受理件数": "14"}),
    ("002-11", "node", {"节点": "清单上报"}),
    ("004-30", "case_check", {"评查件数": "158", "发现差错数": "9"}),
    ("004-26", "files", {"建档人数": "552"}),
    ("002-12", "burden", {"发文数": "3", "会议数": "5", "要求基层报表数": "1"}),
    ("004-14", "question_bank", {"题目数": "300"}),
]


@pytest.fixture
def people(campaign, office, leader, clerk, head, stranger, reviewer, sign_in):
    activity_rules.install_kinds()
    cast = {"office": office, "leader": leader, "clerk": clerk, "head": head}
    cast |= {"stranger": stranger, "reviewer": reviewer}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def hold(person, unit, code, facts, **over):
    """Fill the form of one kind as a clerk would, field by field."""
    kind = ActivityKind.objects.get(code=code)
    labels = [field["label"] for field in kind.fields]
    own = {f"fact_{labels.index(label)}": value for label, value in facts.items()}
    fields = {"unit": unit.pk, "title": f"{kind}一次", "held_on": TODAY, "attended_count": 30}
    return person.post("activities:hold", code, **{**fields, "made_up_count": 0, **own, **over})


def scores(*rows):
    """A score sheet as a clerk keeps it."""
    book, file = Workbook(), BytesIO()
    for row in (("姓名", "成绩", "缺考", "补考成绩", "考风考纪"), *rows):
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("成绩.xlsx", file.getvalue())


@pytest.mark.parametrize(("rows", "code", "facts"), HELD, ids=[one[1] for one in HELD])
def test_what_a_document_counts_is_registered_once_and_found_again(people, unit, rows, code, facts):
    """See HELD for the rows: entered, listed, exported with its own fields, hidden from others."""
    hold(people["clerk"], unit, code, facts)
    row = Activity.objects.get()
    kind = row.kind
    assert kind.name in people["office"].get("activities:index")
    client = people["office"].client
    page = client.get(reverse("activities:index"), {"group": kind.group}).content.decode()
    assert row.title in page
    book = load_workbook(BytesIO(client.get(reverse("activities:export"), {"kind": code}).content))
    cells = " ".join(str(cell.value) for line in book.active.iter_rows() for cell in line)
    for label, value in facts.items():
        assert label in cells and value in cells, (rows, label)
    counted = people["office"].get("reports:counts")
    assert f"开展{kind.get_group_display()}" in counted
    assert row.title not in people["stranger"].get("activities:index")


def test_a_kind_of_ones_own_is_made_and_its_number_is_asked_for(people, unit):
    """004-35: the office adds what its documents call it."""
    people["office"].post(
        "activities:add_kind",
        name="千企走访",
        group="guide",
        is_enabled="on",
        fields_text="*走访企业数（数）\n联系人",
    )
    kind = ActivityKind.objects.get(name="千企走访")
    refused = hold(people["clerk"], unit, kind.code, {"走访企业数": "很多"})
    assert "很多" in refused and not Activity.objects.exists()
    hold(people["clerk"], unit, kind.code, {"走访企业数": "12"})
    assert Activity.objects.get().facts["走访企业数"] in (12, "12")


def test_a_theme_meeting_waits_for_its_permit(people, campaign, unit, reviewer):
    """000-12: criticism is counted, the permit number stands beside the meeting."""
    said = hold(people["clerk"], unit, "theme", {"相互批评意见条数": "17"})
    assert "尚未取得专题会准入" in said
    campaign_rules.clear_gate(
        campaign, unit, permit_number="准2026单1-1", content_digest="a" * 64, by=reviewer
    )
    hold(people["clerk"], unit, "theme", {"相互批评意见条数": "17"})
    assert Activity.objects.get().permit_number == "准2026单1-1"


def test_required_and_optional_study_by_month_with_make_up(people, campaign, unit):
    """000-16, 002-05, 002-18, 004-32: required apart from optional, absent people made up later."""
    study = ActivityKind.objects.get(code="study")
    fields = {"kind": study.pk, "title": "每月一学", "rhythm": "monthly"}
    fields |= {"starts_on": TODAY - timedelta(days=40), "due_on": TODAY + timedelta(days=20)}
    people["office"].post("activities:require_study", **fields, is_required="1")
    task = Requirement.objects.get()
    hold(
        people["clerk"],
        unit,
        "study",
        {"形式": "集中"},
        requirement=task.pk,
        expected_count=30,
        attended_count=27,
        made_up_count=3,
    )
    row = Activity.objects.get()
    assert (row.requirement, row.absent_count) == (task, 0)
    assert unit.short in people["office"].get("activities:requirement", task.pk)


def test_scores_absences_resits_and_a_note_on_honesty(people, unit):
    """000-19, 000-20, 004-33: a test is counted by passes; who copied is noted, then sits again."""
    for name in ("安一", "白二", "陈三"):
        builders.make_cadre(unit, name=name, level=PostLevel.STAFF)
    hold(people["clerk"], unit, "test", {"考试方式": "闭卷"}, pass_mark=60)
    row = Activity.objects.get()
    sheet = scores(
        ("安一", 92, "", "", ""), ("白二", 40, "", 71, "抄袭，重考"), ("陈三", "", "缺考", 66, "")
    )
    people["clerk"].post("activities:record_results", row.pk, file=sheet)
    found = {one.cadre.name: one for one in TestResult.objects.select_related("cadre")}
    assert found["白二"].resit_score == 71 and "抄袭" in found["白二"].integrity_note
    assert found["陈三"].is_absent
    page = people["office"].get("activities:activity", row.pk)
    assert "白二" in page and "抄袭" in page


def test_an_old_clause_a_new_one_and_whether_it_works(people, unit, office):
    """001-34, 004-49: experience becomes a rule; somebody else looks whether it works."""
    people["clerk"].post(
        "activities:register_institution",
        unit=unit.pk,
        title="一次性告知细则",
        issued_on=TODAY - timedelta(days=9),
        old_text="",
        new_text="缺件当场列全。",
    )
    row = Institution.objects.get()
    people["office"].post(
        "activities:check_effect",
        row.pk,
        checked_on=TODAY,
        finding="works",
        note="抽查20件，件件列全",
    )
    assert "抽查20件" in people["office"].get("activities:institution", row.pk)


def test_leaders_who_led_are_named_and_never_ranked(people, unit):
    """000-42: led meetings are counted by person, in the order of the roster."""
    chief = builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    hold(people["clerk"], unit, "promotion", {}, leaders=[chief.pk])
    page = people["office"].get("activities:leaders")
    assert "郑安" in page and "名次" not in page


def test_groups_with_two_heads_working_groups_and_pairings(people, campaign, unit):
    """000-03, 000-04, 001-36, 002-02, 004-05, 004-23."""
    office = people["office"]
    for name, kind in (("领导小组", "leading"), ("监督问责组", "working")):
        office.post("campaigns:set_up_group", campaign.pk, name=name, kind=kind)
    leading = Group.objects.get(kind="leading")
    for name in ("何向阳", "段铁军"):
        office.post("campaigns:seat", leading.pk, name=name, role="a_head", since_on=TODAY)
    assert Member.objects.filter(group=leading, role="a_head").count() == 2
    people["head"].post(
        "campaigns:set_up_group", campaign.pk, name="区教育局领导小组", kind="leading", unit=unit.pk
    )
    page = office.get("campaigns:groups", campaign.pk)
    assert "何向阳" in page and "监督问责组" in page
    chief = builders.make_cadre(unit, name="李新", level=PostLevel.DISTRICT)
    office.post("campaigns:pair", campaign.pk, leader=chief.pk, units=[unit.pk], from_on=TODAY)
    assert Pairing.objects.get().leader == chief
    assert "李新" in people["clerk"].get("campaigns:pairings", campaign.pk)


def test_deadlines_coverage_and_lateness_by_unit(people, campaign, unit, other_unit):
    """000-05, 000-06, 000-07, 003-29: who has not begun is listed, a late day stays late."""
    task = Task.objects.filter(phase__campaign=campaign).for_units().first()
    page = people["office"].get("campaigns:coverage", campaign.pk)
    assert unit.name in page and other_unit.name in page
    people["clerk"].post("campaigns:complete", task.pk, unit.pk, on=TODAY, note="已开会")
    assert unit.name not in people["office"].get("campaigns:coverage", campaign.pk)
    grid = people["office"].get("campaigns:campaign_grid", campaign.pk)
    assert "逾期完成" in grid or "按时" in grid
    book = load_workbook(
        BytesIO(people["office"].client.get(f"/campaigns/{campaign.pk}/grid/export/").content)
    )
    assert any(unit.name == str(cell.value) for line in book.active.iter_rows() for cell in line)


def test_governing_papers_stand_with_the_campaign(people, campaign):
    """000-01, 001-01, 003-01: papers with number and version; a template names its parts."""
    people["office"].post(
        "campaigns:attach", campaign.pk, title="实施方案", number="办发〔2026〕1号", issued_on=TODAY
    )
    page = people["clerk"].get("campaigns:campaign", campaign.pk)
    assert "实施方案" in page and "办发〔2026〕1号" in page


def test_a_lower_campaign_reports_to_the_one_above(people, campaign):
    """002-27: the report is built from the unit's own figures and received by name."""
    street = builders.make_unit(code="U301", name="和平街道")
    child = builders.make_campaign(units=[street], name="和平街道作风整顿", parent=campaign)
    offered = people["office"].get("campaigns:report_up", child.pk)
    assert "参加单位1个" in offered
    people["office"].post(
        "campaigns:report_up", child.pk, title="三季度情况", text="已自查12件，整改9件"
    )
    row = UpwardReport.objects.get()
    people["office"].post("campaigns:receive_report", row.pk)
    assert "已自查12件" in people["office"].get("campaigns:children", campaign.pk)
