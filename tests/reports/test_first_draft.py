"""The first draft as a clerk would leave it: nothing that was not held, no empty talk."""

from datetime import timedelta

import pytest

import reports.rules as rules
from reports.drafts import Said, sections_of
from reports.drafts.emptied import without_empty
from reports.drafts.phrases import change
from reports.drafts.tokens import filled, traced
from reports.figures import BY_CODE
from tests import builders

MEETINGS = (
    "召开动员会{动员会次数}次、推进会{推进会次数}次，听取工作汇报{听取工作汇报次数}次。全区动员。"
)
TESTS = "测试{测试次数}场，{及格}人次及格；微平台、微党课{微平台、微党课期数}期。"


@pytest.mark.parametrize(
    ("text", "empty", "left"),
    [
        (
            MEETINGS,
            {"推进会次数"},
            "召开动员会{动员会次数}次，听取工作汇报{听取工作汇报次数}次。全区动员。",
        ),
        (
            MEETINGS,
            {"听取工作汇报次数"},
            "召开动员会{动员会次数}次、推进会{推进会次数}次。全区动员。",
        ),
        (MEETINGS, {"动员会次数", "推进会次数", "听取工作汇报次数"}, "全区动员。"),
        (TESTS, {"微平台、微党课期数"}, "测试{测试次数}场，{及格}人次及格。"),
        (TESTS, {"测试次数", "及格"}, "微平台、微党课{微平台、微党课期数}期。"),
    ],
)
def test_what_was_not_held_is_struck_out_with_its_stop(text, empty, left):
    assert without_empty(text, empty) == left


def test_a_first_draft_names_no_meeting_that_was_not_held(campaign, office, today):
    row = rules.compose(campaign, kind="summary", by=office, today=today)
    said = "".join(part["text"] for part in sections_of(row))
    assert "推进会" not in said
    assert "逾期0件" in said
    assert "。。" not in said


def test_of_a_few_no_share_is_told():
    assert change(BY_CODE["overdue"], "11", "1") == "逾期增加10件"
    assert change(BY_CODE["overdue"], "11", "10") == "逾期增加1件（环比增长10.0%）"
    assert change(BY_CODE["close_rate"], "43.7", "44.3") == "整改率下降0.6个百分点"
    assert change(BY_CODE["overdue"], "3", "3") == "逾期持平"


def test_a_phrase_with_nothing_to_say_leaves_no_stop_behind():
    words = {"较上期": "", "整改率": "—"}
    section = {"title": "进展", "text": "整改率{整改率}%。{较上期}。\n{较上期}。"}
    assert filled([section], words)[0]["text"] == "整改率—。"
    silent = {"较上期": Said.phrase("p_change", "较上期", "", [])}
    told = traced("整改率持平。{较上期}。\n{较上期}。\n完。", silent)
    assert ["".join(text for text, _, _ in one) for one in told] == ["整改率持平。", "完。"]


def test_a_first_paper_compares_itself_with_nothing(campaign, unit, office, leader, today):
    builders.make_ledger_issue(campaign, unit)
    first = rules.compose(campaign, kind="briefing", by=office, today=today)
    assert "上期" not in "".join(part["text"] for part in sections_of(first))
    rules.approve(first, by=leader, today=today)
    rules.release(first, by=office)
    later = today + timedelta(days=8)
    second = rules.compose(campaign, kind="briefing", by=office, today=later)
    said = "".join(part["text"] for part in sections_of(second))
    assert "与上期（2026年第1期）相比" in said
    assert "各单位整改率位次与上期相同" in said  # a briefing prints no table of units
