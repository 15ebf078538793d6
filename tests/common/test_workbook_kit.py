import pytest
from openpyxl import Workbook as Book

from common.numerals import in_digits, number
from common.workbook import Cell, Merge, Sheet, formats, headings, open_workbook
from common.workbook.around import Around, day_in
from common.workbook.dictionary import Dictionary
from common.workbook.rows import Kind, Line, Table
from common.workbook.text import heading_key, squeeze, tidy
from tests.sheets import sample

WORDS = Dictionary(
    {
        "no": ["序号"],
        "thing": ["物品", "物品名称"],
        "count": ["数量"],
        "place": ["存放地点", "地点"],
        "kept_by": ["保管人"],
    },
    companions={"thing": "place"},
    nested={"place": {"名称": "place"}},
)


def sheet_of(*rows, merges=()):
    sheet = Sheet("表", merges=[Merge(*corners) for corners in merges])
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                is_number = isinstance(value, int)
                cell = Cell(str(value), float(value) if is_number else None)
                sheet.rows.setdefault(row, {})[column] = cell
    return sheet


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (1978.1, "0.00", "1978.10"),
        (1978.1, "", "1978.1"),
        (1.0, "0%", "100%"),
        (0.256, "0.0%", "25.6%"),
        (7.0, "000", "007"),
        (46203.0, "yyyy/m/d", "2026-06-30"),
        (46203.5, 'yyyy"年"m"月"d"日" h:mm', "2026-06-30 12:00:00"),
        (0.0, "yyyy/m/d", "0"),
        (12.0, "General", "12"),
        (1234.0, "#,##0", "1234"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(value, pattern, shown):
    assert formats.numeric_cell(value, pattern).text == shown


def test_days_are_counted_from_1904_where_the_file_says_so():
    assert formats.numeric_cell(44741.0, "yyyy-mm-dd", since_1904=True).text == "2026-06-30"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" 责任 单位：", "责任单位"),
        ("整改措施\n（必填）", "整改措施必填"),
        ("問題類別", "问题类别"),
        ("Ｎｏ．", "No"),
        ("备\u3000注", "备注"),
        ("单\u200b位", "单位"),
    ],
)
def test_a_heading_is_compared_without_blanks_colons_width_and_old_forms(text, key):
    assert heading_key(text) == key


def test_tidy_keeps_lines_and_drops_what_nobody_sees():
    assert tidy("\u00a0甲\r\n乙\u200b \ufeff") == "甲\n乙"
    assert squeeze("２０２６ 年") == "2026年"


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十五", 15), ("二十", 20), ("三十一", 31), ("二〇二六", 2026), ("百", None)],
)
def test_chinese_numerals_are_numbers(text, value):
    assert number(text) == value
    assert in_digits("十二月三十一日") == "12月31日"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("物品名称", "thing"),
        ("物品 名称（全称）", "thing"),
        ("现存放地点", "place"),
        ("数量/物品", "count"),
        ("毫不相干", None),
    ],
)
def test_a_heading_names_a_field_exactly_in_brackets_at_its_end_or_in_part(heading, name):
    found = WORDS.matches(heading)
    assert (found[0].name if found else None) == name


def test_headings_are_found_below_titles_over_two_levels():
    sheet = sheet_of(
        ["仓库清单"],
        ["序号", "物品名称", "存放", None],
        [None, None, "地点", "保管人"],
        [1, "灯", "库房", "甲"],
        merges=[(1, 1, 1, 4), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4)],
    )
    found = headings.find(sheet, WORDS)
    assert found.rows == [2, 3]
    assert found.columns == {"no": 1, "thing": 2, "place": 3, "kept_by": 4}


def test_two_levels_are_found_without_merges_too():
    sheet = sheet_of(
        ["序号", "物品", "存放", None], [None, None, "地点", "保管人"], [1, "灯", "a", "b"]
    )
    sheet.knows_merges = False
    assert headings.find(sheet, WORDS).rows == [1, 2]


def test_of_two_equal_headings_the_left_one_counts():
    found = headings.find(sheet_of(["序号", "数量", "数量"], [1, 2, 3]), WORDS)
    assert found.columns["count"] == 2


def test_a_sheet_of_prose_has_no_headings():
    assert headings.find(sheet_of(["说明"], ["请如实填写"]), WORDS) is None


def kinds(*rows, merges=()):
    sheet = sheet_of(["物品清单"], ["序号", "物品", "数量", "地点"], *rows, merges=merges)
    table = Table(sheet, headings.find(sheet, WORDS), main="thing", counters=("no",))
    return {line.row: line.kind for line in table.lines()}


def test_rows_are_told_apart():
    told = kinds(
        [1, "灯", 3, "甲"],
        [None, None, None, None],
        [2, "灯", 3, "乙"],
        ["小计", None, 6],
        ["合计", None, 6],
        [None],
        ["注：按月更新。"],
        ["填表人：张三"],
    )
    assert told == {
        1: Kind.TITLE,
        3: Kind.DATA,
        4: Kind.BLANK,
        5: Kind.DATA,
        6: Kind.SUBTOTAL,
        7: Kind.TOTAL,
        8: Kind.BLANK,
        9: Kind.NOTE,
        10: Kind.SIGNATURE,
    }


def test_a_thing_whose_name_begins_like_a_total_is_data():
    assert kinds([1, "合计数与分项数不符的报表", 1, "甲"])[3] is Kind.DATA


def test_a_row_under_a_merged_name_goes_on_with_the_row_above():
    told = kinds([1, "灯", 3, "甲"], [None, None, None, "乙"], merges=[(3, 2, 4, 2)])
    assert told[4] is Kind.CONTINUATION


def test_pairs_and_days_around_a_table_are_read():
    around = Around()
    sheet = sheet_of(["2026年清单"], ["填报单位（盖章）：甲局    填报时间：2026年3月27日", None])
    around.add(sheet, [Line(1, Kind.TITLE), Line(2, Kind.META)])
    assert around.first(("填报单位",)) == "甲局"
    assert around.day(("填报时间",), 2026).isoformat() == "2026-03-27"
    assert around.year("x") == 2026


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月27日", "2026-03-27"),
        ("2025.3.2", "2025-03-02"),
        ("2026年2月", "2026-02-28"),
        ("13月", None),
    ],
)
def test_a_day_is_found_in_a_text(text, day):
    found = day_in(text, 2026)
    assert (found and found.isoformat()) == day


def test_hidden_sheets_rows_and_columns_are_known():
    sheets = open_workbook(sample(2)).sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("整改台账", False),
        ("5月底稿", True),
    ]


def test_texts_of_a_workbook_come_through_whole(tmp_path):
    book = Book()
    book.active.append(["甲\n乙", "_x0041_", " 空 ", True, 3.5, "=1+1"])
    book.save(tmp_path / "a.xlsx")
    sheet = open_workbook(tmp_path / "a.xlsx").sheets[0]
    assert [sheet.text(1, column) for column in (1, 3, 4, 5)] == ["甲\n乙", " 空 ", "是", "3.5"]
    assert sheet.cell(1, 6).fault == "formula_cell"
