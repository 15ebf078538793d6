from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import journal.rules as journal
from issues.models import Issue, IssueCount
from reports.figures import Facts, checks, values
from reports.figures.counted import HELD
from tests import builders


@pytest.fixture
def ledger(campaign, unit, other_unit, today):
    for days in (-3, 2, 40):
        builders.make_ledger_issue(campaign, unit, due_on=today + timedelta(days=days))
    closed = builders.make_ledger_issue(campaign, other_unit, rectify="LX", source="S02")
    Issue.objects.filter(pk=closed.pk).update(status="rectifying")
    return campaign


def facts_of(campaign, today, **more):
    return Facts(campaign, today, **more)


def test_every_figure_equals_a_plain_recount(ledger, today):
    found = values(facts_of(ledger, today))
    assert found["issues_ledger"].number == Issue.objects.in_ledger().count() == 4
    assert found["issues_open"].number == 4
    assert found["overdue"].number == Issue.objects.overdue(today).count() == 1
    assert found["due_soon"].number == 1
    assert found["rectify_LX"].number == 1
    assert found["source_S02"].number == 1
    assert found["close_rate"].number == Decimal("0.0")


def test_a_rate_without_a_whole_is_not_a_zero(campaign, today):
    value = values(facts_of(campaign, today))["close_rate"]
    assert value.number is None
    assert value.text == "—"


def test_a_units_own_figures_count_its_own_rows_only(ledger, other_unit, today):
    found = values(facts_of(ledger, today, unit_ids=frozenset({other_unit.pk})))
    assert found["issues_ledger"].number == 1
    assert found["overdue"].number == 0


def test_the_cross_checks_agree_on_sound_data(ledger, today):
    assert [check.sentence for check in checks(facts_of(ledger, today)) if not check.is_ok] == []


def test_a_planted_fault_is_said_as_a_sum(ledger, unit, today):
    IssueCount.objects.filter(unit=unit, status="rectifying").update(count=5)
    broken = [check for check in checks(facts_of(ledger, today)) if not check.is_ok]
    assert "台账问题=立行立改+限期整改+长期坚持：6不等于1+3（教育局登记5件、台账3件）" in [
        c.sentence for c in broken
    ]


def test_the_command_prints_figures_and_says_when_sums_disagree(ledger, unit, capsys):
    call_command("figures", str(ledger.pk))
    assert "台账问题\t4件" in capsys.readouterr().out
    IssueCount.objects.filter(unit=unit, status="rectifying").update(count=9)
    with pytest.raises(SystemExit) as stopped:
        call_command("figures", str(ledger.pk))
    assert stopped.value.code == 1


def test_counts_are_held_until_somebody_does_something(ledger, today, office, settings):
    settings.HOLD_FIGURES = True
    HELD.clear()
    first = facts_of(ledger, today)
    assert first.by_source["S02"] == 1
    with CaptureQueriesContext(connection) as again:
        assert facts_of(ledger, today).by_source["S02"] == 1
    assert not [query for query in again if "GROUP BY" in query["sql"] and "source" in query["sql"]]
    Issue.objects.filter(source="S02").update(source="S01")
    journal.write(ledger, "改来源", by=office)
    assert "S02" not in facts_of(ledger, today).by_source
