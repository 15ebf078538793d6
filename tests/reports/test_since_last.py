"""勾稽 of this paper with the last one: 本期=上期+新增-撤销, by the very rows."""

import pytest

import issues.rules as issue_rules
import reports.rules as rules
from common.refusal import Refused
from issues.models import Issue
from issues.words import Closure
from reports.models import Circular
from tests import builders


@pytest.fixture
def issues(campaign, unit):
    return [builders.make_ledger_issue(campaign, unit) for _ in range(3)]


@pytest.fixture
def first(campaign, issues, office, leader, today):
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
    return row


def approved(campaign, office, leader, today):
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    return row


def test_what_came_in_and_what_was_cancelled_make_the_new_sum(
    first, campaign, issues, unit, office, leader, today
):
    builders.make_ledger_issue(campaign, unit)
    issue_rules.cancel(issues[0], by=office, closure=Closure.MERGED, note="与另一条重复")
    paper = approved(campaign, office, leader, today)
    check = paper.reconciliations.get(code="since")
    assert check.is_ok
    assert check.sentence == "本期台账=上期（作风办发〔2026〕1号）+新增-撤销：3等于3+1-1"


def test_a_row_that_is_gone_without_a_word_stops_the_paper(
    first, campaign, issues, other_unit, office, leader, today, sign_in
):
    Issue.objects.filter(pk=issues[0].pk).update(status="draft")
    issue_rules.recount(campaign)
    paper = approved(campaign, office, leader, today)
    check = paper.reconciliations.get(code="since")
    assert not check.is_ok
    assert "2不等于3（上期的1件已不在本活动台账）" in check.sentence
    with pytest.raises(Refused, match="不能印发"):
        rules.release(paper, by=office)
    rules.override(paper, by=leader, reason="该件移交巡察台账，已核对")
    rules.release(paper, by=office)
    page = sign_in(office).get(paper.get_absolute_url()).content.decode()
    assert "李新放行：该件移交巡察台账，已核对" in page
    assert Circular.objects.get(pk=paper.pk).status == Circular.Status.RELEASED


def test_the_units_at_fault_are_opened_from_the_paper(
    campaign, issues, unit, office, leader, today, sign_in
):
    kept = campaign.issue_counts.filter(unit=unit, status="rectifying")
    kept.update(count=9)
    paper = approved(campaign, office, leader, today)
    page = sign_in(office).get(paper.get_absolute_url()).content.decode()
    assert f'<a href="/issues/ledger/?unit={unit.pk}">教育局</a>' in page
