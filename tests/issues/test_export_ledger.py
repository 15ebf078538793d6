"""The ledger as a workbook: the office's heading, every text as text, one line an issue."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from common.workbook import open_workbook
from exchange.models import Transfer
from issues.models import Progress
from issues.papers import CELL_LIMIT, HEADING_ROW, TITLES, ledger_workbook
from issues.sheets import read_for
from tests import builders
from tests.harness.pictures import pages

TODAY = date(2026, 4, 15)


@pytest.fixture
def export(campaign):
    def sheet():
        file = io.BytesIO()
        ledger_workbook(file, campaign, campaign.issues.order_by("pk"), TODAY)
        return load_workbook(io.BytesIO(file.getvalue())).active

    return sheet


def line(sheet, number=1):
    return {c.value: d.value for c, d in zip(sheet[4], sheet[4 + number], strict=True)}


def test_the_heading_has_title_date_groups_and_columns(export, campaign):
    sheet = export()
    assert sheet["A1"].value == f"{campaign.name}问题整改台账"
    assert sheet["A2"].value == "截至2026年4月15日"
    assert [c.value for c in sheet[3] if c.value] == [
        "问题情况",
        "整改内容",
        "责任落实",
        "整改情况",
    ]
    assert [c.value for c in sheet[HEADING_ROW + 1]] == TITLES
    assert sheet.print_title_rows == "$3:$4"


def test_a_line_tells_the_issue_with_numbered_measures(export, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    Progress.objects.create(issue=issue, text="已列明补正清单")
    told = line(export())
    assert told["单位"] == unit.name
    assert told["整改措施"] == "1.一次性列明补正清单\n2.受理次日排定评估日期"
    assert told["完成时限"].date() == date(2026, 6, 30)
    assert told["整改进展"] == "已列明补正清单"
    assert told["完成状态"] == "整改中"


def test_what_looks_like_a_formula_stays_text(export, campaign, unit):
    builders.make_ledger_issue(campaign, unit, text='=HYPERLINK("http://x","点我")领导批示不落实')
    cell = export()["E5"]
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.value.startswith("=HYPERLINK")


def test_a_text_too_long_for_a_cell_is_cut_and_not_dropped(export, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    for _ in range(9):
        Progress.objects.create(issue=issue, text="已" * 4000)
    assert len(line(export())["整改进展"]) == CELL_LIMIT


def test_the_number_of_queries_does_not_grow_with_the_rows(
    export, campaign, unit, django_assert_num_queries
):
    for number in range(3):
        builders.make_ledger_issue(campaign, unit, text=f"第{number}个窗口办理慢，群众等不到结果")
    with django_assert_num_queries(3):
        export()


def test_the_page_gives_the_rows_that_the_person_may_see(campaign, unit, stranger, head, sign_in):
    issue = builders.make_ledger_issue(campaign, unit)
    seen = {}
    for person in (head, stranger):
        answer = sign_in(person).get(reverse("issues:export_ledger"))
        assert answer.status_code == 200
        seen[person] = load_workbook(io.BytesIO(answer.content)).active["B5"].value
    assert seen == {head: issue.number, stranger: None}


@pytest.mark.slow
def test_it_looks_right_on_paper(campaign, unit, tmp_path):
    builders.make_ledger_issue(campaign, unit)
    path = tmp_path / "ledger.xlsx"
    with path.open("wb") as file:
        ledger_workbook(file, campaign, campaign.issues.order_by("pk"), TODAY)
    assert len(pages(path, tmp_path)) == 1


def test_the_ledger_streams_as_a_table_that_is_read_back_the_same(
    campaign, unit, office, sign_in, tmp_path
):
    builders.make_ledger_issue(campaign, unit, text="=1+1不是公式", note="甲，乙\n丙")
    answer = sign_in(office).get(reverse("issues:export_ledger"), {"format": "csv"})
    assert answer.streaming
    path = tmp_path / "台账.csv"
    path.write_bytes(b"".join(answer))
    workbook = open_workbook(path)
    assert "'=1+1不是公式" in path.read_text("utf-8-sig")
    report = read_for(campaign, workbook)
    assert report.refused == [] and len(report.rows) == 1
    row = report.rows[0]
    assert row["measures"] == ["一次性列明补正清单", "受理次日排定评估日期"]
    assert (row["deadline"], row["remark"]) == ("2026-06-30", "甲，乙\n丙")


def test_a_ledger_brought_back_unedited_is_known_row_by_row(campaign, unit, office, sign_in):
    for number in range(3):
        builders.make_ledger_issue(campaign, unit, text=f"第{number}件事没有办", dept="学前科")
    answer = sign_in(office).get(reverse("issues:export_ledger"))
    file = SimpleUploadedFile("台账.xlsx", answer.content)
    client = sign_in(office)
    client.post(reverse("exchange:import"), {"kind": "issues", "file": file})
    outcome = Transfer.objects.get().outcome
    assert [line["state"] for line in outcome["lines"]] == ["known"] * 3
    assert outcome["refused"] == []


def test_the_form_to_print_has_exactly_the_columns_that_offices_know(
    campaign, unit, office, sign_in
):
    """Practice §1.2: single columns over both rows of the heading, three groups between them."""
    builders.make_ledger_issue(campaign, unit, text="窗口空岗", dept="办公室")
    address = f"{reverse('issues:export_ledger')}?format=printed"
    content = sign_in(office).get(address).content
    sheet = load_workbook(io.BytesIO(content)).active
    spans = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A3:A4", "B3:B4", "E3:H3", "I3:K3", "L3:O3", "P3:P4"} <= spans
    heads = [sheet.cell(3, n).value or sheet.cell(4, n).value for n in (1, 2, 3, 4, 16)]
    assert heads == ["序号", "单位", "问题类别", "存在问题", "备注"]
    assert [sheet.cell(4, n).value for n in range(9, 16)] == [
        "责任领导", "责任单位", "责任人", "整改进展", "是否完成", "完成时间", "佐证材料/制度成果",
    ]  # fmt: skip
    assert [sheet.cell(5, n).value for n in (1, 4, 10, 13)] == [1, "窗口空岗", "办公室", "未启动"]
