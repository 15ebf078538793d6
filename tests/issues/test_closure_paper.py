from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

import issues.rules as rules
from activities.rules import register_institution
from tests import builders


@pytest.fixture
def issue(campaign, unit, clerk, inspector, today):
    issue = builders.make_ledger_issue(campaign, unit, standard="连续3个月无超期")
    issue.measures.update(done_on=today)
    rules.request_closure(issue, by=clerk, result="=4家园所全部认定", evidence="认定文件4份")
    rules.verify(issue, by=inspector, opinion="现场核实属实", call_back="园方满意")
    return issue


def test_the_card_is_filled_in_as_far_as_the_ledger_knows(issue, clerk, sign_in):
    answer = sign_in(clerk).get(reverse("issues:closure_paper", args=[issue.pk]))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert told["问题编号"] == issue.number
    assert "连续3个月无超期" in told["整改目标及销号标准"]
    assert "认定文件4份" in told["整改成效及佐证材料目录"]
    assert told["服务对象（反映人）评价"] == "园方满意"
    assert "现场核实属实" in told["包联领导或督导组意见"]
    assert not told["领导小组办公室验收意见"]


def card_of(issue, client):
    answer = client.get(reverse("issues:closure_paper", args=[issue.pk]))
    rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(
        min_row=2, values_only=True
    )
    return {row[0]: row[1] or "" for row in rows}


def test_the_rules_made_for_the_issue_and_the_offices_word_stand_on_the_card(
    issue, clerk, office, sign_in, today
):
    register_institution(
        campaign=issue.campaign,
        unit=issue.unit,
        title="普惠园认定限时办结制度",
        old_text="",
        new_text="十五个工作日内办结",
        issued_on=today,
        issue_number=issue.number,
        by=clerk,
    )
    rules.close(issue, by=office, note="材料齐全")
    told = card_of(issue, sign_in(clerk))
    assert told["建章立制情况"].startswith("《普惠园认定限时办结制度》（20")
    assert told["领导小组办公室验收意见"] == f"同意销号：材料齐全\n{office.name}"


def test_it_fits_on_one_upright_page_and_holds_no_formula(issue, clerk, sign_in):
    answer = sign_in(clerk).get(reverse("issues:closure_paper", args=[issue.pk]))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_stranger_gets_no_card(issue, stranger, sign_in):
    url = reverse("issues:closure_paper", args=[issue.pk])
    assert sign_in(stranger).get(url).status_code == 404
