"""The campaign of the city's mobilisation speech (三遍访三评议三提升), through HTTP only."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

import evaluations.rules as evaluation_rules
from campaigns.models import Campaign, Category
from evaluations.models import Invitation, Round, Scheme, Standing
from issues.models import Issue, IssueList
from reports.models import Circular
from tests.stories.desk import Person

EXAMPLE = "3月6日柳河镇某幼儿园递交认定材料，补正3次，41天后才组织评估"


@pytest.fixture
def people(dictionaries, office, reviewer, inspector, leader, clerk, head, stranger, sign_in):
    evaluation_rules.install_schemes()
    cast = {
        "office": office,
        "reviewer": reviewer,
        "inspector": inspector,
        "leader": leader,
        "clerk": clerk,
        "head": head,
        "stranger": stranger,
    }
    return {name: Person(sign_in(user)) for name, user in cast.items()}


@pytest.mark.slow
def test_from_mobilisation_to_the_circular(people, unit, other_unit):
    """001-30, 001-32: from the list to the circular that publishes the ranking."""
    campaign = start_the_campaign(people["office"], unit, other_unit)
    issue_list = file_a_list(people, campaign, unit)
    issue = rectify_and_strike_off(people, issue_list)
    round_ = evaluate(people, unit, other_unit)
    read_the_dashboard(people["leader"], issue)
    release_the_circular(people, round_)


def start_the_campaign(office, unit, other_unit):
    office.post(
        "campaigns:plan",
        name="全市三遍访三评议三提升",
        template="SAN",
        starts_on=(localdate() - timedelta(days=20)).isoformat(),
        received_on=(localdate() - timedelta(days=10)).isoformat(),
        office_name="市委干部作风整顿领导小组办公室",
    )
    campaign = Campaign.objects.get()
    assert [phase.name for phase in campaign.phases.all()][1] == "三遍访"
    office.post("campaigns:enrol", campaign.pk, units=[unit.pk, other_unit.pk])
    office.post("campaigns:launch", campaign.pk)
    campaign.refresh_from_db()
    assert campaign.status == Campaign.Status.RUNNING
    assert "区教育局" in office.get("campaigns:coverage", campaign.pk)
    return campaign


def file_a_list(people, campaign, unit):
    """泛泛而谈的退回, 具体的备案: vague is sent back, concrete is filed."""
    clerk, head, reviewer = people["clerk"], people["head"], people["reviewer"]
    clerk.post("issues:open_list", unit=unit.pk, level="DW")
    issue_list = IssueList.objects.get(unit=unit)
    fields = {
        "text": "民办幼儿园普惠认定办理慢，园方等不到结果",
        "category": Category.objects.get(code="ZF05").pk,
        "source": "S01",
        "cause": "材料谁收谁压，没有人对园方等待的时间负责",
        "target": "受理到公示不超过20个工作日",
        "measures": "一次性列明补正清单\n受理次日排定评估日期",
        "rectify": "XQ",
        "due_on": (localdate() + timedelta(days=30)).isoformat(),
        "owner": "龚克俭",
    }
    clerk.post("issues:add", issue_list.pk, example="", **fields)
    assert "没有写具体事例" in head.get("issues:submit", issue_list.pk)
    issue = issue_list.issues.get()
    clerk.post("issues:edit", issue.pk, example="有的事办得慢", version=issue.version, **fields)
    head.post("issues:submit", issue_list.pk)
    reviewer.post(
        "issues:review",
        issue_list.pk,
        **{f"reasons-{issue.pk}": ["no_example"], f"text-{issue.pk}": "写清哪家园、哪一天"},
    )
    assert "写清哪家园" in clerk.get("issues:issue_list", issue_list.pk)
    issue.refresh_from_db()
    clerk.post("issues:edit", issue.pk, example=EXAMPLE, version=issue.version, **fields)
    head.post("issues:submit", issue_list.pk)
    assert EXAMPLE in reviewer.get("issues:review", issue_list.pk)
    reviewer.post("issues:approve", issue_list.pk, text="事例具体")
    issue_list.refresh_from_db()
    assert issue_list.filing_number
    assert "准" in people["office"].get("campaigns:gates", campaign.pk)
    return issue_list


def rectify_and_strike_off(people, issue_list):
    clerk, inspector, office = people["clerk"], people["inspector"], people["office"]
    issue = issue_list.issues.get()
    stranger = people["stranger"].client.get(issue.get_absolute_url())
    assert stranger.status_code == 404
    clerk.post("issues:report_progress", issue.pk, text="4家园所已全部排期评估")
    for measure in issue.measures.all():
        clerk.post("issues:complete_measure", measure.pk, on=localdate().isoformat())
    clerk.post("issues:request_closure", issue.pk, result="4家园所全部认定", evidence_kind="paper")
    inspector.post("issues:verify", issue.pk, opinion="走访两家园所，属实")
    office.post("issues:close", issue.pk, note="同意销号", closure="C2")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.CLOSED
    look = issue.look_backs.first()
    inspector.post("issues:look_back", look.pk, text="又有一件超期", is_rebound="on")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.REOPENED
    assert "反弹重启" in clerk.get("issues:issue", issue.pk)
    return issue


def evaluate(people, unit, other_unit):
    office, inspector, leader = people["office"], people["inspector"], people["leader"]
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    office.post("evaluations:draft", name="第一次三评议", scheme=scheme.pk, show_min=5)
    round_ = Round.objects.get()
    office.post("evaluations:step", round_.pk, "freeze")
    sides = {side.code: side for side in round_.sides.all()}
    up = office.post("evaluations:hand_out", round_.pk, side=sides["UP"].pk, count=6)
    peers = office.post(
        "evaluations:hand_out",
        round_.pk,
        side=sides["PEER"].pk,
        count=10,
        units=[unit.pk, other_unit.pk],
    )
    recipients = office.post(
        "evaluations:hand_out",
        round_.pk,
        side=sides["SERV"].pk,
        count=12,
        units=[unit.pk, other_unit.pk],
    )
    office.post("evaluations:step", round_.pk, "open")
    for sheet in (up, peers, recipients):
        for place, code in enumerate(codes_on(sheet)):
            cast(code, place)
    assert not Invitation.objects.unused().exists()
    office.post("evaluations:step", round_.pk, "end")
    office.post("evaluations:step", round_.pk, "seal")
    inspector.post("evaluations:step", round_.pk, "seal")
    call_command("sweep")
    inspector.post("evaluations:sign", round_.pk)
    for name in ("代表刘敏", "企业代表高强"):
        office.post("evaluations:sign", round_.pk, name=name, identity="监票人")
    leader.post("evaluations:step", round_.pk, "approve")
    office.post("evaluations:step", round_.pk, "publish")
    round_.refresh_from_db()
    assert round_.status == Round.Status.PUBLISHED
    assert Standing.objects.filter(round=round_, score__isnull=False).count() == 2
    page = people["head"].get("evaluations:standings", round_.pk)
    assert "区教育局" in page
    return round_


def codes_on(sheet):
    codes = re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", sheet)
    assert codes
    return list(dict.fromkeys(codes))


def cast(code, place):
    """A phone: no sign-in, a token of its own, the code in the body."""
    phone = Client()
    phone.get(reverse("evaluations:ballot"))
    token = next(iter(phone.cookies.values())).value
    sheet = phone.post(reverse("evaluations:paper"), {"code": code, "token": token})
    names = dict.fromkeys(re.findall(r'name="(m-[A-Z0-9]+-\d+)"', sheet.content.decode()))
    mark = "满意" if place % 3 else "基本满意"
    marks = dict.fromkeys(names, mark)
    answer = phone.post(reverse("evaluations:cast"), {"code": code, "token": token, **marks})
    assert "回执" in answer.content.decode()
    again = phone.post(reverse("evaluations:cast"), {"code": code, "token": token, **marks})
    assert "无效或已使用" in again.content.decode()


def read_the_dashboard(leader, issue):
    page = leader.get("reports:dashboard")
    assert "整改率" in page
    assert "第一次三评议" in page
    assert issue.number in leader.get("issues:ledger")
    assert "今日要情" in leader.get("reports:morning")


def release_the_circular(people, round_):
    office, leader = people["office"], people["leader"]
    office.post("reports:compose", kind="ranking", round=round_.pk)
    row = Circular.objects.get()
    leader.post("reports:approve", row.pk)
    office.post("reports:release", row.pk)
    row.refresh_from_db()
    assert row.status == Circular.Status.RELEASED
    assert row.annexes[0]["rows"][0][1] in {"区教育局", "区卫生健康局"}
    for name in ("reports:word", "reports:sheet"):
        answer = people["clerk"].client.get(reverse(name, args=[row.pk]))
        assert answer.content[:2] == b"PK"
