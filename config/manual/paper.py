"""The manual as one Word file: a front page, the contents with page numbers, the chapters."""

from io import BytesIO

import docx
from django.contrib.staticfiles.finders import find
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from common.papers.layout import HEI, SONG, TITLE, element, set_font, shape
from config.manual import contents
from config.manual.text import Block, Chapter, chapters

NAME = "整改通操作手册"
ABOUT = "先看“五分钟上手”，再看自己职责的一章；与系统页头问号打开的手册同一内容。"
WIDTH, TALLEST = Mm(136), Mm(100)
CENTER = WD_ALIGN_PARAGRAPH.CENTER
SIZES = {"Normal": (SONG, 11), "Title": (TITLE, 32), "Heading 1": (HEI, 18), "Heading 2": (HEI, 13)}
INDENTS = {"step": 8, "point": 5}  # millimetres by which the number or sign hangs out
SIGNS = {"point": "•"}
GREY, PALE = "8A94A3", "F3F5F9"


def manual_paper() -> bytes:
    """Bind all chapters, each on a new page."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = NAME, ""
    _set_page(document)
    _set_styles(document)
    _front(document)
    contents.add(document, [(one.title, one.summary) for one in chapters()])
    for place, one in enumerate(chapters()):
        _chapter(document, place, one)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = CENTER
    run = head.add_run(NAME)
    set_font(run._r.get_or_add_rPr(), SONG, 9)
    contents.page_number(section.footer.paragraphs[0])


def _set_styles(document: Document) -> None:
    for name, (font, points) in SIZES.items():
        style = document.styles[name]
        set_font(style.element.get_or_add_rPr(), font, points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = False
    lines = document.styles["Normal"].paragraph_format
    lines.line_spacing, lines.space_after = 1.3, Pt(4)
    for name, above in (("Heading 1", 0), ("Heading 2", 14)):
        shown = document.styles[name].paragraph_format
        shown.space_before, shown.space_after = Pt(above), Pt(6)


def _front(document: Document) -> None:
    title = document.add_paragraph(NAME)
    title.alignment = CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(75), Mm(12)
    set_font(title.runs[0]._r.get_or_add_rPr(), TITLE, 32)
    _small(document.add_paragraph(ABOUT))
    _small(document.add_paragraph("非密系统，严禁录入涉密信息"))


def _small(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTER
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(10.5), contents.QUIET


def _chapter(document: Document, place: int, chapter: Chapter) -> None:
    heading = document.add_heading(chapter.title, 1)
    heading.paragraph_format.page_break_before = True
    contents.mark(heading, place)
    _small(summary := document.add_paragraph(chapter.summary))
    summary.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for block in chapter.blocks:
        _block(document, block)


def _block(document: Document, block: Block) -> None:
    if block.kind == "heading":
        document.add_heading(block.text, 2)
    elif block.kind == "picture":
        _picture(document, block)
    else:
        _words(document.add_paragraph(), block)


def _words(paragraph: Paragraph, block: Block) -> None:
    """A paragraph with its own number: Word would count on through all chapters."""
    if indent := INDENTS.get(block.kind):
        lines = paragraph.paragraph_format
        lines.left_indent, lines.first_line_indent = Mm(indent), -Mm(indent)
        lines.tab_stops.add_tab_stop(Mm(indent))
        paragraph.add_run(f"{SIGNS.get(block.kind) or f'{block.number}．'}\t")
    if block.kind == "note":
        shape(paragraph, element("shd", val="clear", color="auto", fill=PALE))
        paragraph.add_run("注意：").bold = True
    for piece in block.pieces:
        run = paragraph.add_run(piece.text)
        run.font.bold = piece.mark or None


def _picture(document: Document, block: Block) -> None:
    """As wide as the text, a phone's as tall as half a page, on one page with its words."""
    if path := find(block.picture):
        picture = Image.from_file(str(path))
        width = min(WIDTH, TALLEST * picture.px_width // picture.px_height)
        document.add_picture(str(path), width=Emu(width))
        shown = document.paragraphs[-1]
        shown.alignment, shown.paragraph_format.keep_with_next = CENTER, True
        shown.paragraph_format.space_before = Pt(8)
        _framed(shown)
    caption = document.add_paragraph(f"图：{block.text}")
    _small(caption)
    caption.paragraph_format.space_after = Pt(12)


def _framed(paragraph: Paragraph) -> None:
    """A hair line around the picture, or a white page would end nowhere."""
    [picture] = paragraph._p.xpath(".//pic:pic/pic:spPr")
    line = picture.makeelement(f"{{{picture.nsmap['a']}}}ln", {"w": "6350"})
    fill = line.makeelement(f"{{{picture.nsmap['a']}}}solidFill", {})
    fill.append(fill.makeelement(f"{{{picture.nsmap['a']}}}srgbClr", {"val": GREY}))
    line.append(fill)
    picture.append(line)
