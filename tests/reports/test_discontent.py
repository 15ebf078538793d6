"""Low satisfaction and many complaints lead to the proposal of a focus unit."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import now
from openpyxl import load_workbook

import evaluations.rules as evaluation_rules
from evaluations.models import Round, Scheme, Standing
from outreach.models import Ticket
from supervision.models import Focus


@pytest.fixture
def disliked(campaign, unit, other_unit, office):
    """A published round in which one unit has 62 % and the other 95 %, and both have tickets."""
    evaluation_rules.install_schemes()
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    round_ = evaluation_rules.draft(campaign, name="上半年三评议", scheme=scheme, by=office)
    Round.objects.filter(pk=round_.pk).update(status=Round.Status.PUBLISHED)
    for one, rate in ((unit, "0.62"), (other_unit, "0.95")):
        cohort = round_.cohorts.get(units=one)
        Standing.objects.create(round=round_, cohort=cohort, unit=one, satisfied_rate=rate)
        for number in range(4):
            Ticket.objects.create(
                campaign=campaign,
                unit=one,
                order_no=f"{one.code}-{number}",
                content="窗口没人",
                dispatched_at=now() - timedelta(days=number),
            )
    return unit


def test_only_who_is_low_in_both_is_listed_and_every_number_leads_on(
    disliked, other_unit, office, sign_in
):
    page = sign_in(office).get("/reports/discontent/").content.decode()
    main = page[page.index("<h1") :]
    assert disliked.short in main and "62.00%" in main and "12345工单4件" in main
    assert f"/tickets/?unit={disliked.pk}" in main
    assert other_unit.short not in main.split("<table")[1]
    assert "没有同时符合" in sign_in(office).get("/reports/discontent/?many=5").content.decode()
    assert other_unit.short in sign_in(office).get("/reports/discontent/?rate=99").content.decode()


def test_an_old_ticket_does_not_count(disliked, office, sign_in):
    Ticket.objects.update(dispatched_at=now() - timedelta(days=91))
    assert "没有同时符合" in sign_in(office).get("/reports/discontent/").content.decode()


def test_the_figures_become_the_ground_of_a_proposal(disliked, campaign, office, leader, sign_in):
    desk = sign_in(office)
    page = desk.get("/reports/discontent/").content.decode()
    link = page.split('href="/supervision/focus/propose/')[1].split('"')[0].replace("&amp;", "&")
    form = desk.get(f"/supervision/focus/propose/{link}").content.decode()
    ground = "“上半年三评议”满意率62.00%；近90天12345工单4件。"
    assert ground in form
    desk.post("/supervision/focus/propose/", {"unit": disliked.pk, "ground": ground})
    assert Focus.objects.get().ground == ground
    assert "已提出" in desk.get("/reports/discontent/").content.decode()
    assert "建议列为重点" not in sign_in(leader).get("/reports/discontent/").content.decode()


def test_the_list_leaves_as_a_workbook_and_units_do_not_see_it(disliked, office, clerk, sign_in):
    content = sign_in(office).get("/reports/discontent/export/").content
    assert "62.00%" in str([list(line) for line in load_workbook(BytesIO(content)).active.values])
    assert sign_in(clerk).get("/reports/discontent/").status_code == 404
