"""What pages of figures are narrowed to: campaign, phase, month, from–to, unit with those below."""

from datetime import date, datetime, time
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from issues.models import Issue
from issues.rules.counting import step
from reports.figures import BY_CODE, Facts, every_value
from reports.figures.behind import Listed
from reports.figures.checks import checks
from reports.figures.period import Period, span, spans
from tests import builders

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
PAGES = ["reports:dashboard", "reports:counts", "reports:tables", "reports:wall"]


def listed(campaign, unit, day, **over):
    """An issue that entered the ledger on a day."""
    issue = builders.make_ledger_issue(campaign, unit, **over)
    moment = make_aware(datetime.combine(day, time.min))
    Issue.objects.filter(pk=issue.pk).update(approved_at=moment)
    return issue


@pytest.fixture
def two_months(campaign, unit, other_unit):
    """Two issues of March, one of April; of March one is struck off."""
    march = listed(campaign, unit, date(2026, 3, 10))
    listed(campaign, unit, date(2026, 3, 31))
    april = listed(campaign, other_unit, date(2026, 4, 1))
    for status in ("close_applied", "verified"):
        step(march, status)
    step(march, "closed", closed_at=make_aware(datetime.combine(date(2026, 4, 2), time(9))))
    return march, april


def test_a_month_and_a_quarter_are_their_days():
    assert span("2026-03") == MARCH
    assert span("2026-12").last == date(2026, 12, 31)
    assert span("2026-Q2") == Period(date(2026, 4, 1), date(2026, 6, 30))
    assert span("2026-13") is None
    offered = spans(date(2026, 3, 2), date(2026, 4, 9))
    assert [label for _, label in offered] == [
        "2026年4月",
        "2026年3月",
        "2026年第二季度",
        "2026年第一季度",
    ]


def test_a_month_counts_what_entered_in_it_and_asks_how_it_stands_now(two_months, campaign):
    facts = Facts(campaign, localdate(), period=MARCH)
    assert (facts.ledger, facts.open, facts.total(Issue.Status.CLOSED)) == (2, 1, 1)
    assert [check.sentence for check in checks(facts) if not check.is_ok] == []
    assert sum(closed for _, _, closed in facts.flow) == 0  # struck off in April
    april = Facts(campaign, localdate(), period=span("2026-04"))
    assert (april.ledger, sum(closed for _, _, closed in april.flow)) == (1, 1)


def test_within_a_period_every_figure_still_has_as_many_rows_as_it_says(two_months, campaign):
    for period in (MARCH, Period(date(2026, 1, 1), date(2026, 2, 1))):
        facts = Facts(campaign, localdate(), period=period)
        for code, value in every_value(facts).items():
            behind = value.figure.behind
            if not value.figure.share and not isinstance(behind, Listed):
                assert behind.number(facts) == (value.number or 0), code


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_take_a_period_a_phase_and_a_unit(two_months, campaign, leader, sign_in, page):
    phase = campaign.phases.first()
    asked = {"campaign": campaign.pk, "phase": phase.pk, "unit": two_months[0].unit_id}
    answer = sign_in(leader).get(reverse(page), asked)
    assert answer.status_code == 200
    assert f'value="{phase.pk}" selected' in answer.content.decode()
    assert f"只计{phase.starts_on}至" in answer.content.decode()


def test_each_number_of_a_narrowed_dashboard_leads_to_just_its_rows(
    two_months, campaign, leader, sign_in
):
    client = sign_in(leader)
    page = client.get(reverse("reports:dashboard"), {"span": "2026-03"}).content.decode()
    assert f"{reverse('reports:rows', args=['issues_ledger'])}?span=2026-03" in page
    assert "since=2026-03-01&amp;until=2026-03-31" in page or "since=2026-03-01" in page
    rows = reverse("reports:rows", args=["issues_ledger"])
    shown = client.get(rows, {"span": "2026-03"}).content.decode()
    assert two_months[0].number in shown
    assert two_months[1].number not in shown
    ledger = client.get(
        reverse("issues:ledger"), {"since": "2026-03-01", "until": "2026-03-31"}
    ).content.decode()
    assert two_months[0].number in ledger
    assert two_months[1].number not in ledger
    assert "进入台账从：2026-03-01" in ledger


def test_the_ledger_narrows_to_a_unit_with_those_below(two_months, unit, leader, sign_in):
    below = builders.make_unit(parent=unit)
    issue = listed(two_months[0].campaign, below, date(2026, 3, 12))
    page = sign_in(leader).get(reverse("issues:ledger"), {"below": unit.pk}).content.decode()
    assert issue.number in page
    assert two_months[1].number not in page


def test_a_workbook_and_a_csv_obey_the_period(two_months, leader, sign_in):
    client = sign_in(leader)
    name = quote("单位与问题类别")
    whole, march = (
        client.get(f"{reverse('reports:table_csv')}?table={name}{more}").content.decode("utf-8-sig")
        for more in ("", "&span=2026-03")
    )
    assert whole.splitlines()[-1].endswith("3")
    assert march.splitlines()[-1].endswith("2")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-04-09", "until": "2026-04-01"}, "截止日期早于起始日期"),
        ({"since": "四月"}, "从"),
        ({"span": "2026-03", "since": "2026-05-01"}, "没有共同的日子"),
        ({"phase": "99999"}, "阶段"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(two_months, leader, sign_in, asked, said):
    page = sign_in(leader).get(reverse("reports:dashboard"), asked).content.decode()
    summary = page.split("data-error-summary")[1].split("</ul>")[0]
    assert said in summary


def test_another_campaign_is_seen_by_those_who_take_part_only(campaign, leader, stranger, sign_in):
    alone = builders.make_unit()
    other = builders.make_campaign(units=[alone], name="机关效能专项")
    address = reverse("reports:dashboard")
    assert "机关效能专项" in sign_in(leader).get(address, {"campaign": other.pk}).content.decode()
    assert sign_in(stranger).get(address, {"campaign": other.pk}).status_code == 404


def test_a_stranger_asking_for_a_unit_out_of_reach_is_told_and_sees_the_own(
    two_months, unit, stranger, sign_in
):
    page = sign_in(stranger).get(reverse("reports:dashboard"), {"unit": unit.pk}).content.decode()
    assert "单位及其下级：" in page.split("data-error-summary")[1].split("</ul>")[0]
    assert "教育局" not in page.split("page-main")[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_narrowed_page_costs_the_same_whatever_the_number_of_rows(
    campaign, unit, leader, sign_in, page
):
    client = sign_in(leader)
    asked = {"span": f"{localdate():%Y-%m}"}
    client.get(reverse(page), asked)
    counts = []
    for _ in range(2):
        for _ in range(4):
            listed(campaign, unit, localdate())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page), asked).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_tasks_of_a_phase_alone_stand_on_the_wall(campaign, leader, sign_in):
    first, second = campaign.phases.all()[:2]
    first.tasks.create(name="开一次动员会", due_on=first.ends_on, by="all_units")
    second.tasks.create(name="填一次台账", due_on=second.ends_on, by="all_units")
    page = sign_in(leader).get(reverse("reports:wall"), {"phase": first.pk}).content.decode()
    table = page.split("<table")[1]
    assert "开一次动员会" in table
    assert "填一次台账" not in table
    assert (
        BY_CODE["tasks"].count(
            Facts(campaign, localdate(), period=Period(first.starts_on, first.ends_on, first.pk))
        )
        == first.tasks.count()
    )
