import subprocess
import sys
import time
import zipfile

import pytest
from openpyxl import Workbook as Book

from common.workbook import Unreadable, limits, open_workbook, reading
from common.workbook.reading import ROOT
from tests.sheets import sample, write

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def refusal(path):
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        open_workbook(path)
    assert time.monotonic() - started < 5
    said = str(refused.value)
    assert said.endswith("。") and said.count("。") == 1
    return said


def plain(path):
    return write(path, [["序号", "存在问题"], [1, "窗口慢"]])


def with_part(source, target, part, content):
    """The workbook with one part replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return target


def with_sheet(tmp_path, inside, prologue=""):
    content = f'<?xml version="1.0"?>{prologue}{HEAD}<sheetData>{inside}</sheetData></worksheet>'
    return with_part(plain(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", SHEET, content)


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    bomb = with_part(
        plain(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", "xl/media/x.bin", b"0" * 70_000_000
    )
    assert "压缩" in refusal(bomb)


def test_one_cell_in_the_farthest_corner_is_refused_at_once(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "行" in refusal(with_sheet(tmp_path, far))


def test_too_many_columns_are_refused(tmp_path):
    assert "列" in refusal(with_sheet(tmp_path, '<row r="1"><c r="XFD1"><v>1</v></c></row>'))


def test_empty_styled_cells_far_away_do_no_harm(tmp_path):
    inside = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert open_workbook(with_sheet(tmp_path, inside)).sheets[0].last_row == 1


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_entities_are_never_resolved(tmp_path, prologue):
    said = refusal(with_sheet(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', prologue))
    assert "结构异常" in said


def test_broken_xml_is_a_sentence(tmp_path):
    assert "结构异常" in refusal(with_sheet(tmp_path, "<row r='1'><c r='A1'><v>1</row>"))


def test_more_rows_than_anyone_fills_in_are_refused(tmp_path):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, limits.ROWS + 2)
    )
    assert "50000行" in refusal(with_sheet(tmp_path, rows))


def test_a_macro_workbook_is_refused(tmp_path):
    macro = with_part(plain(tmp_path / "a.xlsx"), tmp_path / "b.xlsm", "xl/vbaProject.bin", b"x")
    assert "宏" in refusal(macro)


def test_a_workbook_with_an_archive_inside_is_refused(tmp_path):
    nested = with_part(plain(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", "xl/embeddings/a.zip", b"x")
    assert "压缩包" in refusal(nested)


def test_too_many_members_are_refused(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(limits.MEMBERS + 1):
            archive.writestr(f"xl/{number}.xml", "x")
    assert "部件" in refusal(path)


def test_a_member_that_climbs_out_is_refused(tmp_path):
    path = with_part(plain(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", "../../etc/x", b"x")
    assert "路径" in refusal(path)


def test_a_truncated_file_is_refused(tmp_path):
    path = tmp_path / "half.xlsx"
    content = sample(2).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "损坏" in refusal(path)


def test_an_encrypted_workbook_is_named(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "密码" in refusal(path)


def test_html_saved_as_xls_is_named(tmp_path):
    path = tmp_path / "web.xls"
    path.write_text("<html><body><table><tr><td>序号</td></tr></table></body></html>", "utf-8")
    assert "网页" in refusal(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x00\x01\x02junk", "不是"),
        (b"<?xml version='1.0'?>", "XML"),
    ],
)
def test_files_that_are_no_workbooks_are_named(tmp_path, content, word):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert word in refusal(path)


def test_a_file_of_more_than_ten_megabytes_is_refused(tmp_path):
    path = tmp_path / "big.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * limits.FILE_BYTES)
    assert "10兆" in refusal(path)


def test_a_damaged_old_workbook_is_a_sentence(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    assert "另存为" in refusal(path)


def test_a_child_that_dies_or_dawdles_is_a_sentence(tmp_path, monkeypatch):
    path = plain(tmp_path / "a.xlsx")

    def late(*arguments, **options):
        raise subprocess.TimeoutExpired("child", 120)

    monkeypatch.setattr(subprocess, "run", late)
    assert "时间或内存" in refusal(path)


def test_formulas_are_told_apart_from_texts_that_begin_alike(tmp_path):
    book = Book()
    page = book.active
    page["A1"] = "=1+1"
    page["A2"].value, page["A2"].data_type = "=1+1", "s"
    book.save(tmp_path / "f.xlsx")
    sheet = open_workbook(tmp_path / "f.xlsx").sheets[0]
    assert sheet.cell(1, 1).fault == "formula_cell"
    assert sheet.cell(2, 1).fault is None and sheet.text(2, 1) == "=1+1"


def test_a_directory_that_lies_about_sizes_does_not_help(tmp_path):
    grown = "<row r='1'><c r='A1' t='inlineStr'><is><t>" + "长" * 200_000 + "</t></is></c></row>"
    path = with_sheet(tmp_path, grown)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert "异常" in refusal(path) or "损坏" in refusal(path)


def test_the_child_starts_without_the_web_framework_and_under_limits():
    script = (
        "import sys, resource as r; from common.workbook import child; child.limit_this_process();"
        "assert not any(name.startswith('django') for name in sys.modules);"
        "print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CPU)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(limits.CHILD_MEMORY), str(limits.CHILD_CPU_SECONDS)]


def test_a_child_out_of_memory_hurts_only_itself(tmp_path, monkeypatch):
    script = tmp_path / "common" / "workbook"
    script.mkdir(parents=True)
    (script / "__init__.py").touch()
    (script / "child.py").write_text("import os; os.abort()")
    monkeypatch.setattr(reading, "ROOT", tmp_path)
    assert "时间或内存" in refusal(plain(tmp_path / "a.xlsx"))
