"""The rows behind every figure: as many as the number says, on every page that shows it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

import activities.rules as activity_rules
import outreach.rules as outreach
import reports.rules as rules
import supervision.rules as supervision
from reports.figures import BY_CODE, Facts, every_value
from reports.figures.behind import Listed
from reports.figures.dated import as_of
from reports.figures.lines import screen_of
from reports.models import Frozen
from supervision.models import Rung
from tests import builders
from tests.stories import desk


@pytest.fixture
def busy(campaign, unit, other_unit, office):
    """A little of everything that figures count."""
    activity_rules.install_kinds()
    desk.hold(campaign, unit, office, "study", times=3, people=40)
    desk.hold(campaign, other_unit, office, "news", 篇数=5)
    for place in (unit, other_unit):
        builders.make_ledger_issue(campaign, place, due_on=localdate() - timedelta(days=4))
        outreach.record_opinion(
            campaign, place, channel="box", text="办证慢", received_on=localdate(), by=office
        )
    return campaign


def test_every_figure_has_as_many_rows_as_it_says(busy, office):
    facts = Facts(busy, localdate())
    for code, value in every_value(facts).items():
        behind = value.figure.behind
        assert behind is not None, code
        if not value.figure.share and not isinstance(behind, Listed):
            assert behind.number(facts) == (value.number or 0), code
        shown = screen_of(facts, value.figure, office, None, "")
        assert shown.count >= bool(value.number), code


def test_a_figure_that_goes_back_says_of_today_what_it_says_now(busy):
    facts = Facts(busy, localdate())
    for code, value in every_value(facts).items():
        if value.figure.goes_back:
            said = as_of(facts, value.figure, facts.today, BY_CODE)
            assert (said or 0) == (value.number or 0), code


def test_counting_a_register_costs_one_query_whatever_the_number_of_figures(busy):
    facts = Facts(busy, localdate())
    with CaptureQueriesContext(connection) as queries:
        codes = [code for code in BY_CODE if code.startswith(("visits", "handled"))]
        assert {BY_CODE[code].count(facts) for code in codes} == {0}
    assert len(queries) == 1


def test_the_page_lists_the_rows_and_hands_them_out(busy, office, sign_in):
    client = sign_in(office)
    page = client.get(reverse("reports:rows", args=["channel_box"])).content.decode()
    assert page.count("办证慢") == 2
    sheet = client.get(reverse("reports:rows_sheet", args=["channel_box"]))
    assert sheet["Content-Disposition"].startswith("attachment")
    empty = client.get(reverse("reports:rows", args=["visits"])).content.decode()
    assert "目前没有明细" in empty


def test_the_rows_of_a_day_that_has_passed_are_those_of_that_day(busy, office, sign_in):
    day = (localdate() - timedelta(days=1)).isoformat()
    address = reverse("reports:rows", args=["channel_box"])
    assert "办证慢" not in sign_in(office).get(address, {"on": day}).content.decode()


def test_tasks_not_done_are_named_by_unit(busy, office, sign_in):
    busy.phases.first().tasks.create(name="动员部署", due_on=localdate() - timedelta(days=1))
    page = sign_in(office).get(reverse("reports:rows", args=["tasks_missing"])).content.decode()
    assert "动员部署" in page
    assert "教育局" in page


def test_a_unit_sees_its_own_rows_and_a_stranger_none(busy, clerk, stranger, sign_in):
    address = reverse("reports:rows", args=["issues_ledger"])
    assert "2026-U021-001" in sign_in(clerk).get(address).content.decode()
    assert "2026-U021-001" not in sign_in(stranger).get(address).content.decode()
    hidden = reverse("reports:rows", args=["units_unsent"])
    assert sign_in(clerk).get(hidden).status_code == 404
    assert sign_in(clerk).get(reverse("reports:rows", args=["none"])).status_code == 404


def test_a_number_narrowed_to_a_unit_leads_to_the_rows_of_that_unit(busy, unit, office, sign_in):
    client = sign_in(office)
    page = client.get(reverse("reports:counts"), {"unit": unit.pk}).content.decode()
    address = f"{reverse('reports:rows', args=['channel_box'])}?unit={unit.pk}"
    assert address in page
    assert client.get(address).content.decode().count("办证慢") == 1


def test_a_frozen_figure_keeps_its_question_rows_and_digest(busy, office, leader, sign_in):
    paper = rules.compose(busy, kind="stage", by=office, today=localdate())
    rules.approve(paper, by=leader, today=localdate())
    row = paper.figures.get(code="channel_box")
    assert row.row_count == len(row.rows) == 2
    assert "channel" in row.query
    client = sign_in(office)
    page = client.get(reverse("reports:frozen", args=[paper.pk, "channel_box"])).content.decode()
    assert "核对一致" in page
    assert page.count("办证慢") == 2
    Frozen.objects.filter(pk=row.pk).update(rows=[row.rows[0], row.rows[0]])
    page = client.get(reverse("reports:frozen", args=[paper.pk, "channel_box"])).content.decode()
    assert "明细与摘要不符" in page


def test_a_stranger_never_reads_what_a_draft_has_frozen(busy, office, leader, stranger, sign_in):
    paper = rules.compose(busy, kind="stage", by=office, today=localdate())
    rules.approve(paper, by=leader, today=localdate())
    address = reverse("reports:frozen", args=[paper.pk, "channel_box"])
    assert sign_in(stranger).get(address).status_code == 404


def test_a_unit_does_not_learn_of_a_covert_visit_from_a_number(
    campaign, unit, inspector, office, clerk, sign_in
):
    supervision.install_rungs()
    supervision.inspect(
        campaign,
        unit,
        method="covert",
        inspected_on=localdate(),
        inspectors="赵正",
        text="窗口空岗",
        findings=["空岗40分钟"],
        by=inspector,
    )
    rung = Rung.objects.get(code="yellow")
    supervision.propose_card(campaign, unit, rung=rung, reason="空岗", by=inspector)
    for code in ("inspections", "covert", "findings", "cards_proposed"):
        page = reverse("reports:figure", args=[code])
        for person, expected in ((office, 1), (clerk, 0)):
            shown = sign_in(person).get(page)
            assert shown.context["value"].number == expected, (code, person)
