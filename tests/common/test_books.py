"""A plain workbook on paper: many columns give way to each other before the print grows tiny."""

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
