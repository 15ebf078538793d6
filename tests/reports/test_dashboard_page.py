import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

import outreach.rules as outreach
import reports.rules as rules
from config.home import unfiled
from evaluations.models import Cohort, Round, Scheme, Standing
from reports.figures import Facts, values
from reports.figures.brief import brief
from reports.figures.coverage import coverage
from reports.figures.gantt import gantt
from tests import builders

PAGES = ["reports:dashboard", "reports:counts", "reports:morning", "reports:wall"]


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_cost_the_same_whatever_the_number_of_rows(
    campaign, unit, other_unit, leader, sign_in, page
):
    client = sign_in(leader)
    client.get(reverse(page))
    counts = []
    for _ in range(2):
        for place in (unit, other_unit):
            for _ in range(4):
                builders.make_ledger_issue(campaign, place)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(page)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_number_leads_to_its_rows(campaign, unit, leader, sign_in):
    builders.make_ledger_issue(campaign, unit)
    page = sign_in(leader).get(reverse("reports:dashboard")).content.decode()
    assert "/issues/ledger/?status=open" in page
    rows = sign_in(leader).get("/issues/ledger/?status=open").content.decode()
    assert "2026-U021-001" in rows


def test_a_unit_sees_its_own_rows_in_the_dashboard(campaign, unit, stranger, sign_in):
    builders.make_ledger_issue(campaign, unit)
    page = sign_in(stranger).get(reverse("reports:dashboard")).content.decode()
    assert "教育局" not in page.split("page-main")[1]


@pytest.mark.parametrize("page", PAGES)
def test_an_auditor_sees_no_business_figures(campaign, sign_in, page):
    auditor = builders.make_user("auditor", "审计员梁信", "auditor")
    assert sign_in(auditor).get(reverse(page)).status_code == 404


def test_the_unsent_list_offers_the_sentence_for_the_group(campaign, office, clerk, sign_in):
    page = sign_in(office).get(reverse("reports:unsent")).content.decode()
    assert "尚未报送问题清单的单位有：教育局、卫健局" in page
    assert sign_in(clerk).get(reverse("reports:unsent")).status_code == 404


def test_the_morning_page_says_what_waits_and_what_is_late(
    campaign, unit, office, leader, sign_in, today
):
    builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=9))
    rules.compose(campaign, kind="progress", by=office, today=today)
    page = sign_in(leader).get(reverse("reports:morning")).content.decode()
    assert "待审定文稿" in page
    assert "涉及1个单位，最长9天" in page
    assert "昨日新增" in page


def test_the_morning_page_compares_the_rate_with_the_last_paper(campaign, unit, office, leader):
    builders.make_ledger_issue(campaign, unit)
    day = localdate()
    row = rules.compose(campaign, kind="progress", by=office, today=day)
    rules.approve(row, by=leader, today=day)
    rules.release(row, by=office)
    lines = {line.label: line for line in brief(Facts(campaign, day))}
    assert lines["整改率"].detail == f"较{day.month}月{day.day}日通报持平"
    assert lines["未报送单位"].text == "2个"


@pytest.fixture
def ranked(campaign, unit, other_unit):
    """A counted round: one cohort to each unit, not yet published."""
    round_ = Round.objects.create(
        campaign=campaign,
        scheme=Scheme.objects.create(code="t", name="测试办法", content={}),
        name="三评议",
        status=Round.Status.APPROVED,
        tallied_at=now(),
    )
    for place, (name, rated) in enumerate((("民生类", unit), ("执法类", other_unit))):
        cohort = Cohort.objects.create(round=round_, code=name, name=name, order=place)
        Standing.objects.create(
            round=round_, cohort=cohort, unit=rated, score=90, score_shown="90.00", rank=1
        )
    return round_


def test_a_unit_learns_of_a_round_when_it_is_published_and_of_its_own_cohort_only(
    ranked, campaign, head, leader, sign_in
):
    address = reverse("reports:dashboard")
    assert "民生类" in sign_in(leader).get(address).content.decode()
    assert "民生类" not in sign_in(head).get(address).content.decode()
    Round.objects.update(status=Round.Status.PUBLISHED)
    page = sign_in(head).get(address).content.decode()
    assert "民生类" in page
    assert "执法类" not in page


def test_the_dashboard_narrows_to_a_unit_and_those_below(
    campaign, unit, other_unit, office, sign_in
):
    builders.make_ledger_issue(campaign, unit)
    client = sign_in(office)
    page = client.get(reverse("reports:dashboard"), {"unit": unit.pk}).content.decode()
    assert f'value="{unit.pk}" selected' in page
    assert f"/reports/counts/?unit={unit.pk}" in page
    own = client.get(reverse("reports:counts"), {"unit": other_unit.pk}).content.decode()
    assert "台账问题=已销号+未销号：0等于0" in own


def test_a_stranger_narrowing_to_another_unit_counts_nothing_of_it(
    campaign, unit, stranger, sign_in
):
    builders.make_ledger_issue(campaign, unit)
    page = sign_in(stranger).get(reverse("reports:counts"), {"unit": unit.pk}).content.decode()
    assert "台账问题=已销号+未销号：0等于0" in page


def test_the_home_and_the_dashboard_say_the_same_numbers(
    campaign, unit, other_unit, office, sign_in
):
    for days in (-3, 2, 40):
        builders.make_ledger_issue(campaign, unit, due_on=localdate() + timedelta(days=days))
    client = sign_in(office)
    home = client.get("/").content.decode()
    page = client.get(reverse("reports:dashboard")).content.decode()
    facts = Facts(campaign, localdate())
    found = values(facts, ("issues_open", "due_soon", "overdue", "issues_closed"))
    for code, value in found.items():
        said = shown("已逾期" if code == "overdue" else value.figure.label, home)
        assert said == shown(value.figure.label, page) == value.text, value.figure.label
    assert unfiled(campaign) == facts.units_without_list


def shown(label, page):
    """The number beside a label in the row of figures."""
    first = page.index('class="figures"')
    place = page.index(f">{label}<", first) + 1
    return re.search(r"\d+", re.sub(r"<[^>]*>", " ", page[place + len(label) : place + 400]))[0]


def test_the_dashboard_tells_goals_coverage_and_cards(campaign, unit, office, leader, sign_in):
    builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=3))
    outreach.record_visit(
        campaign,
        unit,
        kind="firm",
        target="华兴公司",
        visited_on=localdate(),
        visitor="吴静",
        by=office,
    )
    page = sign_in(leader).get(reverse("reports:dashboard")).content.decode()
    assert "应当为0的事" in page
    assert "未达到" in page
    reached = {one.label: (one.part, one.whole) for one in coverage(Facts(campaign, localdate()))}
    assert reached["开展走访"] == (1, 2)
    assert reached["报送清单"][1] == 2


def test_the_wall_chart_draws_the_phases_and_todays_line(campaign, leader, sign_in):
    drawn = gantt(Facts(campaign, campaign.starts_on))
    assert drawn["today"] == drawn["phases"][0]["x"]
    ends = [row["x"] + row["width"] for row in drawn["phases"]]
    assert ends == sorted(ends)
    assert gantt(Facts(campaign, campaign.ends_on + timedelta(days=900)))["today"] is None
    page = sign_in(leader).get(reverse("reports:wall")).content.decode()
    assert campaign.phases.first().name in page
    assert "gantt-bar" in page
