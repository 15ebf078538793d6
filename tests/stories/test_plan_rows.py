"""The plan and how far it is: clock, tasks on one page, who lags, what nobody owns."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from campaigns.models import Campaign, Task
from issues.models import Issue
from reports.models import Circular
from tests import builders
from tests.stories.desk import Person, draft, issue_it

TODAY = localdate()


@pytest.fixture
def people(campaign, office, leader, clerk, sign_in):
    cast = {"office": office, "leader": leader, "clerk": clerk}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def test_the_clock_says_how_many_days_and_workdays_are_left(people, campaign):
    """001-35: X个半月 is a number that runs down."""
    Campaign.objects.filter(pk=campaign.pk).update(ends_on=TODAY + timedelta(days=45))
    page = people["clerk"].get("campaigns:campaign", campaign.pk)
    assert "距结束" in page and ">45<" in page.replace(" ", "").replace("\n", "")


def test_a_main_plan_with_its_parts_and_campaigns_below_it(people, campaign):
    """004-06, 004-07: 1+8 plans stand with the campaign, its actions run below it."""
    for number in range(1, 4):
        people["office"].post(
            "campaigns:attach",
            campaign.pk,
            title=f"专项子方案{number}",
            number=f"办发〔2026〕{number}号",
            issued_on=TODAY,
        )
    builders.make_campaign(name="营商环境行动", parent=campaign)
    page = people["clerk"].get("campaigns:campaign", campaign.pk)
    assert page.count("专项子方案") >= 3
    assert "营商环境行动" in people["office"].get("campaigns:children", campaign.pk)


def test_an_issue_that_nobody_owns_is_pointed_out(people, campaign, unit):
    """004-08: every item has an owner, or stands on the list of those that have none."""
    issue = builders.make_ledger_issue(campaign, unit)
    Issue.objects.filter(pk=issue.pk).update(owner="", dept="", leader="")
    assert "未销号且没有责任人" in people["office"].get("issues:checks")


def test_the_tasks_of_all_phases_stand_on_one_page_with_those_who_lag(people, campaign, unit):
    """004-09, 004-47: the breakdown on one picture; an uneven advance is seen by unit."""
    Task.objects.filter(phase__campaign=campaign).update(due_on=TODAY - timedelta(days=1))
    wall = people["leader"].get("reports:wall")
    tasks = Task.objects.filter(phase__campaign=campaign).for_units()
    assert all(task.name in wall for task in tasks)
    grid = people["office"].get("campaigns:campaign_grid", campaign.pk)
    assert unit.name in grid and "逾期未完成" in grid


def test_briefings_are_numbered_by_campaign_and_listed(people, campaign):
    """004-13: 简报 come out numbered, the archive lists them."""
    for _ in range(2):
        row, _said = draft(people["office"], "briefing")
        issue_it(people["office"], people["leader"], row)
    numbers = sorted(Circular.objects.filter(kind="briefing").values_list("number", flat=True))
    assert numbers == [1, 2]
    assert people["office"].get("reports:circulars").count("简报") >= 2
