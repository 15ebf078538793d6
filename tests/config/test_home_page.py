"""The way in: each duty finds its own work, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from config import home
from issues import rules
from issues.rules.counting import step
from roster.words import Work
from tests import builders

pytestmark = pytest.mark.django_db


def text(client):
    return client.get(reverse("home")).content.decode()


def test_a_clerk_sees_what_is_late_in_the_own_unit(sign_in, clerk, campaign, unit):
    builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=1))
    page = text(sign_in(clerk))
    assert "整改待办" in page
    assert "已逾期" in page


def test_a_stranger_sees_nothing_of_our_unit(sign_in, stranger, campaign, unit):
    builders.make_ledger_issue(campaign, unit, text="只有我们知道的事")
    assert "只有我们知道的事" not in text(sign_in(stranger))


def test_the_office_reads_who_has_not_filed_and_can_copy_the_sentence(sign_in, office, campaign):
    page = text(sign_in(office))
    assert "【催报】" in page
    assert "教育局" in page


def test_a_unit_that_has_filed_is_not_urged(campaign, unit, clerk, head):
    listed = rules.open_list(campaign, unit, level="DW", by=clerk)
    builders.make_issue(campaign, unit, issue_list=listed)
    rules.submit(listed, by=head)
    assert unit not in home.unfiled(campaign)


def test_an_inspector_finds_what_waits_for_verification(sign_in, inspector, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    step(issue, "close_applied")
    page = text(sign_in(inspector))
    assert "待验收" in page
    assert issue.number in page


def test_a_leader_lands_on_the_morning_page(sign_in, leader, campaign, unit):
    builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=9))
    answer = sign_in(leader).get(reverse("home"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("reports:morning")
    assert "逾期" in answer.content.decode()


def test_before_any_campaign_the_page_says_what_comes_first(sign_in, office):
    assert "还没有活动" in text(sign_in(office))


def test_each_of_the_three_officers_is_led_to_the_own_work(sign_in):
    works = {
        Work.SYSTEM: reverse("roster:users"),
        Work.SECURITY: reverse("roster:users"),
        Work.AUDITOR: reverse("journal:index"),
    }
    for work, way in works.items():
        main = text(sign_in(builders.make_user(work.value, work.label, work))).split("<main")[1]
        assert f'href="{way}"' in main, work.label


def test_more_issues_do_not_mean_more_queries(
    sign_in, office, campaign, unit, django_assert_max_num_queries
):
    client = sign_in(office)
    for _ in range(6):
        builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=9))
    with django_assert_max_num_queries(28):
        client.get(reverse("home"))


def test_each_number_leads_to_just_the_rows_it_counts(sign_in, office, clerk, campaign, unit):
    for days in (-3, 4, 90):
        builders.make_ledger_issue(campaign, unit, due_on=localdate() + timedelta(days=days))
    ended = builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=9))
    for status in ("close_applied", "verified"):
        step(ended, status)
    step(ended, "closed", closed_at=now(), closed_on=localdate())
    for person in (office, clerk):
        client = sign_in(person)
        shown = client.get(reverse("home")).context["figures"]
        assert [one["number"] for one in shown] == [3, 1, 1, 1]
        rows = [client.get(one["url"]).context["page"].count for one in shown]
        assert rows == [3, 1, 1, 1]
