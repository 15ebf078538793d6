from datetime import date

import pytest

import roster.rules
from common.refusal import Refused
from issues.models import Issue, IssueList
from issues.sheets import read_upload, store
from issues.words import Level
from roster.models import Cadre, Unit
from tests import builders
from tests.sheets import sample


@pytest.fixture
def district(dictionaries):
    """A running campaign of all units of the example district."""
    roster.rules.install_units()
    return builders.make_campaign(units=Unit.objects.all())


def brought(campaign, number, **over):
    return read_upload(sample(number), sample(number).name, campaign=campaign, **over)


def test_an_issue_list_becomes_drafts_on_the_list_of_its_unit(district):
    assert store(brought(district, 1), campaign=district, by=None) == 12
    issue = Issue.objects.get(text__startswith="消费投诉告知超期")
    assert (issue.unit.code, issue.status, issue.issue_list.level) == ("U042", "draft", Level.UNIT)
    assert issue.due_on == date(2026, 4, 3) and issue.due_words == "立行立改"
    assert issue.measures.count() == 3 and issue.owner == "张若谷"


def test_a_ledger_enters_the_ledger_where_the_paper_says_it_stands(district):
    assert store(brought(district, 2), campaign=district, by=None) == 45
    assert Issue.objects.closed().count() == 20
    assert Issue.objects.filter(status="close_applied").count() == 1
    row = Issue.objects.get(text__startswith="老旧小区改造")
    assert [unit.code for unit in row.duty_units.order_by("code")] == ["U027", "U030", "U081"]
    assert row.progress.count() == 1


def test_self_checks_go_to_the_team_and_to_each_person(district):
    assert store(brought(district, 4), campaign=district, by=None) == 31
    assert IssueList.objects.filter(level=Level.TEAM).count() == 1
    assert IssueList.objects.filter(level=Level.PERSON).count() == 12
    assert Cadre.objects.filter(unit__code="U029").count() == 12


def test_the_same_file_does_not_enter_twice(district):
    store(brought(district, 1), campaign=district, by=None)
    with pytest.raises(Refused, match=r"整个文件没有导入.*第2行：这个问题已经在库中"):
        store(brought(district, 1), campaign=district, by=None)
    assert Issue.objects.count() == 12


def test_a_row_the_rule_refuses_keeps_the_whole_file_out(district):
    report = brought(district, 1)
    report.rows[5]["cause"] = "长" * 5001
    with pytest.raises(Refused, match="第7行"):
        store(report, campaign=district, by=None)
    assert not Issue.objects.exists()


def test_a_stranger_cannot_import_a_list_of_our_unit(campaign, unit, stranger):
    report = brought(campaign, 1, unit=unit)
    for row in report.rows:
        row["unit_code"] = unit.code
    with pytest.raises(Refused):
        store(report, campaign=campaign, by=stranger)
    assert not Issue.objects.exists()
