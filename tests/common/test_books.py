"""A plain workbook on paper: many columns give way to each other before the print grows tiny."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from common.books import book

LONG = "群众来信原文一字不改，" * 12


@pytest.mark.parametrize(
    ("headings", "paper"),
    [(["单位", "内容"], 9), ([*"甲乙丙丁", "原文", "答复", "理由", "反馈"], 9), (["长列"] * 12, 8)],
)
def test_a_sheet_goes_on_a_paper_on_which_it_can_be_read(headings, paper):
    content = book("意见", headings, [[LONG if len(one) > 1 else "一" for one in headings]])
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert int(sheet.page_setup.paperSize) == paper
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_row_is_as_tall_as_its_longest_text_needs():
    rows = [["区教育局", "收到"], ["区教育局", LONG], ["区教育局", "一\n二\n三"]]
    sheet = openpyxl.load_workbook(BytesIO(book("意见", ["单位", "内容"], rows))).active
    assert sheet.row_dimensions[3].height is None
    assert sheet.row_dimensions[4].height > 15 * len(LONG) * 2 / 48
    assert 45 < sheet.row_dimensions[5].height < 60


def test_a_long_heading_over_short_values_stands_in_two_lines():
    content = book("名次", ["单位", "第一次三评议（上半年）名次"], [["区教育局", 3]])
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet.column_dimensions["B"].width < 20
    assert sheet.row_dimensions[2].height > 30


def test_a_figure_written_as_text_is_a_number_and_looks_as_it_was_written():
    rows = [["区教育局", 3, "97.51%", "94.10", "—", "+1.5", Decimal("60.00"), "", "2026-11-22"]]
    headings = ["单位", "名次", "满意率", "得分", "变化", "升降", "期初", "期末", "日期"]
    cells = openpyxl.load_workbook(BytesIO(book("名次", headings, rows))).active[3]
    assert [cell.value for cell in cells] == [
        *("区教育局", 3, 0.9751, 94.1, "—", 1.5, 60, None, "2026-11-22")
    ]
    shapes = [cell.number_format for cell in cells]
    assert shapes[2:4] == ["0.00%", "0.00"]
    assert shapes[5:7] == ["+0.0;-0.0;0.0", "0.00"]
    sides = [cell.alignment.horizontal for cell in cells]
    assert sides == [None, None, *["right"] * 5, None, None]


@pytest.mark.parametrize("code", ["007", "13904510000", "310", "2026-3", "01.5", "1.2.3"])
def test_a_code_a_telephone_and_a_number_of_a_paper_stay_text(code):
    sheet = openpyxl.load_workbook(BytesIO(book("名册", ["编号", "名"], [[code, "甲"]]))).active
    assert sheet["A3"].value == code
    assert sheet["A3"].data_type == "s"
