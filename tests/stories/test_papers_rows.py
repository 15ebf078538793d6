"""Each document's own report: drafted by page, agreed, sent; every number of it traced to rows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import activities.rules as activity_rules
from tests import builders
from tests.stories import desk

DOCUMENTS = [
    ("000-26: 阶段小结", "stage"),
    ("002-17, 002-27: 情况报告", "report"),
    ("003-17: 进展通报", "progress"),
    ("004-48: 总结", "summary"),
    ("004-13: 简报", "briefing"),
]


@pytest.fixture
def people(campaign, unit, other_unit, office, leader, clerk, sign_in):
    """A campaign in which something was held, listed, missed and inspected."""
    activity_rules.install_kinds()
    desk.hold(campaign, unit, office, "study", times=2, people=40)
    for place, days in ((unit, -5), (unit, 9), (other_unit, 30)):
        builders.make_ledger_issue(campaign, place, due_on=localdate() + timedelta(days=days))
    cast = {"office": office, "leader": leader, "clerk": clerk}
    return {name: desk.Person(sign_in(user)) for name, user in cast.items()}


@pytest.mark.parametrize(("row", "kind"), DOCUMENTS)
def test_every_number_of_a_report_leads_to_rows_before_and_after_it_is_sent(people, row, kind):
    """000-26, 002-17, 002-27, 003-17, 004-13, 004-48."""
    office, leader = people["office"], people["leader"]
    paper, said = desk.draft(office, kind)
    assert "{" not in said
    desk.follow_every_number(office, paper)
    sent = desk.issue_it(office, leader, paper)
    assert paper.campaign.office_name in sent
    kept = paper.figures.filter(row_count__isnull=False)
    assert kept.exists()
    for one in kept:
        page = office.get("reports:frozen", paper.pk, one.code)
        assert "明细与摘要不符" not in page, one.code


def test_a_sent_report_does_not_change_when_the_ledger_does(people, campaign, unit):
    """004-48: the summary is frozen at its date."""
    office, leader = people["office"], people["leader"]
    paper, _ = desk.draft(office, "progress")
    before = desk.issue_it(office, leader, paper)
    builders.make_ledger_issue(campaign, unit)
    again = desk.plain(office.get("reports:circular", paper.pk))
    assert "台账问题3件" in before
    assert "台账问题3件" in again


def test_the_wall_the_task_book_and_the_timetable_say_the_same_tasks(people, campaign, unit):
    """003-28, 004-46: 作战图 for the wall on A3, 任务书 and 时间表 for the unit, from one plan."""
    wall = people["leader"].get("reports:wall")
    assert "paper-wall" in wall
    entry = campaign.participations.get(unit=unit)
    names = [task.name for phase in campaign.phases.all() for task in phase.tasks.for_units()]
    assert names
    assert all(name in wall for name in names)
    for kind in ("tasks", "times", "pledge"):
        address = reverse("campaigns:unit_paper", args=[entry.pk, kind])
        assert people["clerk"].client.get(address).content[:2] == b"PK"
