"""汇总: what a dashboard adds up is kept a unit at a time and made anew where it changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

import issues.rules as rules
from issues import tasks, triggers
from issues.figures import add_up, sum_differences, summed
from issues.figures.sums import OWN, total_of
from issues.models import Issue, StaleSum, UnitSum
from journal.models import Entry
from tests import builders


@pytest.fixture
def kept(campaign, unit, other_unit):
    """Two units with an issue each, their sums kept and nothing changed since."""
    issues = [builders.make_ledger_issue(campaign, one) for one in (unit, other_unit)]
    rules.sum_up(campaign)
    assert not marked()
    return issues


def marked():
    return set(StaleSum.objects.values_list("unit", flat=True))


def read(campaign, units=None):
    """What a dashboard reads, held against a walk over all issues."""
    found, walked = summed(campaign, units), add_up(campaign, units)
    assert found.total == total_of(walked)
    for unit, sums in walked.items():
        assert {name: found.by_unit[unit][name] for name in OWN} == {n: sums[n] for n in OWN}
    assert all(not any(found.by_unit[unit].values()) for unit in found.by_unit.keys() - walked)
    return found


def test_the_triggers_stand_after_all_migrations(db):
    assert triggers.is_marked()


def test_kept_sums_are_read_without_a_look_at_the_issues(campaign, kept, unit, other_unit):
    with CaptureQueriesContext(connection) as asked:
        sums = summed(campaign, None)
    assert len(asked) == 3
    assert not any('FROM "issues_issue"' in query["sql"] for query in asked)
    assert sums.total["kinds"] == {f"XQ,S01,{kept[0].level}": 2}
    assert sums.by_unit[unit.pk]["due"] == {str(kept[0].due_on): 1}
    assert set(sums.by_unit) == {unit.pk, other_unit.pk}


def test_they_cost_the_same_for_many_units(campaign, kept):
    for number in range(12):
        more = builders.make_unit(name=f"第{number}所", code=f"M{number}")
        builders.make_ledger_issue(campaign, more)
    with CaptureQueriesContext(connection) as stale:
        summed(campaign, None)
    rules.sum_up(campaign)
    with CaptureQueriesContext(connection) as fresh:
        assert len(summed(campaign, None).by_unit) == 14
    assert (len(stale), len(fresh)) == (6, 3)


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
def test_whoever_changes_a_counted_column_makes_the_sums_old(campaign, kept, unit, change):
    Issue.objects.filter(pk=kept[0].pk).update(**change)
    assert marked() == {unit.pk}
    read(campaign)


def test_words_alone_leave_the_sums_as_they_are(kept):
    Issue.objects.filter(pk=kept[0].pk).update(text="改了几个字", owner="张三", version=4)
    assert marked() == set()


def test_an_issue_handed_over_is_counted_where_it_went(campaign, kept, unit, other_unit):
    Issue.objects.filter(pk=kept[0].pk).update(unit=other_unit)
    assert marked() == {unit.pk, other_unit.pk}
    sums = read(campaign).by_unit
    assert [sum(sums[one.pk]["due"].values()) for one in (unit, other_unit)] == [0, 2]


def test_a_whole_course_is_summed_as_a_walk_would_count_it(
    campaign, kept, clerk, inspector, office
):
    issue = kept[0]
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
        seen = read(campaign).total
        tasks.sum_up()
        assert read(campaign).total == seen
    assert seen["backs_done"] == {"rebound": 1}


def test_only_the_units_asked_for_are_told(campaign, kept, unit, other_unit):
    Issue.objects.filter(unit=other_unit).update(rectify="LX")
    assert set(read(campaign, frozenset({unit.pk})).by_unit) == {unit.pk}


def test_who_works_while_the_sums_are_made_sets_a_mark_that_stays(campaign, kept, monkeypatch):
    def work_meanwhile(campaign, units):
        found = add_up(campaign, units)
        if units:
            Issue.objects.filter(pk=kept[0].pk).update(rectify="CQ")
            monkeypatch.undo()
        return found

    Issue.objects.filter(pk=kept[0].pk).update(rectify="LX")
    monkeypatch.setattr("issues.rules.summing.add_up", work_meanwhile)
    rules.sum_up(campaign)
    assert f"CQ,S01,{kept[0].level}" in read(campaign).total["kinds"]
    assert sum_differences(campaign) == set()


def test_where_nothing_changed_the_sweep_writes_nothing(campaign, kept):
    with CaptureQueriesContext(connection) as asked:
        assert rules.sum_up(campaign) == 0
    assert not any(query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for query in asked)


def test_a_total_that_was_struck_out_is_made_again_without_a_change(campaign, kept):
    UnitSum.objects.filter(unit=None).delete()
    rules.sum_up(campaign)
    assert sum(UnitSum.objects.get(unit=None).rest["kinds"].values()) == 2


def test_a_mark_of_a_unit_that_is_gone_is_taken_away(campaign, kept):
    StaleSum.objects.create(campaign=campaign, unit_id=999_999)
    rules.sum_up(campaign)
    assert not marked()


def test_the_nightly_recount_finds_a_sum_that_does_not_hold(campaign, kept, unit):
    UnitSum.objects.filter(unit=unit).update(own={"categories": {}, "due": {}})
    assert sum_differences(campaign) == {unit.pk, None}
    assert rules.recount(campaign) == 2
    assert Entry.objects.get(verb="重数").details["sums"] == [unit.pk]
    read(campaign)
    rules.sum_up(campaign)
    read(campaign)
    assert rules.recount(campaign) == 0


def test_a_total_that_is_not_the_sum_is_found_and_made_anew(campaign, kept):
    total = UnitSum.objects.get(unit=None)
    total.rest["kinds"]["XQ,S01,UN"] = 70
    total.save()
    assert rules.recount(campaign) == 1
    assert sum(read(campaign).total["kinds"].values()) == 2
    Issue.objects.filter(pk=kept[0].pk).update(rectify="LX")
    rules.sum_up(campaign)
    assert sum(UnitSum.objects.get(unit=None).rest["kinds"].values()) == 2
