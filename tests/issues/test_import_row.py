from datetime import date

import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue


def test_a_closed_row_of_a_paper_ledger_enters_as_closed_with_its_day(campaign, unit):
    issue = rules.import_row(
        campaign,
        unit,
        by=None,
        issue_list=None,
        text="民办幼儿园普惠认定材料压件",
        status="closed",
        closed_on=date(2026, 6, 12),
        progress="6月：4家全部认定。",
    )
    assert issue.status == Issue.Status.CLOSED
    assert issue.closed_on == date(2026, 6, 12)
    assert issue.progress.get().text == "6月：4家全部认定。"
    assert rules.recount(campaign) == 0


def test_an_unfinished_row_is_never_entered_as_closed(campaign, unit):
    issue = rules.import_row(
        campaign, unit, by=None, issue_list=None, text="窗口叫号慢", status="unfinished"
    )
    assert issue.status == Issue.Status.RECTIFYING


def test_a_stranger_imports_nothing_for_another_unit(campaign, unit, stranger):
    with pytest.raises(Refused):
        rules.import_row(
            campaign, unit, by=stranger, issue_list=None, text="别人的问题", status="closed"
        )
    assert not Issue.objects.exists()
