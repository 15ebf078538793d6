"""The manual as one Word file."""

from io import BytesIO

import docx
from django.contrib.staticfiles.finders import find
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from config.manual.text import Block, Chapter, chapters

FONT = "宋体"
HEADINGS = "黑体"
WIDTH = Mm(150)
STYLES = {"step": "List Number", "point": "List Bullet"}


def manual_paper() -> bytes:
    """Bind all chapters, each on a new page."""
    document = docx.Document()
    _set_fonts(document)
    document.add_heading("整改通操作手册", 0)
    for line in chapters():
        document.add_paragraph(f"{line.title}：{line.summary}", style="List Bullet")
    for one in chapters():
        _chapter(document, one)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_fonts(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    for name in ("Normal", "List Bullet", "List Number", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        font = FONT if name in ("Normal", "List Bullet", "List Number") else HEADINGS
        style.font.name = font
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.styles["Normal"].font.size = Pt(11)


def _chapter(document: Document, chapter: Chapter) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_heading(chapter.title, 1)
    document.add_paragraph(chapter.summary)
    for block in chapter.blocks:
        _block(document, block)


def _block(document: Document, block: Block) -> None:
    if block.kind == "heading":
        document.add_heading(block.text, 2)
    elif block.kind == "picture":
        _picture(document, block)
    else:
        # Steps carry their own number: Word would count on through all chapters.
        paragraph = document.add_paragraph(style=STYLES.get(block.kind, "Normal"))
        if block.kind == "step":
            paragraph.style = "Normal"
            paragraph.add_run(f"{block.number}．")
        if block.kind == "note":
            paragraph.add_run("注意：").bold = True
        for piece in block.pieces:
            paragraph.add_run(piece.text).bold = piece.mark


def _picture(document: Document, block: Block) -> None:
    if path := find(block.picture):
        is_phone = "phone" in block.picture
        document.add_picture(str(path), width=Mm(60) if is_phone else WIDTH)
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption = document.add_paragraph(block.text)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
