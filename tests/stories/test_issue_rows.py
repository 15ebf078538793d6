"""Rows about issues that lists and the ledger leave over, each walked by people through HTTP."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

import activities.rules as activity_rules
import issues.rules as rules
from activities.models import Activity, Institution
from campaigns.models import Category, Gate
from issues.models import Issue, IssueList, Liability, Publication
from issues.words import Source
from outreach.models import Opinion, Visit
from roster.words import PostLevel, Work
from tests import builders
from tests.stories.desk import Person

pytestmark = pytest.mark.slow
TODAY = localdate()
HELD = {"held_on": TODAY, "attended_count": 7, "made_up_count": 0}
FORM = {
    "text": "群众来电无人接听，接听后让群众改打其他科室，3月以来被投诉6次",
    "example": "3月6日上午9点，柳河镇李某来电询问普惠认定，三个科室互相推，打了5次没有结果",
    "source": "S01",
    "nature": "MT",
    "cause": "谁接谁负责没有落到人头，怕揽事",
    "target": "首接必答，当日办结率95%",
    "measures": "4月底前公布首接责任人名单，每周抽查10通电话\n科长每月回访5户并登记结果",
    "rectify": "XQ",
    "due_on": (TODAY + timedelta(days=60)).isoformat(),
    "leader": "董万春",
    "owner": "龚克俭",
}


@pytest.fixture
def people(campaign, unit, office, reviewer, inspector, leader, clerk, head, stranger, sign_in):
    own = builders.make_user("gong", "龚克俭", Work.CADRE)
    own.cadre = builders.make_cadre(unit, name="龚克俭", level=PostLevel.STAFF)
    own.save()
    cast = {"office": office, "reviewer": reviewer, "inspector": inspector, "leader": leader}
    cast |= {"clerk": clerk, "head": head, "stranger": stranger, "cadre": own}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


def cells_of(person, page, /, *arguments, **query):
    content = person.client.get(reverse(page, args=arguments), query).content
    rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [cell for row in rows for cell in row if cell is not None]


def test_an_issue_is_held_against_clauses_better_units_cases_and_tasks(people, issue, unit):
    """000-10, 000-11, 001-05, 003-04, 003-08, 003-12, 003-13, 004-11."""
    clerk, office = people["clerk"], people["office"]
    for kind, name, note in (
        ("basis", "中国共产党纪律处分条例", "第一百二十六条"),
        ("model", "邻区教育局", "邻区12天评估完，我们用了四十一天"),
        ("case", "民办园认定超期被通报案", "同样是材料谁收谁压"),
        ("duty", "学前教育普惠率", "今年考核指标92%"),
        ("topic", "聚焦20问题事项", "第6件"),
        ("urge", "最急", "开学前家长集中反映"),
        ("tag", "差不多", ""),
    ):
        page = clerk.post("issues:cite", issue.pk, kind=kind, name=name, note=note)
        assert name in page
    assert "差距在哪里" in clerk.post("issues:cite", issue.pk, kind="model", name="先进局")
    said = cells_of(office, "issues:citations", kind="topic", format="xlsx")
    assert {"聚焦20问题事项", issue.number} <= set(said)
    people["inspector"].post("supervision:expose", unit=unit.pk, text="民办园认定超期")
    assert "民办园认定超期" in people["leader"].get("supervision:exposures")


def test_an_issue_stands_in_several_taxonomies_and_each_unit_shows_its_mix(
    people, campaign, unit, other_unit, issue
):
    """000-08, 000-09, 000-28, 001-02, 001-03, 002-03."""
    office, clerk = people["office"], people["clerk"]
    five = campaign.taxonomies.exclude(categories__code="ZF05").get()
    first, second = five.categories.order_by("order")[:2]
    assert issue.category.help in clerk.get("campaigns:taxonomies")
    clerk.post("issues:classify", issue.pk, categories=[first.pk])
    upper = Category.objects.get(code="X21")
    campaign.taxonomies.add(upper.taxonomy)
    office.post("campaigns:edit_category", upper.pk, name=upper.name, local=second.pk)
    builders.make_ledger_issue(campaign, unit, category=upper)
    clerk.post("campaigns:refine_category", issue.category.pk, unit=unit.pk, name="普惠认定拖延")
    assert "普惠认定拖延" in clerk.get("campaigns:taxonomies")
    refused = clerk.client.get(reverse("campaigns:edit_category", args=[issue.category.pk]))
    assert refused.status_code == 404
    builders.make_ledger_issue(campaign, other_unit, source=Source.PUBLIC)
    mix = cells_of(office, "issues:spread", by=f"t{five.pk}", format="xlsx")
    assert {first.label, second.label} <= set(mix)
    page = office.client.get(reverse("issues:spread")).context["table"]
    assert [(line.unit.short, line.public_share) for line in page.lines] == [
        ("教育局", 0),
        ("卫健局", 100),
    ]
    assert "所列问题没有一条来自群众" in office.get("issues:checks")


def test_what_was_said_and_visited_becomes_issues_and_is_counted_by_class(people, unit):
    """000-12, 001-22, 003-02, 004-18."""
    clerk, office = people["clerk"], people["office"]
    category = Category.objects.get(code="ZF05")
    said = {"unit": unit.pk, "category": category.pk, "received_on": TODAY}
    for channel, text in (("meeting", "批评意见：办件拖了41天"), ("box", "电话打不通")):
        clerk.post("outreach:record_opinion", **said, channel=channel, text=text)
    for row in Opinion.objects.all():
        clerk.post("outreach:adopt", row.pk)
    found = dict(Issue.objects.values_list("text", "source"))
    assert found == {"批评意见：办件拖了41天": "S04", "电话打不通": "S12"}
    classes = office.client.get(reverse("outreach:opinions")).context["classes"]
    assert [(row["category__short"], row["n"], row["adopted"]) for row in classes] == [
        (category.short, 2, 2)
    ]
    visit = {"unit": unit.pk, "kind": "firm", "target": "柳河米业", "visited_on": TODAY}
    clerk.post("outreach:record_visit", **visit, visitor="吴静", demand="许可证到期没人提醒")
    clerk.post("outreach:adopt_visit", Visit.objects.get().pk)
    added = Issue.objects.get(source="S11")
    assert "柳河米业" in clerk.get("issues:issue", added.pk)
    assert added.issue_list.level == "DW"


def test_meetings_without_findings_copies_and_a_trades_own_campaign_are_pointed_out(
    people, campaign, unit, other_unit, office
):
    """000-21, 000-22, 000-23."""
    activity_rules.install_kinds()
    people["clerk"].post("activities:hold", "study", unit=unit.pk, title="集中学习", **HELD)
    lines = people["office"].client.get(reverse("reports:hollow")).context["lines"]
    assert [line["word"] for line in lines] == ["只有会议学习，没有查摆问题"]
    for who in (unit, other_unit):
        builders.make_issue(campaign, who, text=FORM["text"], example=FORM["example"])
    rules.find_copies(campaign)
    assert "教育局" in people["reviewer"].get("issues:copies")
    row = IssueList.objects.get(unit=unit)
    page = people["clerk"].get("issues:issue_list", row.pk)
    assert "课后服务" in page
    people["office"].post("issues:ledgers", name="校外培训专项整顿台账", basis="行业整顿方案")
    assert "校外培训专项整顿台账" in people["clerk"].get("issues:ledger")


def test_what_came_from_outside_was_found_before_or_too_late(people, campaign, unit):
    """001-25, 001-26: two people confirm, with dates; what nobody found is put to a leader."""
    own = builders.make_ledger_issue(campaign, unit, text="第三小学食堂留样不全，缺7天")
    Issue.objects.filter(pk=own.pk).update(approved_at=now() - timedelta(days=30))
    seen, missed = (
        builders.make_ledger_issue(
            campaign, unit, text=text, source=Source.TELEVISION, found_on=TODAY
        )
        for text in ("曝光第三小学食堂留样造假，缺7天", "曝光校车超员")
    )
    office, reviewer = people["office"], people["reviewer"]
    office.post("issues:match", seen.pk, own=own.pk)
    office.post("issues:match", missed.pk, own="", reason="台账里没有校车方面的问题")
    for event in (seen, missed):
        row = event.foresights.get()
        assert "不能自己复核" in office.post("issues:confirm_foresight", row.pk, passed="1")
        reviewer.post("issues:confirm_foresight", row.pk, passed="1")
    assert "50%" in office.get("issues:foresight")
    assert f"{(TODAY - timedelta(days=30))}" in office.get("issues:match", seen.pk)
    proposal = Liability.objects.get()
    leader = people["leader"]
    leader.post("issues:decide_liability", proposal.pk, pursue="1", text="提醒谈话")
    proposal.refresh_from_db()
    assert proposal.status == Liability.Status.PURSUED


def test_the_last_campaign_is_compared_carried_over_and_told_at_the_year_end(
    people, campaign, unit, issue
):
    """001-04, 001-33, 003-14."""
    earlier = builders.make_campaign(units=[unit], name="初心十问", starts_on=date(2024, 3, 4))
    old = builders.make_ledger_issue(earlier, unit, text="文件照转照发")
    office, clerk = people["office"], people["clerk"]
    assert "初心十问" in office.get("issues:carry_over")
    office.post("issues:carry_over", earlier=earlier.pk)
    assert old.number in clerk.get("issues:issue", Issue.objects.get(repeats=old).pk)
    content = clerk.client.get(reverse("issues:yearly_paper", args=[unit.pk])).content
    said = "".join(line.text for line in docx.Document(BytesIO(content)).paragraphs)
    assert "问题2条" in said
    assert "文件照转照发" in said
    assert issue.cause in said


def test_what_was_mended_becomes_a_rule_and_lists_are_made_public(people, unit, issue):
    """001-34, 002-16, 004-43, 000-30: rules tied to issues, registers of lists, study by kind."""
    activity_rules.install_kinds()
    clerk = people["clerk"]
    clerk.post(
        "activities:register_institution",
        unit=unit.pk,
        title="普惠认定限时办理规定",
        old_text="尽快办理",
        new_text="受理次日排定评估，20个工作日公示",
        issued_on=TODAY,
        issue_number=issue.number,
    )
    row = Institution.objects.get()
    page = clerk.get("activities:institution", row.pk)
    assert "尽快办理" in page and issue.number in page
    for code, facts in (("list_register", {"fact_0": "一次告知清单"}), ("warning", {})):
        fields = {"unit": unit.pk, "title": f"登记{code}", **HELD}
        clerk.post("activities:hold", code, **fields, **facts)
        assert f"登记{code}" in people["office"].get("activities:index")


def test_a_cadre_asks_oneself_four_questions_mends_and_reports_the_own_list(people, unit):
    """003-11, 002-22, 003-05, 003-07, 001-09, 001-13: prompts, own list, report, error book."""
    cadre, office = people["cadre"], people["office"]
    cadre.client.get(reverse("issues:own_list"))
    row = IssueList.objects.get()
    assert "用情" in cadre.get("issues:issue_list", row.pk)
    cadre.post("issues:add", row.pk, **{**FORM, "example": ""})
    assert "没有写具体事例" in cadre.get("issues:submit", row.pk)
    issue = row.issues.get()
    category = Category.objects.get(code="ZF05").pk
    cadre.post("issues:edit", issue.pk, **FORM, category=category, version=issue.version)
    cadre.post("issues:examine", row.pk, text="自查整改报告：主动上门少，根子在怕麻烦。")
    cadre.post("issues:submit", row.pk)
    people["reviewer"].post("issues:approve", row.pk, text="同意")
    assert "已备案" in office.get("issues:unit_rollup", unit.pk)
    cadre.post("issues:report_progress", issue.pk, text="已逐户回访5户")
    assert "错在哪里" in cadre.get("issues:error_book")
    issue.refresh_from_db()
    assert (issue.nature, issue.status) == ("MT", "rectifying")


def test_the_meeting_waits_for_the_permit_and_an_edit_voids_it(people, unit):
    """000-34, 000-27, 000-32: no root cause no filing, no permit no meeting, an edit voids it."""
    activity_rules.install_kinds()
    clerk, head, reviewer = people["clerk"], people["head"], people["reviewer"]
    clerk.post("issues:open_list", unit=unit.pk, level="BZ")
    row = IssueList.objects.get()
    clerk.post("issues:add", row.pk, **{**FORM, "cause": ""})
    issue = row.issues.get()
    head.post("issues:submit", row.pk)
    row.refresh_from_db()
    assert row.status == "draft"
    meeting = {"unit": unit.pk, "title": "专题会", **HELD}
    clerk.post("activities:hold", "theme", **meeting)
    assert not Activity.objects.exists()
    category = Category.objects.get(code="ZF05").pk
    clerk.post("issues:edit", issue.pk, **FORM, category=category, version=issue.version)
    head.post("issues:submit", row.pk)
    reviewer.post("issues:approve", row.pk, text="")
    gate = Gate.objects.get(unit=unit)
    assert "清单内容与审核时一致" in head.get("issues:permit", gate.pk)
    clerk.post("activities:hold", "theme", **meeting)
    assert Activity.objects.get().permit_number == gate.permit_number
    head.post("issues:amend", row.pk, reason="补充一条")
    gate.refresh_from_db()
    assert not gate.is_open
    clerk.post("activities:hold", "theme", **{**meeting, "title": "再开"})
    assert Activity.objects.count() == 1


def test_two_kinds_of_rectification_the_self_check_return_and_the_public_board(
    people, campaign, unit, other_unit
):
    """000-35, 004-41, 001-23, 003-06, 000-31."""
    at_once = builders.make_ledger_issue(campaign, unit, rectify="LX", source=Source.SELF)
    planned = builders.make_ledger_issue(campaign, unit, source=Source.SELF)
    clerk, office = people["clerk"], people["office"]
    clerk.post("issues:report_done", at_once.pk, result="当天改正", on=TODAY)
    people["inspector"].post("issues:confirm_done", at_once.pk, opinion="属实")
    page = clerk.client.get(reverse("issues:ledger_summary"), {"source": "S01"})
    whole = page.context["whole"].counts
    assert (whole["total"], whole["rectified"]) == (2, 1)
    assert planned.number in clerk.client.get("/issues/ledger/?rectify=XQ").content.decode()
    for scope in ("unit", "public"):
        clerk.post("issues:ask_publication", planned.pk, scope=scope, text=f"{scope}：董万春推诿")
    public = Publication.objects.get(scope="public")
    board = clerk.client.get("/board/").content.decode()
    assert "推诿" not in board
    for row in Publication.objects.all():
        office.post("issues:answer_publication", row.pk, passed="1")
    board = clerk.client.get("/board/").content.decode()
    assert "public：董某推诿" in board and "unit：" not in board
    assert "推诿" not in people["stranger"].get("issues:board").replace("public：董某推诿", "")
    clerk.post("issues:withdraw_publication", public.pk, reason="整改到位")
    assert "推诿" not in clerk.client.get("/board/").content.decode()
