from datetime import date

import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue
from issues.rules.importing import PaperRow, RowsRefused


def brought(campaign, unit, text, by=None, **more):
    row = PaperRow(unit, fields={"text": text}, **more)
    return rules.import_rows(campaign, [row], by=by)[0]


def test_a_closed_row_of_a_paper_ledger_enters_as_closed_with_its_day(campaign, unit):
    issue = brought(
        campaign,
        unit,
        "民办幼儿园普惠认定材料压件",
        status="closed",
        closed_on=date(2026, 6, 12),
        progress="6月：4家全部认定。",
    )
    issue.refresh_from_db()
    assert issue.status == Issue.Status.CLOSED
    assert issue.closed_on == date(2026, 6, 12)
    assert issue.progress.get().text == "6月：4家全部认定。"
    assert rules.recount(campaign) == 0


def test_an_unfinished_row_is_never_entered_as_closed(campaign, unit):
    assert brought(campaign, unit, "窗口叫号慢", status="unfinished").status == "rectifying"


def test_a_stranger_imports_nothing_for_another_unit(campaign, unit, stranger):
    with pytest.raises(Refused):
        brought(campaign, unit, "别人的问题", by=stranger, status="closed")
    assert not Issue.objects.exists()


def test_the_office_brings_in_the_paper_list_of_a_unit_as_drafts(campaign, unit, office):
    issue_list = rules.open_list(campaign, unit, by=None)
    issue = brought(campaign, unit, "窗口叫号慢", by=office, issue_list=issue_list)
    assert issue.status == Issue.Status.DRAFT and issue.issue_list == issue_list


def test_a_list_under_review_takes_no_rows_in(campaign, unit, office):
    issue_list = rules.open_list(campaign, unit, by=None)
    type(issue_list).objects.update(status="submitted")
    issue_list.refresh_from_db()
    with pytest.raises(Refused, match="不能改动"):
        brought(campaign, unit, "窗口叫号慢", by=office, issue_list=issue_list)


def test_numbers_go_on_where_the_unit_stands_and_given_ones_are_kept(campaign, unit):
    brought(campaign, unit, "一")
    rows = [PaperRow(unit, number=n, fields={"text": n or "二"}) for n in ("ZG-7", "", "")]
    numbers = [issue.number for issue in rules.import_rows(campaign, rows, by=None)]
    assert numbers == ["ZG-7", "2026-U021-003", "2026-U021-004"]


def test_a_number_that_is_taken_names_its_row_and_keeps_all_out(campaign, unit):
    brought(campaign, unit, "一", number="ZG-7")
    rows = [PaperRow(unit, number=n, fields={"text": "二"}) for n in ("ZG-8", "ZG-7")]
    with pytest.raises(RowsRefused) as refused:
        rules.import_rows(campaign, rows, by=None)
    assert list(refused.value.faults) == [1] and "ZG-7" in refused.value.faults[1]
    assert Issue.objects.count() == 1


def test_a_hundred_rows_cost_hardly_more_questions_than_one(
    campaign, unit, django_assert_max_num_queries
):
    rows = [
        PaperRow(
            unit,
            progress="办了",
            measures=["甲", "乙"],
            duty_units=[unit],
            fields={"text": str(at)},
        )
        for at in range(100)
    ]
    with django_assert_max_num_queries(22):
        issues = rules.import_rows(campaign, rows, by=None)
    assert issues[99].measures.count() == 2 and rules.recount(campaign) == 0
