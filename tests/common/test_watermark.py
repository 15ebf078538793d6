"""Who took a file away can be read on every page that is printed from it."""

from io import BytesIO
from zipfile import ZipFile

import xlsxwriter
from docx import Document
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader, PdfWriter

from common.books import book
from common.watermark import stamped

MARK = "敏感　周明 2026-04-15 09:30 D20260415-0a1b2c3d"


def header(content, sheet=0):
    return load_workbook(BytesIO(stamped(content, ".xlsx", MARK))).worksheets[sheet].oddHeader


def test_a_workbook_bears_the_mark_and_keeps_its_page_numbers():
    content = book("干部名册", ["姓名", "职务"], [["吴静", "科长"]])
    stamp = stamped(content, ".xlsx", MARK)
    sheet = load_workbook(BytesIO(stamp)).worksheets[0]
    assert sheet.oddHeader.right.text == MARK
    assert "&P" in sheet.oddFooter.center.text
    assert [cell.value for cell in sheet[3]] == ["吴静", "科长"]


def test_a_name_with_an_ampersand_is_no_code_of_the_header():
    stamp = stamped(book("册", ["姓名"], [["吴静"]]), ".xlsx", "A&B <甲>")
    with ZipFile(BytesIO(stamp)) as file:
        body = file.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;R&amp;8A&amp;&amp;B &lt;甲&gt;" in body


def test_every_sheet_bears_the_mark():
    file = BytesIO()
    made = xlsxwriter.Workbook(file)
    for name in ("一", "二"):
        made.add_worksheet(name).write(0, 0, "甲")
    made.close()
    assert [header(file.getvalue(), at).right.text for at in (0, 1)] == [MARK, MARK]


def test_a_header_that_stands_stays_beside_the_mark():
    file = BytesIO()
    made = Workbook()
    made.active.append(["甲"])
    made.active.oddHeader.left.text = "区教育局"
    made.active.oddHeader.right.text = "附件1"
    made.save(file)
    told = header(file.getvalue())
    assert told.left.text == "区教育局"
    assert told.right.text.startswith(MARK)
    assert told.right.text.endswith("附件1")


def test_a_workbook_with_a_table_and_a_picture_still_opens():
    file = BytesIO()
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet()
    sheet.add_table(0, 0, 3, 1, {"columns": [{"header": "单位"}, {"header": "数"}]})
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$B$2:$B$4"})
    sheet.insert_chart("D2", chart)
    sheet.set_h_pagebreaks([2])
    made.close()
    assert header(file.getvalue()).right.text == MARK


def document(content):
    return Document(BytesIO(content))


def written():
    file, made = BytesIO(), Document()
    made.add_paragraph("对照检查材料")
    made.save(file)
    return file.getvalue()


def test_a_document_bears_the_mark_on_its_pages():
    made = document(stamped(written(), ".docx", MARK))
    assert MARK in [line.text for line in made.sections[0].header.paragraphs]
    assert made.paragraphs[0].text == "对照检查材料"


def test_a_paper_to_be_issued_bears_it_in_its_properties_only():
    made = document(stamped(written(), ".docx", MARK, shown=False))
    assert made.core_properties.keywords == MARK
    assert made.sections[0].header.is_linked_to_previous


def test_another_kind_of_file_comes_back_as_it_was():
    assert stamped(b"a,b\n", ".csv", MARK) == b"a,b\n"


def pages_of(count):
    """A PDF of blank pages with some words in its properties."""
    made, out = PdfWriter(), BytesIO()
    for _ in range(count):
        made.add_blank_page(595, 842)
    made.add_metadata({"/Title": "通报"})
    made.write(out)
    return out.getvalue()


def test_every_page_of_a_pdf_bears_the_mark_at_its_foot():
    stamp = PdfReader(BytesIO(stamped(pages_of(3), ".pdf", MARK)))
    assert [MARK in page.extract_text() for page in stamp.pages] == [True] * 3
    assert stamp.metadata["/Keywords"] == MARK
    assert stamp.metadata["/Title"] == "通报"


def test_the_pages_of_an_issued_paper_bear_it_in_the_properties_only():
    stamp = PdfReader(BytesIO(stamped(pages_of(2), ".pdf", MARK, shown=False)))
    assert [page.extract_text().strip() for page in stamp.pages] == ["", ""]
    assert stamp.metadata["/Keywords"] == MARK
