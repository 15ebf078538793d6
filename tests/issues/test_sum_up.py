"""汇总: what a dashboard adds up is kept a unit at a time and made anew where it changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

import issues.rules as rules
from issues import tasks, triggers
from issues.figures import add_up, sum_differences, sums_by_unit
from issues.models import Issue, StaleSum, UnitSum
from journal.models import Entry
from tests import builders


@pytest.fixture
def summed(campaign, unit, other_unit):
    """Two units with an issue each, their sums kept and nothing changed since."""
    issues = [builders.make_ledger_issue(campaign, one) for one in (unit, other_unit)]
    rules.sum_up(campaign)
    assert not marked()
    return issues


def marked():
    return set(StaleSum.objects.values_list("unit", flat=True))


def told(by_unit):
    """Sums without the units that have nothing."""
    return {unit: sums for unit, sums in by_unit.items() if any(sums.values())}


def test_the_triggers_stand_after_all_migrations(db):
    assert triggers.is_marked()


def test_kept_sums_are_read_without_a_look_at_the_issues(campaign, summed, unit, other_unit):
    with CaptureQueriesContext(connection) as asked:
        sums = sums_by_unit(campaign, None)
    assert len(asked) == 2
    assert not any('FROM "issues_issue"' in query["sql"] for query in asked)
    assert sums[unit.pk]["kinds"] == {f"XQ,S01,{summed[0].level}": 1}
    assert sums[unit.pk]["due"] == {summed[0].due_on.isoformat(): 1}
    assert set(sums) == {unit.pk, other_unit.pk}


def test_they_cost_the_same_for_many_units(campaign, summed):
    for number in range(12):
        more = builders.make_unit(name=f"第{number}所", code=f"M{number}")
        builders.make_ledger_issue(campaign, more)
    with CaptureQueriesContext(connection) as stale:
        sums_by_unit(campaign, None)
    rules.sum_up(campaign)
    with CaptureQueriesContext(connection) as kept:
        assert len(sums_by_unit(campaign, None)) == 14
    assert (len(stale), len(kept)) == (5, 2)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "close_applied"},
        {"category": None},
        {"rectify": "LX"},
        {"source": "S02"},
        {"level": "CA"},
        {"due_on": localdate() + timedelta(days=3)},
        {"approved_at": now()},
    ],
)
def test_whoever_changes_a_counted_column_makes_the_sums_old(campaign, summed, unit, change):
    Issue.objects.filter(pk=summed[0].pk).update(**change)
    assert marked() == {unit.pk}
    assert told(sums_by_unit(campaign, None)) == told(add_up(campaign, None))


def test_words_alone_leave_the_sums_as_they_are(summed):
    Issue.objects.filter(pk=summed[0].pk).update(text="改了几个字", owner="张三", version=4)
    assert marked() == set()


def test_an_issue_handed_over_is_counted_where_it_went(campaign, summed, unit, other_unit):
    Issue.objects.filter(pk=summed[0].pk).update(unit=other_unit)
    assert marked() == {unit.pk, other_unit.pk}
    sums = sums_by_unit(campaign, None)
    assert [sum(sums[one.pk]["kinds"].values()) for one in (unit, other_unit)] == [0, 2]


def test_a_whole_course_is_summed_as_a_walk_would_count_it(
    campaign, summed, clerk, inspector, office
):
    issue = summed[0]
    steps = [
        lambda: rules.request_closure(issue, by=clerk, result="已办结"),
        lambda: rules.verify(issue, by=inspector, opinion="属实"),
        lambda: rules.close(issue, by=office, note="同意"),
        lambda: rules.look_back(
            issue.look_backs.first(),
            by=inspector,
            text="又压件",
            is_rebound=True,
            due_on=localdate() + timedelta(days=60),
        ),
    ]
    issue.measures.update(done_on=localdate())
    for step in steps:
        step()
        seen = told(sums_by_unit(campaign, None))
        assert seen == told(add_up(campaign, None))
        tasks.sum_up()
        assert told(sums_by_unit(campaign, None)) == seen
    assert sums_by_unit(campaign, None)[issue.unit_id]["backs_done"] == {"rebound": 1}


def test_only_the_units_asked_for_are_told(campaign, summed, unit, other_unit):
    Issue.objects.filter(unit=other_unit).update(rectify="LX")
    assert set(sums_by_unit(campaign, frozenset({unit.pk}))) == {unit.pk}


def test_who_works_while_the_sums_are_made_sets_a_mark_that_stays(campaign, summed, monkeypatch):
    def work_meanwhile(campaign, units):
        found = add_up(campaign, units)
        if units:
            Issue.objects.filter(pk=summed[0].pk).update(rectify="CQ")
            monkeypatch.undo()
        return found

    Issue.objects.filter(pk=summed[0].pk).update(rectify="LX")
    monkeypatch.setattr("issues.rules.summing.add_up", work_meanwhile)
    rules.sum_up(campaign)
    assert sums_by_unit(campaign, None)[summed[0].unit_id]["kinds"] == {
        f"CQ,S01,{summed[0].level}": 1
    }
    assert sum_differences(campaign) == set()


def test_a_mark_of_a_unit_that_is_gone_is_taken_away(campaign, summed):
    StaleSum.objects.create(campaign=campaign, unit_id=999_999)
    rules.sum_up(campaign)
    assert not marked()


def test_the_nightly_recount_finds_a_sum_that_does_not_hold(campaign, summed, unit):
    UnitSum.objects.filter(unit=unit).update(sums={**add_up(campaign, None)[unit.pk], "kinds": {}})
    assert sum_differences(campaign) == {unit.pk}
    assert rules.recount(campaign) == 1
    assert Entry.objects.get(verb="重数").details["sums"] == [unit.pk]
    assert sums_by_unit(campaign, None)[unit.pk]["kinds"] != {}
    rules.sum_up(campaign)
    assert rules.recount(campaign) == 0
