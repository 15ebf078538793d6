"""Units that meet and study but find nothing, or strike nothing off, are pointed out."""

import pytest
from django.urls import reverse

import activities.rules as activity_rules
from issues.models import Issue
from tests import builders
from tests.stories.desk import hold

PAGE = "/reports/hollow/"


@pytest.fixture
def held(campaign, unit, other_unit, office):
    activity_rules.install_kinds()
    hold(campaign, unit, office, "study", times=3)
    return campaign


def words(client):
    lines = client.get(PAGE).context["lines"]
    return [(line["unit"].short, line["held"], line["word"]) for line in lines]


def test_meetings_without_an_issue_and_issues_without_a_closing(held, unit, office, sign_in):
    client = sign_in(office)
    assert words(client) == [("教育局", 3, "只有会议学习，没有查摆问题")]
    issue = builders.make_ledger_issue(held, unit)
    assert words(client) == [("教育局", 3, "有会议有台账，没有一条销号")]
    stamps = {"closed_at": "2026-04-01T00:00Z", "closed_on": "2026-04-01"}
    Issue.objects.filter(pk=issue.pk).update(status="closed", **stamps)
    assert words(client) == []
    assert client.get(PAGE, {"format": "xlsx"}).headers["Content-Disposition"]


def test_a_unit_does_not_see_what_is_said_of_others(held, stranger, sign_in):
    assert sign_in(stranger).get(reverse("reports:hollow")).status_code == 404
