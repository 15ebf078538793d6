"""The way in, for the office of a large campaign: full panels ask no more, nothing is walked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from issues import rules
from issues.models import Handover, Issue, IssueList
from issues.rules.counting import step
from tests import builders

pytestmark = pytest.mark.django_db

FILLED = {
    "待审核的清单",
    "待审批的延期",
    "待销号",
    "外部点出、待认领的问题",
    "待裁定责任单位",
    "待验收",
    "该回头看的问题",
    "待审批的长期坚持",
    "逾期较多的单位",
}


def fill(campaign, unit, clerk):
    """One more row in every panel about the ledger."""
    today = localdate()
    due = today + timedelta(days=40)
    made = [builders.make_ledger_issue(campaign, unit, due_on=due) for _ in range(7)]
    late, asked, bounced, applied, verified, closed, standing = made
    Issue.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=9))
    Issue.objects.filter(pk=asked.pk).update(claim_due_on=today - timedelta(days=1))
    Issue.objects.filter(pk=bounced.pk).update(bounced_count=rules.most_bounces())
    rules.extend(asked, by=clerk, new_due_on=due + timedelta(days=9), reason="等招标", today=today)
    for issue in (applied, verified, closed):
        step(issue, "close_applied")
    for issue in (verified, closed):
        step(issue, "verified")
    step(closed, "closed", closed_at=now(), closed_on=today - timedelta(days=40))
    closed.look_backs.create(days=30, due_on=today - timedelta(days=10))
    rules.ask_long_term(
        standing,
        by=clerk,
        goals="每季度抽查一次",
        check_on=today + timedelta(days=60),
        reason="机制性问题",
        today=today,
    )
    cadre = builders.make_cadre(unit, name=f"李{closed.pk}")
    IssueList.objects.create(
        campaign=campaign, unit=unit, cadre=cadre, level="GR", status="submitted", round=1
    )


def opened(client):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("home"))
    return answer.context, asked.captured_queries


def test_full_panels_ask_no_more_questions(sign_in, office, clerk, campaign, unit):
    client = sign_in(office)
    fill(campaign, unit, clerk)
    before, once = opened(client)
    assert {box.title for box in before["boxes"] if box.rows} >= FILLED
    for _ in range(2):
        fill(campaign, unit, clerk)
    after, again = opened(client)
    assert len(again) == len(once) <= 28
    counted = {box.title: len(box.rows) for box in after["boxes"]}
    assert {counted[title] for title in FILLED - {"逾期较多的单位"}} == {3}


def test_a_unit_with_more_lines_asks_no_more_questions(sign_in, clerk, campaign, unit, other_unit):
    client = sign_in(clerk)
    offered = builders.make_ledger_issue(campaign, other_unit)
    for number in range(3):
        builders.make_issue(campaign, unit)
        builders.make_ledger_issue(campaign, unit)
        Handover.objects.create(
            issue=offered, from_unit=other_unit, to_unit=unit, reason="属教育", asked_by=clerk
        )
        made, asked = opened(client)
        counted = {box.title: len(box.rows) for box in made["boxes"]}
        assert counted["整改待办"] == counted["转来待接收的问题"] == number + 1
        assert len(asked) <= 20


@pytest.mark.skipif(connection.vendor != "sqlite", reason="计划随数据多少而变的库不在此列")
def test_no_panel_walks_through_the_issues_of_the_campaign(sign_in, office, clerk, campaign, unit):
    fill(campaign, unit, clerk)
    for person in (office, clerk):
        _, asked = opened(sign_in(person))
        walked = [
            line
            for query in asked
            for line in plan(query["sql"])
            if "SEARCH issues_issue USING INDEX" in line and line.endswith("(campaign_id=?)")
        ]
        assert walked == []


def plan(query):
    if not query.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}".replace("%", "%%"))
        return [row[3] for row in cursor.fetchall()]
