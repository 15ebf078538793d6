"""A list goes out as a workbook and comes back in without any change."""

import pytest
from django.urls import reverse
from openpyxl import load_workbook

import issues.rules as rules
from common.workbook import open_workbook
from exchange.models import Transfer
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


def brought_back(client, issue_list, tmp_path, edit):
    """Export the list, edit it in a spreadsheet program, bring it back; the transfer."""
    answer = client.get(reverse("issues:export_list", args=[issue_list.pk]))
    path = tmp_path / "清单.xlsx"
    path.write_bytes(answer.content)
    book = load_workbook(path)
    edit(book.active)
    book.save(path)
    with path.open("rb") as file:
        address = f"{reverse('exchange:import')}?list={issue_list.pk}"
        client.post(address, {"file": file, "kind": "issues"})
    return Transfer.objects.order_by("-pk").first()


def confirmed(client, transfer):
    url = reverse("exchange:confirm", args=[transfer.pk])
    return client.post(url, follow=True).content.decode()


def stood(issue_list):
    rows = issue_list.issues.order_by("pk")
    return [{k: v for k, v in vars(row).items() if not k.startswith("_")} for row in rows]


def test_a_list_brought_back_unedited_changes_nothing(issue_list, clerk, sign_in, tmp_path):
    before, client = stood(issue_list), sign_in(clerk)
    transfer = brought_back(client, issue_list, tmp_path, lambda sheet: None)
    assert "都已经在库中" in confirmed(client, transfer)
    assert stood(issue_list) == before


def test_only_the_edited_cells_of_a_list_brought_back_change(issue_list, clerk, sign_in, tmp_path):
    def edit(sheet):
        sheet.cell(3, 8).value = "1.受理当日一次告知\n2.每周公示进度\n3.超期向园方说明"
        sheet.cell(4, 4).value = "4月9日上午拨打3次，分机均无人接听，录音在案"
        sheet.cell(5, 11).value = "赵新（局长）"

    client = sign_in(clerk)
    transfer = brought_back(client, issue_list, tmp_path, edit)
    states = [line["state"] for line in transfer.outcome["lines"]]
    assert states == ["changed", "changed", "changed"]
    page = client.get(reverse("exchange:preview", args=[transfer.pk])).content.decode()
    assert "将更新：整改措施" in page and "确认导入3行" in page
    before = stood(issue_list)
    confirmed(client, transfer)
    after = stood(issue_list)
    assert len(after) == 3
    kept = {"version", "example", "leader", "leader_post", "updated_at"}
    for old, new in zip(before, after, strict=True):
        assert {k for k in old if old[k] != new[k]} <= kept
    first, second, third = issue_list.issues.order_by("pk")
    assert first.measures.count() == 3 and "录音在案" in second.example
    assert (third.leader, third.leader_post) == ("赵新", "局长")


def test_a_reworded_issue_with_the_same_example_stays_the_same_issue(
    issue_list, clerk, sign_in, tmp_path
):
    client = sign_in(clerk)
    first = issue_list.issues.order_by("pk").first()
    issue_list.issues.exclude(pk=first.pk).update(example="")

    def edit(sheet):
        sheet.cell(3, 3).value = "普惠园认定压件"

    confirmed(client, brought_back(client, issue_list, tmp_path, edit))
    first.refresh_from_db()
    assert first.text == "普惠园认定压件" and issue_list.issues.count() == 3
