import issues.rules as rules
from issues import tasks
from issues.models import IssueCount
from journal.models import Entry
from tests import builders


def test_counts_follow_every_step_exactly(campaign, unit, head, reviewer):
    issue_list = builders.make_issue(campaign, unit).issue_list
    builders.make_issue(campaign, unit, issue_list=issue_list, text="第二条")
    rules.submit(issue_list, by=head)
    rules.approve(issue_list, by=reviewer)
    counts = dict(IssueCount.objects.exclude(count=0).values_list("status", "count"))
    assert counts == {"rectifying": 2}
    assert rules.recount(campaign) == 0


def test_a_wrong_or_missing_count_is_found_and_mended(campaign, unit, other_unit):
    builders.make_issue(campaign, unit)
    builders.make_ledger_issue(campaign, other_unit)
    IssueCount.objects.filter(unit=unit).update(count=7)
    IssueCount.objects.filter(unit=other_unit, status="rectifying").delete()
    assert rules.recount(campaign) == 2
    assert rules.recount(campaign) == 0


def test_a_count_without_rows_goes_to_zero(campaign, unit):
    IssueCount.objects.create(campaign=campaign, unit=unit, status="closed", count=3)
    assert rules.recount(campaign) == 1
    assert IssueCount.objects.get().count == 0


def test_the_nightly_sweep_mends_every_campaign_and_says_so_once(campaign, unit):
    builders.make_issue(campaign, unit)
    IssueCount.objects.update(count=7)
    tasks.recount()
    tasks.recount()
    assert IssueCount.objects.get().count == 1
    entry = Entry.objects.get(verb="重数")
    assert (entry.actor_name, entry.details["counts"]) == ("系统", [[unit.pk, "draft", 7, 1]])
