"""看板: a unit's sums are read once by a process, and yet every deed shows at once."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from campaigns.models import Category
from issues import rules
from issues.figures import Summed
from issues.models import Issue
from issues.rules.counting import step
from reports.figures import BY_CODE, Facts, added, charts, checks, counted, held
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(campaign, unit, other_unit):
    """Two issues in two units, summed up and once looked at."""
    due = localdate() + timedelta(days=3)
    issues = [
        builders.make_ledger_issue(campaign, one, due_on=due) for one in (unit, unit, other_unit)
    ]
    rules.sum_up(campaign)
    assert told(campaign)["due_soon"] == 3
    return issues


def told(campaign, today=None):
    """What the dashboard says, each time from the beginning."""
    facts = Facts(campaign, today or localdate())
    assert all(check.is_ok for check in checks(facts))
    figures = {
        code: BY_CODE[code].count(facts) for code in ("issues_ledger", "overdue", "due_soon")
    }
    heat = {row["label"]: row["value"] for row in charts.overdue(facts)["rows"]}
    return {**figures, "by_unit": facts.rows_by_unit, "late": facts.overdue_by_unit, "heat": heat}


def test_a_changed_day_shows_at_once_and_after_the_sums_are_made_anew(campaign, unit, kept):
    late = localdate() - timedelta(days=2)
    Issue.objects.filter(pk=kept[0].pk).update(due_on=late)
    for _ in range(2):
        now_told = told(campaign)
        assert (now_told["overdue"], now_told["due_soon"]) == (1, 2)
        assert now_told["late"] == {unit.pk: (1, late)}
        rules.sum_up(campaign)
    Issue.objects.filter(pk=kept[0].pk).update(due_on=kept[0].due_on)
    assert told(campaign)["late"] == {}


def test_a_closing_and_another_category_show_at_once(campaign, unit, other_unit, kept):
    other = Category.objects.exclude(pk=kept[0].category_id).first()
    Issue.objects.filter(pk=kept[1].pk).update(category=other)
    facts = Facts(campaign, localdate())
    assert facts.categories[unit.pk] == {kept[0].category_id: 1, other.pk: 1}
    assert facts.categories_used == {kept[0].category_id, other.pk}
    for status in ("close_applied", "verified"):
        step(kept[2], status)
    step(kept[2], "closed", closed_at=now(), closed_on=localdate())
    assert told(campaign)["due_soon"] == 2
    step(kept[1], "cancelled")
    assert told(campaign)["by_unit"] == {unit.pk: 1, other_unit.pk: 1}


def test_on_another_day_the_same_sums_are_late(campaign, unit, kept):
    later = localdate() + timedelta(days=9)
    assert told(campaign, later)["overdue"] == 3
    assert told(campaign)["overdue"] == 0
    assert told(campaign, later)["late"][unit.pk] == (2, kept[0].due_on)


def test_a_unit_whose_issues_are_gone_has_no_line_in_the_chart(campaign, unit, other_unit, kept):
    Issue.objects.filter(pk=kept[2].pk).update(unit=unit)
    rules.sum_up(campaign)
    facts = Facts(campaign, localdate())
    assert facts.rows_by_unit == {unit.pk: 3}
    assert other_unit.short not in str(charts.heat(facts))


def test_the_same_text_is_read_once(monkeypatch):
    text = json.dumps({"categories": {"7": 2, "": 1}, "due": {"2026-01-05": 3}})
    empty = {name: {} for name in ("kinds", "due", "new", "closed", "backs_due", "backs_done")}
    day = localdate().replace(year=2026, month=3, day=1)
    sums = Summed({1: text, 2: text}, empty)
    added._read.cache_clear()
    first = added.added(sums, day, day)
    monkeypatch.setattr(added.json, "loads", None)
    again = added.added(sums, day, day)
    assert first == again
    assert first.by_unit == {1: 3, 2: 3}
    assert first.overdue_by_unit[2] == (3, day.replace(month=1, day=5))


def test_the_page_right_after_a_deed_is_right(campaign, unit, office, sign_in, settings, kept):
    settings.HOLD_FIGURES = True
    held.FACTS.clear()
    counted.HELD.clear()
    client = sign_in(office)
    address = reverse("reports:dashboard")
    client.get(address)
    builders.make_ledger_issue(campaign, unit, due_on=localdate() - timedelta(days=1))
    shown = client.get(address).context["figures"]
    assert {one.figure.code: one.number for one in shown}["overdue"] == 1
