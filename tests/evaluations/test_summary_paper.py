from openpyxl import Workbook

from evaluations.papers.style import kept_together, paged


def sheet_of(groups, size):
    sheet = Workbook().active
    for line in range(4 + groups * size):
        sheet.append([f"行{line}"])
    paged(sheet, (30, 16, *[10] * 8, 10, 12), 4)
    kept_together(sheet, range(5, 5 + groups * size, size), 4)
    return sheet


def test_the_three_lines_of_a_unit_are_not_parted_by_a_page():
    sheet = sheet_of(groups=40, size=3)
    breaks = [spot.id for spot in sheet.row_breaks.brk]
    assert len(breaks) >= 4
    assert all((last - 4) % 3 == 0 for last in breaks)
    assert max(b - a for a, b in zip([4, *breaks], [*breaks, 124], strict=True)) <= 24


def test_all_columns_stand_on_one_sheet_across():
    sheet = sheet_of(groups=2, size=3)
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale * 148 * 7.2 / 100 <= 784
    assert not sheet.row_breaks.brk
