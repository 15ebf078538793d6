from datetime import date

import pytest

import roster.rules
from campaigns.models import Category
from common.refusal import Refused
from common.workbook import open_workbook
from issues.models import Issue, IssueList
from issues.sheets import read_for, store
from issues.words import Level
from roster.models import Cadre, Unit
from tests import builders
from tests.sheets import sample, write


@pytest.fixture
def district(dictionaries):
    """A running campaign of all units of the example district."""
    roster.rules.install_units()
    return builders.make_campaign(units=Unit.objects.all())


def brought(campaign, number):
    return read_for(campaign, open_workbook(sample(number)))


def test_an_issue_list_becomes_drafts_on_the_list_of_its_unit(district):
    assert store(brought(district, 1), district) == 12
    issue = Issue.objects.get(text__startswith="消费投诉告知超期")
    assert (issue.unit.code, issue.status, issue.issue_list.level) == ("U042", "draft", Level.UNIT)
    assert issue.due_on == date(2026, 4, 3) and issue.due_words == "立行立改"
    assert issue.measures.count() == 3 and issue.owner == "张若谷"


def test_a_ledger_enters_the_ledger_where_the_paper_says_it_stands(district):
    assert store(brought(district, 2), district) == 45
    assert Issue.objects.closed().count() == 20
    assert Issue.objects.filter(status="close_applied").count() == 1
    row = Issue.objects.get(text__startswith="老旧小区改造")
    assert [unit.code for unit in row.duty_units.order_by("code")] == ["U027", "U030", "U081"]
    assert row.progress.count() == 1


def test_self_checks_go_to_the_team_and_to_each_person(district):
    assert store(brought(district, 4), district) == 31
    assert IssueList.objects.filter(level=Level.TEAM).count() == 1
    assert IssueList.objects.filter(level=Level.PERSON).count() == 12
    assert Cadre.objects.filter(unit__code="U029").count() == 12


def test_the_same_file_does_not_enter_twice(district):
    store(brought(district, 1), district)
    with pytest.raises(Refused, match=r"整个文件没有导入.*第2行：这条问题已经在库中"):
        store(brought(district, 1), district)
    assert Issue.objects.count() == 12


def test_a_row_the_rule_refuses_keeps_the_whole_file_out(district):
    report = brought(district, 1)
    report.rows[5]["cause"] = "长" * 5001
    with pytest.raises(Refused, match="第7行"):
        store(report, district)
    assert not Issue.objects.exists()


def test_a_stranger_cannot_import_a_list_of_another_unit(campaign, stranger):
    builders.make_unit(code="U042", name="区市场监督管理局")
    report = brought(campaign, 1)
    assert len(report.rows) == 12
    with pytest.raises(Refused):
        store(report, campaign, by=stranger)
    assert not Issue.objects.exists()


def test_a_list_that_says_how_far_its_issues_are_enters_the_ledger(district):
    assert store(brought(district, 8), district) == 16
    assert Issue.objects.closed().count() == 4
    assert Issue.objects.get(number="SZ-2026-021").closed_on is None


def test_categories_the_office_edited_are_known(district):
    Category.objects.filter(code="ZF05").update(name="办事拖沓、久拖不决", short="拖沓")
    rows = brought(district, 1).rows
    assert rows[0]["category_code"] is None
    taxonomy = district.taxonomies.get(code="shibi")
    taxonomy.categories.create(code="ZF11", name="形同虚设的窗口服务")
    codes = [row["category_code"] for row in brought(district, 2).rows]
    assert "ZF11" in codes


def test_a_year_whose_holidays_nobody_has_entered_is_pointed_out(district):
    district.received_on = date(2027, 1, 4)
    codes = {remark.code for remark in brought(district, 1).warnings}
    assert "calendar_unknown" in codes


def test_a_name_too_long_for_its_field_is_told_and_not_cut(district):
    report = brought(district, 1)
    report.rows[0]["leader"] = "长" * 61
    with pytest.raises(Refused, match="第2行：“责任领导”超过60字"):
        store(report, district)
    assert not Issue.objects.exists()


def test_telephone_numbers_in_an_issue_are_stored_without_their_middle(district, tmp_path):
    heads = ["问题类别", "存在问题", "具体事例", "整改措施", "完成时限"]
    row = ["不担当", "甲事没人管", "3月5日张某13812345678反映等了9天", "1.回访13912345678", "5月底"]
    path = write(tmp_path / "青山镇问题清单.xlsx", [heads, row])
    assert store(read_for(district, open_workbook(path)), district) == 1
    issue = Issue.objects.get(text="甲事没人管")
    assert issue.example == "3月5日张某138****5678反映等了9天"
    assert issue.measures.get().text == "回访139****5678"
