"""A list goes out as a workbook and comes back in without any change."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.workbook import open_workbook
from issues import sheets
from tests import builders

KEPT = {
    "issue": "text",
    "example": "example",
    "cause": "cause",
    "goal": "target",
    "leader": "leader",
    "leader_post": "leader_post",
    "dept": "dept",
    "remark": "note",
    "source_code": "source",
    "rectify_type": "rectify",
}


@pytest.fixture
def issue_list(campaign, unit):
    first = builders.make_issue(
        campaign,
        unit,
        leader_post="党组成员、副局长",
        dept="学前教育科",
        note="共性问题",
        source="S10",
        cause="一、材料谁收谁压\n二、没有人对等待负责",
    )
    row = first.issue_list
    builders.make_issue(
        campaign,
        unit,
        issue_list=row,
        text="接诉即办电话转接3次无人接听",
        rectify="LX",
        due_on=None,
        due_words="立行立改",
    )
    builders.make_issue(
        campaign,
        unit,
        issue_list=row,
        text="下乡调研只去2个点",
        rectify="CQ",
        due_on=None,
        due_words="长期坚持",
    )
    return row


def test_export_edit_import_makes_no_unintended_change(
    issue_list, campaign, clerk, sign_in, tmp_path
):
    answer = sign_in(clerk).get(reverse("issues:export_list", args=[issue_list.pk]))
    path = tmp_path / "out.xlsx"
    path.write_bytes(answer.content)
    report = sheets.read_for(campaign, open_workbook(path, name=path.name), unit=issue_list.unit)
    assert report.refused == []
    issues = list(issue_list.issues.order_by("seq"))
    assert len(report.rows) == len(issues)
    for row, issue in zip(report.rows, issues, strict=True):
        read = {key: row.get(key) or "" for key in KEPT}
        assert read == {key: getattr(issue, name) for key, name in KEPT.items()}
        assert row["category_code"] == issue.category.code
        assert row["measures"] == [measure.text for measure in issue.measures.all()]
        assert row["persons"] == [issue.owner]
        assert row.get("deadline") == (issue.due_on.isoformat() if issue.has_due else None)


def test_an_empty_list_is_the_template(campaign, unit, clerk, sign_in, tmp_path):
    row = rules.open_list(campaign, unit, by=clerk)
    answer = sign_in(clerk).get(reverse("issues:export_list", args=[row.pk]))
    path = tmp_path / "template.xlsx"
    path.write_bytes(answer.content)
    sheet = open_workbook(path, name=path.name).sheets[0]
    words = {cell.text for cell in sheet.filled(2).values()}
    assert {"问题类别", "存在问题", "具体事例", "整改措施"} <= words


def test_a_stranger_gets_no_file(issue_list, stranger, sign_in):
    url = reverse("issues:export_list", args=[issue_list.pk])
    assert sign_in(stranger).get(url).status_code == 404
