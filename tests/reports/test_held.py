"""What a process has counted it counts once, until somebody does something."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import outreach.rules as outreach
from reports.figures import counted
from reports.figures import held as held_facts
from tests import builders


@pytest.fixture(autouse=True)
def holding(settings):
    settings.HOLD_FIGURES = True
    held_facts.FACTS.clear()
    counted.HELD.clear()
    yield
    held_facts.FACTS.clear()
    counted.HELD.clear()


def test_the_second_reader_asks_for_far_less_and_a_deed_is_seen_at_once(
    campaign, unit, office, leader, today, sign_in
):
    builders.make_ledger_issue(campaign, unit)
    client, address = sign_in(leader), reverse("reports:counts")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        counts.append(len(queries))
    assert counts[1] < counts[0] / 2
    assert "意见箱意见" in page
    outreach.record_opinion(
        campaign, unit, channel="box", text="办证慢", received_on=today, by=office
    )
    rows = client.get(reverse("reports:rows", args=["channel_box"])).content.decode()
    assert "办证慢" in rows


def test_one_unit_never_reads_what_was_counted_for_another(
    campaign, unit, other_unit, leader, clerk, stranger, sign_in
):
    builders.make_ledger_issue(campaign, unit)
    address = reverse("reports:dashboard")
    for person in (leader, clerk):
        assert "教育局" in sign_in(person).get(address).content.decode()
    assert "教育局" not in sign_in(stranger).get(address).content.decode().split("page-main")[1]
