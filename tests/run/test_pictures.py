"""The way from a document to pictures works where its tools are."""

import pytest
from docx import Document

from tests.harness.pictures import pages

pytestmark = pytest.mark.slow


def test_a_document_of_two_pages_makes_two_pictures(tmp_path):
    paper = Document()
    paper.add_paragraph("第一页")
    paper.add_page_break()
    paper.add_paragraph("第二页")
    paper.save(str(tmp_path / "通报.docx"))
    assert len(pages(tmp_path / "通报.docx", tmp_path)) == 2
