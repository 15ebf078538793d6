from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

import outreach.rules as outreach
from issues.models import Issue
from reports.figures import BY_CODE, Facts
from reports.figures.dated import as_of, course
from tests import builders


@pytest.fixture
def ledger(campaign, unit):
    """Three issues of different weeks, one of them struck off last week."""
    today = localdate()
    for back in (30, 20, 1):
        row = builders.make_ledger_issue(campaign, unit, due_on=today - timedelta(days=5))
        moment = make_aware(datetime.combine(today - timedelta(days=back), datetime.min.time()))
        Issue.objects.filter(pk=row.pk).update(approved_at=moment)
    first = Issue.objects.order_by("approved_at").first()
    struck = make_aware(datetime.combine(today - timedelta(days=7), datetime.min.time()))
    Issue.objects.filter(pk=first.pk).update(status="closed", closed_at=struck)
    return campaign


def said(campaign, code, back):
    facts = Facts(campaign, localdate())
    return as_of(facts, BY_CODE[code], localdate() - timedelta(days=back), BY_CODE)


def test_a_figure_tells_what_it_said_on_another_day(ledger):
    assert [said(ledger, "issues_ledger", back) for back in (40, 25, 10, 0)] == [0, 1, 2, 3]
    assert [said(ledger, "issues_closed", back) for back in (8, 7, 0)] == [0, 1, 1]
    assert [said(ledger, "issues_open", back) for back in (8, 0)] == [2, 2]
    assert [said(ledger, "overdue", back) for back in (6, 0)] == [0, 2]


def test_every_dated_figure_can_be_told_of_any_day(ledger, unit, office):
    outreach.record_opinion(
        ledger, unit, channel="box", text="慢", received_on=localdate(), by=office
    )
    dated = [code for code, figure in BY_CODE.items() if figure.goes_back]
    assert len(dated) > 100
    assert all(said(ledger, code, 3) is not None for code in dated if not BY_CODE[code].share)
    assert said(ledger, "opinions", 0) == 1
    assert course(Facts(ledger, localdate()), BY_CODE["visits"], BY_CODE)[-1][1] == 0


def test_a_figure_without_dates_says_that_it_cannot_go_back(ledger, office, sign_in):
    page = sign_in(office).get(reverse("reports:figure", args=["due_soon"])).content.decode()
    assert "不能回溯" in page


def test_the_page_gives_definition_rows_and_the_day_asked_for(ledger, office, sign_in):
    address = reverse("reports:figure", args=["issues_ledger"])
    day = localdate() - timedelta(days=10)
    page = sign_in(office).get(address, {"on": day.isoformat()}).content.decode()
    assert "审核通过进入整改台账的问题件数" in page
    assert "<b>2</b>件" in page
    assert reverse("issues:ledger") in page


@pytest.mark.parametrize("written", ["", "昨天", "2999-01-01"])
def test_a_day_that_is_none_is_left_out(ledger, office, sign_in, written):
    address = reverse("reports:figure", args=["issues_ledger"])
    answer = sign_in(office).get(address, {"on": written})
    assert answer.context["on"] is None
    assert answer.context["value"].number == 3


def test_whether_others_have_filed_is_no_business_of_a_stranger(ledger, stranger, sign_in):
    client = sign_in(stranger)
    assert client.get(reverse("reports:figure", args=["units_unsent"])).status_code == 404
    assert client.get(reverse("reports:figure", args=["nothing"])).status_code == 404
