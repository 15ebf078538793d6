import pytest
from openpyxl import load_workbook

from tests.sheets import differences, expected, read, sample

KINDS = {1: "issues", 2: "ledger", 3: "issues", 4: "issues", 5: "tickets", 6: "roster", 8: "issues"}


@pytest.mark.parametrize("number", KINDS)
def test_every_sample_is_read_exactly_as_expected(number):
    got = read(KINDS[number], sample(number))
    assert differences(got, expected(number)) == []
    assert got["counts"] == expected(number)["counts"]


def test_every_refused_row_and_every_warning_has_a_chinese_sentence_that_names_the_row():
    got = read("issues", sample(8))
    assert got["refused"]
    assert got["warnings"]
    for entry in got["refused"] + got["warnings"]:
        assert entry["detail"].endswith("。")
        assert entry["row"] is None or f"第{entry['row']}行" in entry["detail"]


def test_a_report_tells_nothing_that_the_expected_report_does_not_hold():
    for number, kind in KINDS.items():
        got, wanted = read(kind, sample(number)), expected(number)
        known = {(row["sheet"], row["row"]): row for row in wanted["rows"]}
        for row in got["rows"]:
            more = {name for name, value in row.items() if value not in (None, [])}
            assert more <= set(known[row["sheet"], row["row"]])


@pytest.mark.parametrize("number", [1, 2, 3, 4, 8])
def test_a_changed_cell_of_a_sample_changes_just_that_row(tmp_path, number):
    first, other = expected(number)["rows"][0], "换过的一件事，5月2日窗口没有人"
    book = load_workbook(sample(number))
    for cell in book[first["sheet"]][first["row"]]:
        if isinstance(cell.value, str) and cell.value.strip() == first["issue"]:
            cell.value = other
    book.save(tmp_path / sample(number).name)
    faults = differences(read("issues", tmp_path / sample(number).name), expected(number))
    assert len(faults) == 1 and f"issue: {other!r}" in faults[0]
