"""A unit that is merged away: what was sent stays, what is drawn now says so in sentences."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import reports.rules as rules
import roster.rules as roster
from common.refusal import Refused
from reports.drafts import sections_of, tables_of
from tests import builders


@pytest.fixture
def sent(campaign, unit, office, leader, today):
    builders.make_ledger_issue(campaign, unit)
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
    return row


def test_a_sent_paper_and_its_rows_outlive_the_unit(sent, unit, other_unit, office, sign_in):
    before = (sections_of(sent), tables_of(sent))
    roster.merge(unit, into=other_unit, on=localdate(), by=None)
    sent.refresh_from_db()
    assert (sections_of(sent), tables_of(sent)) == before
    client = sign_in(office)
    assert "教育局" in client.get(sent.get_absolute_url()).content.decode()
    rows = client.get(reverse("reports:rows", args=["issues_ledger"])).content.decode()
    assert "2026-U021-001" in rows
    for page in ("reports:dashboard", "reports:counts", "reports:tables", "reports:wall"):
        assert client.get(reverse(page)).status_code == 200


def test_a_unit_that_is_not_there_is_said_in_a_sentence(sent, office, sign_in):
    page = sign_in(office).get(reverse("reports:dashboard"), {"unit": "99999"}).content.decode()
    assert "单位及其下级：" in page.split("data-error-summary")[1].split("</ul>")[0]
    assert "台账问题" in page


def test_a_text_that_asks_for_a_number_nobody_counts_is_refused_by_name(campaign, office, today):
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    sections = [{"title": "总体进展", "text": "信访量下降{信访下降率}%。"}]
    with pytest.raises(Refused, match=r"没有叫.信访下降率.的数字"):
        rules.edit(row, by=office, title=row.title, addressee="各单位", sections=sections)
