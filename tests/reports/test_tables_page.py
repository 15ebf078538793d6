"""The tables of the workbook: classes compared with the last period, merged titles, .csv."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

import issues.rules as issue_rules
import reports.rules as rules
from issues.models import Issue
from reports.figures import Facts
from reports.models import Noted
from reports.sheets.cohorts import cohort_table, moved
from reports.sheets.plain import csv_of
from tests import builders


@pytest.fixture
def classes(campaign, unit, other_unit):
    """Two units of one class; the first has overtaken the second this week."""
    today = localdate()
    for place in (unit, other_unit):
        place.cohort = "A"
        place.save()
        for _ in range(2):
            builders.make_ledger_issue(campaign, place)
    long_ago = make_aware(datetime.combine(today - timedelta(days=30), datetime.min.time()))
    Issue.objects.update(approved_at=long_ago)
    _strike(other_unit, 1, days=20)
    _strike(unit, 2, days=1)
    issue_rules.recount(campaign)
    return campaign


def _strike(unit, count, *, days):
    moment = make_aware(datetime.combine(localdate() - timedelta(days=days), datetime.min.time()))
    rows = Issue.objects.filter(unit=unit).values_list("pk", flat=True)[:count]
    Issue.objects.filter(pk__in=list(rows)).update(status="closed", closed_at=moment)


def test_units_are_compared_inside_their_class_with_the_last_period(classes):
    rows = cohort_table(Facts(classes, localdate()))["rows"]
    assert rows[0] == ["A", "教育局", "2", "2", "100.0%", "0.0%", "+100.0", "1", "2", "升1"]
    assert rows[1] == ["A", "卫健局", "2", "1", "50.0%", "50.0%", "+0.0", "2", "1", "降1"]
    assert (moved(None, 1), moved(2, 2)) == ("—", "持平")


def test_the_workbook_is_ready_to_print(classes, office, sign_in):
    content = sign_in(office).get(reverse("reports:counts_sheet")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(one for one in book if "分类对比" in one.title)
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:J1", "A2:J2", "A4:A5"} <= merged
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet["E4"].value, sheet["E4"].number_format) == (1, "0.0%")
    assert sheet["G4"].number_format.startswith("+0.0")
    assert sheet.conditional_formatting
    assert sheet.page_setup.orientation == "landscape"
    assert any("单位与问题类别" in one.title for one in book)
    assert any("未报送清单单位" in one.title for one in book)


def test_every_table_is_on_the_page_and_to_be_had_as_csv(classes, office, clerk, sign_in):
    client = sign_in(office)
    page = client.get(reverse("reports:tables")).content.decode()
    for title in ("整改进展统计表", "分类对比表", "单位与问题类别", "未报送清单单位", "统计数字"):
        assert title in page
        answer = client.get(reverse("reports:table_csv"), {"table": title})
        assert answer.content.startswith("\ufeff".encode())
    assert "教育局,2,2,100.0%" in client.get(
        reverse("reports:table_csv"), {"table": "分类对比表"}
    ).content.decode("utf-8-sig")
    assert client.get(reverse("reports:table_csv"), {"table": "没有"}).status_code == 404
    hidden = sign_in(clerk).get(reverse("reports:table_csv"), {"table": "未报送清单单位"})
    assert hidden.status_code == 404


def test_a_papers_table_is_to_be_had_as_csv(classes, office, stranger, sign_in, today):
    paper = rules.compose(classes, kind="progress", by=office, today=today)
    address = reverse("reports:sheet_csv", args=[paper.pk])
    told = sign_in(office).get(address, {"table": "整改进展统计表"}).content.decode("utf-8-sig")
    assert told.startswith("单位,台账问题,已销号")
    assert sign_in(office).get(address, {"table": "没有"}).status_code == 404
    assert sign_in(stranger).get(address, {"table": "整改进展统计表"}).status_code == 404


def test_text_in_a_csv_never_becomes_a_formula():
    told = csv_of({"head": ["甲"], "rows": [["=1+1"], ["-3.5"], ["@cmd"]]}).decode("utf-8-sig")
    assert told.split() == ["甲", "'=1+1", "-3.5", "'@cmd"]


def test_a_long_text_gets_the_lines_it_needs_on_paper(campaign, unit, office, sign_in):
    said = "手工登记的依据写得很长，" * 9
    Noted.objects.create(
        campaign=campaign,
        label="企业送来锦旗",
        number=3,
        measure="面",
        source=said[:100],
        noted_on=localdate(),
        by=office,
    )
    content = sign_in(office).get(reverse("reports:counts_sheet"), {"span": ""}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    heights = {row[1].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(4)}
    assert heights["参加单位"] == 21
    assert heights["企业送来锦旗"] >= 51
