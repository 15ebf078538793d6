import itertools
from datetime import date

import pytest

import campaigns.rules as rules
from campaigns.models import Campaign
from common.refusal import Refused
from tests import builders


def test_a_template_lays_phases_one_after_the_other_in_workdays(dictionaries):
    campaign = builders.make_campaign()
    phases = list(campaign.phases.all())
    assert [phase.number for phase in phases] == [1, 2, 3, 4]
    assert phases[0].starts_on == date(2026, 3, 2)
    assert phases[0].ends_on == date(2026, 4, 1)
    assert all(a.ends_on < b.starts_on for a, b in itertools.pairwise(phases))
    assert campaign.ends_on == phases[-1].ends_on


def test_the_gate_task_and_the_meeting_behind_it_come_with_the_template(dictionaries):
    campaign = builders.make_campaign()
    tasks = [task for phase in campaign.phases.all() for task in phase.tasks.all()]
    assert [task.name for task in tasks if task.opens_gate] == ["办公室审核把关"]
    assert [task.name for task in tasks if task.needs_gate] == ["召开班子专题会（民主生活会）"]


@pytest.mark.parametrize("template", ["T4", "T3", "SAN", "DDD", "XCG"])
def test_each_of_the_five_templates_makes_a_campaign(dictionaries, template):
    campaign = builders.make_campaign(template=template)
    assert campaign.status == Campaign.Status.DRAFT
    assert campaign.phases.first().tasks.exists()


def test_a_template_that_does_not_exist_is_refused(dictionaries):
    with pytest.raises(Refused, match="没有“X9”这个阶段模板"):
        builders.make_campaign(template="X9")


def test_a_campaign_of_2027_is_planned_although_its_holidays_are_not_published(dictionaries):
    campaign = builders.make_campaign(starts_on=date(2027, 3, 1))
    assert rules.calendar().unknown(campaign.starts_on)
    assert campaign.ends_on > date(2027, 8, 1)


def test_a_stranger_cannot_plan(dictionaries, stranger):
    with pytest.raises(Refused, match="没有办理此项工作的权限"):
        rules.plan(name="假活动", template="T4", starts_on=date(2026, 3, 2), by=stranger)
