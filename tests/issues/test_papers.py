"""The papers offices sign: each in the columns of practice, each reached from its page."""

from datetime import timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
import supervision.rules as supervision
from tests import builders
from tests.laid_out import faults


def words(answer):
    document = docx.Document(BytesIO(answer.content))
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@pytest.fixture
def issue(campaign, unit):
    return builders.make_issue(campaign, unit)


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("list", ["序号", "问题类别（对照方面）", "存在问题", "具体表现（具体事例）", "问题来源"]),
        ("check", ["序号", "对照方面", "存在的主要问题", "具体表现及事例", "原因剖析"]),
    ],
)
def test_a_list_is_printed_in_the_columns_of_practice(issue, clerk, sign_in, kind, heads):
    client = sign_in(clerk)
    url = reverse("issues:list_paper", args=[issue.issue_list_id, kind, "docx"])
    assert url in client.get(issue.issue_list.get_absolute_url()).content.decode()
    rows = words(client.get(url))
    assert faults(client.get(url).content) == []
    assert rows[0][:5] == heads
    assert issue.text in rows[1]
    sheet = client.get(reverse("issues:list_paper", args=[issue.issue_list_id, kind, "xlsx"]))
    values = [
        cell.value for row in openpyxl.load_workbook(BytesIO(sheet.content)).active for cell in row
    ]
    assert issue.example in values
    assert heads[2] in values


def test_a_list_on_a_sheet_prints_whole_and_says_who_files_and_who_signs(issue, clerk, sign_in):
    issue.example = "3月4日住户提交材料，4月20日才收到受理单，" * 8
    issue.save()
    url = reverse("issues:list_paper", args=[issue.issue_list_id, "list", "xlsx"])
    sheet = openpyxl.load_workbook(BytesIO(sign_in(clerk).get(url).content)).active
    assert sheet["A2"].value.startswith(f"填报单位（盖章）：{issue.unit}")
    assert [cell.value for cell in sheet[3]][-3:] == ["责任科室/责任人", "整改时限", "备注"]
    letters = sheet.column_dimensions["D"].width / 2
    assert sheet.row_dimensions[4].height >= len(issue.example) / letters * 14
    assert "主要负责人（签字）" in sheet["A5"].value
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_cadre_signs_the_own_check(campaign, unit, clerk, sign_in):
    cadre = builders.make_cadre(unit, name="王芳", title="科长")
    row = rules.open_list(campaign, unit, level="GR", cadre=cadre, by=None)
    builders.make_issue(campaign, unit, issue_list=row)
    url = reverse("issues:list_paper", args=[row.pk, "check", "docx"])
    rows = words(sign_in(clerk).get(url))
    assert rows[0][1:3] == ["姓名", "职务"]
    assert rows[0][-2:] == ["本人签字", "审核人签字"]
    assert rows[1][1:3] == ["王芳", "科长"]


def test_a_request_for_a_later_date_is_a_card(campaign, unit, clerk, office, stranger, sign_in):
    until = localdate() + timedelta(days=20)
    row = builders.make_ledger_issue(campaign, unit, due_on=localdate() + timedelta(days=9))
    asked = rules.extend(
        row,
        by=clerk,
        new_due_on=until,
        reason="等待系统升级",
        progress="已完成一半",
        today=localdate(),
    )
    rules.answer_extension(asked, by=office, passed=True, answer="同意")
    url = reverse("issues:extension_paper", args=[asked.pk])
    assert url in sign_in(clerk).get(row.get_absolute_url()).content.decode()
    told = {cells[0]: cells[1] for cells in words(sign_in(clerk).get(url))}
    assert told["延期原因"] == "等待系统升级"
    assert told["当前进展"] == "已完成一半"
    assert "同意" in told["领导小组\n办公室审批"]
    assert faults(sign_in(clerk).get(url).content) == []
    assert sign_in(stranger).get(url).status_code == 404


def test_an_order_comes_with_its_receipt(campaign, unit, clerk, office, stranger, sign_in):
    order = supervision.send_order(
        campaign, unit, subject="夜间烧烤占道", content="逐户回访", due_on=localdate(), by=office
    )
    url = reverse("supervision:receipt", args=[order.pk])
    assert url in sign_in(clerk).get(reverse("supervision:orders")).content.decode()
    told = {cells[0]: cells[1] for cells in words(sign_in(clerk).get(url))}
    assert (told["文号"], told["督办内容"]) == (order.number, "逐户回访")
    assert faults(sign_in(clerk).get(url).content) == []
    assert sign_in(stranger).get(url).status_code == 404


def test_an_unknown_paper_or_somebody_elses_list_is_not_there(issue, clerk, stranger, sign_in):
    url = reverse("issues:list_paper", args=[issue.issue_list_id, "list", "docx"])
    assert sign_in(stranger).get(url).status_code == 404
    odd = reverse("issues:list_paper", args=[issue.issue_list_id, "poem", "pdf"])
    assert sign_in(clerk).get(odd).status_code == 404
