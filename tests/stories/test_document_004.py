"""A district's yearly summary: meetings 9, study 7, lectures 21 … and 69 that is not 68+16."""

import pytest

import activities.rules as activity_rules
import issues.rules as issue_rules
from activities.models import Activity
from issues.models import Issue, IssueCount
from reports.models import Circular
from tests import builders
from tests.stories import desk

HELD = {
    "promotion": 4,
    "dispatch": 4,
    "mobilisation": 1,
    "study": 7,
    "seminar": 24,
    "party_day": 38,
    "lecture": 21,
    "column": 16,
    "training": 10,
    "forum": 10,
}
AT_ONCE, BY_AND_BY, SAID = 68, 16, 69


@pytest.fixture
def year(campaign, unit, office):
    activity_rules.install_kinds()
    for code, times in HELD.items():
        desk.hold(campaign, unit, office, code, times=times)
    first = builders.make_ledger_issue(campaign, unit, rectify="LX")
    _copy(first, AT_ONCE - 1, "LX")
    _copy(first, BY_AND_BY, "CQ")
    issue_rules.recount(campaign)
    return campaign


def _copy(issue, count, rectify):
    """Further issues of the same kind, in bulk."""
    Issue.objects.bulk_create(
        Issue(
            campaign=issue.campaign,
            unit=issue.unit,
            issue_list=issue.issue_list,
            number=f"{issue.number}-{rectify}{number}",
            text=issue.text,
            category=issue.category,
            rectify=rectify,
            due_on=issue.due_on,
            status=issue.status,
            approved_at=issue.approved_at,
        )
        for number in range(count)
    )


def count_wrong(campaign):
    """The ledger says 69 while its rows are 68 and 16."""
    IssueCount.objects.filter(campaign=campaign, status="rectifying").update(count=SAID)


@pytest.mark.slow
def test_the_summary_counts_what_was_held(year, office, leader, sign_in):
    """004-02, 004-10, 004-12, 004-48: the counts page fills the yearly summary."""
    writer, chief = desk.Person(sign_in(office)), desk.Person(sign_in(leader))
    row, said = desk.draft(writer, "summary")
    meetings = Activity.objects.filter(kind__code__in=["promotion", "dispatch", "mobilisation"])
    assert meetings.count() == 9
    assert "召开动员会1次、推进会4次、调度会4次" in said
    assert "集中学习7次，交流研讨24次，主题党日38次，专题党课、宣讲21场" in said
    assert "专栏专版16个" in said
    assert "立行立改68个" in said
    assert "长期坚持16个" in said
    desk.follow_every_number(writer, row)
    assert "立行立改68个" in desk.issue_it(writer, chief, row)


@pytest.mark.slow
def test_sixty_nine_is_not_sixty_eight_and_sixteen(year, office, leader, sign_in):
    writer, chief = desk.Person(sign_in(office)), desk.Person(sign_in(leader))
    row, _ = desk.draft(writer, "summary")
    count_wrong(year)
    page = writer.get("reports:checks")
    assert "69不等于68+16" in page
    assert "教育局登记69件、台账84件" in page
    chief.post("reports:approve", row.pk)
    assert "69不等于68+16" in writer.post("reports:release", row.pk)
    row.refresh_from_db()
    assert row.status == Circular.Status.APPROVED
    chief.post("reports:override", row.pk, reason="计数正在重数，正文数字已逐件核对")
    writer.post("reports:release", row.pk)
    row.refresh_from_db()
    assert row.status == Circular.Status.RELEASED
    assert row.reconciliations.get(code="rectify_split").overridden_by == leader
