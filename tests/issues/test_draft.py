import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, IssueCount
from issues.words import Level, Source
from tests import builders


@pytest.fixture
def issue_list(campaign, unit, clerk):
    return rules.open_list(campaign, unit, by=clerk)


def test_the_clerk_writes_an_issue_down_and_it_gets_a_number(campaign, unit, clerk, issue_list):
    issue = rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="窗口中午无人值守")
    assert issue.number == "2026-U021-001"
    assert issue.status == Issue.Status.DRAFT
    assert IssueCount.objects.get(campaign=campaign, unit=unit, status="draft").count == 1


def test_measures_are_numbered_and_blank_lines_left_out(campaign, unit, clerk, issue_list):
    issue = rules.draft(
        campaign,
        unit,
        issue_list=issue_list,
        by=clerk,
        text="窗口中午无人",
        measures=["甲", " ", "乙"],
    )
    assert [str(measure) for measure in issue.measures.all()] == ["1.甲", "2.乙"]


def test_the_level_of_the_list_is_the_level_of_its_issues(campaign, unit, clerk):
    team = rules.open_list(campaign, unit, level=Level.TEAM, by=clerk)
    issue = rules.draft(campaign, unit, issue_list=team, by=clerk, text="班子会上不谈具体事")
    assert issue.level == Level.TEAM


def test_the_same_list_is_opened_only_once(campaign, unit, clerk, head, issue_list):
    assert rules.open_list(campaign, unit, by=head) == issue_list


def test_a_submitted_list_takes_no_new_issue(campaign, unit, clerk, head):
    issue_list = builders.make_issue(campaign, unit).issue_list
    rules.submit(issue_list, by=head)
    with pytest.raises(Refused, match="不能改动"):
        rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="再补一条")


def test_a_taken_number_is_refused_with_the_number(campaign, unit, clerk, issue_list):
    fields = {"issue_list": issue_list, "by": clerk, "number": "A-1"}
    rules.draft(campaign, unit, text="第一条", **fields)
    with pytest.raises(Refused, match="“A-1”已被使用"):
        rules.draft(campaign, unit, text="第二条", **fields)


def test_a_number_brought_along_by_paper_is_skipped(campaign, unit, clerk, issue_list):
    fields = {"issue_list": issue_list, "by": clerk}
    rules.draft(campaign, unit, text="纸质编号", number="2026-U021-002", **fields)
    assert rules.draft(campaign, unit, text="自动编号", **fields).number == "2026-U021-003"


def test_a_text_too_long_is_refused_with_the_column(campaign, unit, clerk, issue_list):
    with pytest.raises(Refused, match="“原因分析”超过5000字"):
        rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="一条", cause="长" * 5001)


def test_a_name_too_long_for_its_column_is_refused_everywhere(campaign, unit, clerk, issue_list):
    with pytest.raises(Refused, match="“责任领导”超过60字"):
        rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="一条", leader="长" * 61)
    with pytest.raises(Refused, match="太长"):
        rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="一条", number="9" * 41)


def test_control_signs_are_taken_out(campaign, unit, clerk, issue_list):
    issue = rules.draft(
        campaign, unit, issue_list=issue_list, by=clerk, text=" 窗口\u200b无人\x07 "
    )
    assert issue.text == "窗口无人"


def test_the_inspection_writes_down_what_it_found_in_any_unit(campaign, unit, inspector):
    issue = rules.draft(
        campaign, unit, by=inspector, text="工作时间炒股", source=Source.COVERT, origin="暗访第3期"
    )
    assert issue.issue_list is None


def test_a_stranger_neither_opens_a_list_nor_drafts(campaign, unit, clerk, stranger, issue_list):
    with pytest.raises(Refused):
        rules.open_list(campaign, unit, level=Level.TEAM, by=stranger)
    with pytest.raises(Refused):
        rules.draft(campaign, unit, issue_list=issue_list, by=stranger, text="替别人写一条")
    with pytest.raises(Refused):
        rules.draft(campaign, unit, by=stranger, text="冒充暗访", source=Source.COVERT)
