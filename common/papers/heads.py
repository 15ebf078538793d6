"""The heads of the four kinds of paper: 文件, 上行文 with its signer, 信函, 简报."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from common.papers import layout
from common.papers.layout import BODY, FOUR, KAI, TEXT_WIDTH, THREE, TITLE, element

CENTER = WD_ALIGN_PARAGRAPH.CENTER
RED = RGBColor(0xFF, 0, 0)
HEAD_POINTS, BRIEF_POINTS, LETTER_POINTS = 40, 48, 36
LONGEST_ISSUE = 23  # characters of issuer and day that leave air between them
NARROWEST = 55  # per cent of a character's width
POINT = 0.353  # millimetres
LETTER_TOP, LETTER_FOOT, LETTER_LINE = 30, 20, 170  # millimetres


def written(document: Document, text: str, font: str, points: float) -> Paragraph:
    """One more paragraph in one font."""
    paragraph = document.add_paragraph()
    _run(paragraph, text, font, points)
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, points: float) -> Any:
    run = paragraph.add_run(text)
    layout.set_font(run._r.get_or_add_rPr(), font, points)
    return run


def red_name(paragraph: Paragraph, name: str, largest: int) -> None:
    """The issuer in red on one line, squeezed as far as it must be."""
    fits = TEXT_WIDTH / POINT / max(1, len(name))
    points = min(largest, int(fits * 100 / NARROWEST))
    run = _run(paragraph, name, TITLE, points)
    paragraph.alignment = CENTER
    paragraph.paragraph_format.line_spacing = 1.0
    run.font.color.rgb = RED
    if fits < points:
        layout.narrow(run, int(fits / points * 97))


def file_head(document: Document, name: str, number: str) -> None:
    """文件式: the name 35 mm below the text's edge, the number centred, the red rule."""
    _blank(document, 3)
    red_name(document.add_paragraph(), name, HEAD_POINTS)
    _blank(document, 2)
    line = written(document, number, BODY, THREE)
    line.alignment = CENTER
    layout.rules(line, layout.RED, bottom=2)
    _blank(document, 2)


def upward_head(document: Document, name: str, number: str, signer: str) -> None:
    """上行文: the number one character from the left, 签发人 one character from the right."""
    _blank(document, 3)
    red_name(document.add_paragraph(), name, HEAD_POINTS)
    _blank(document, 2)
    line = written(document, f"　{number}\t签发人：", BODY, THREE)
    _run(line, signer or "　　　", KAI, THREE)
    tab = Mm(TEXT_WIDTH) - Pt(THREE)
    line.paragraph_format.tab_stops.add_tab_stop(tab, WD_TAB_ALIGNMENT.RIGHT)
    layout.rules(line, layout.RED, bottom=2)
    _blank(document, 2)


def brief_head(document: Document, name: str, number: str, issuer: str, day: str) -> None:
    """简报: the red name, the number below it, issuer and date on the line above the rule."""
    red_name(document.add_paragraph(), name, BRIEF_POINTS)
    line = written(document, number, KAI, THREE)
    line.alignment = CENTER
    _blank(document)
    points = THREE if len(issuer) + len(day) <= LONGEST_ISSUE else FOUR
    line = written(document, f"　{issuer}\t{day}", BODY, points)
    tab = Mm(TEXT_WIDTH) - Pt(THREE)
    line.paragraph_format.tab_stops.add_tab_stop(tab, WD_TAB_ALIGNMENT.RIGHT)
    layout.rules(line, layout.RED, bottom=2)
    _blank(document)


def letter_head(document: Document, name: str, number: str) -> None:
    """信函式: name and double red rule 30 mm from the edge, another at the foot of page one."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(LETTER_TOP), Mm(LETTER_FOOT)
    head = section.first_page_header.paragraphs[0]
    red_name(head, name, LETTER_POINTS)
    _double_rule(head, bottom="thickThinSmallGap")
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.line_spacing = Pt(4)
    _double_rule(foot, top="thinThickSmallGap")
    line = written(document, number, BODY, THREE)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _blank(document)


def _double_rule(paragraph: Paragraph, **sides: str) -> None:
    """A thick and a thin red line together, 170 mm wide in the middle of the page."""
    borders = element("pBdr")
    for side, kind in sides.items():
        borders.append(element(side, val=kind, sz=24, space=1, color=layout.RED))
    layout.shape(paragraph, borders)
    out = -round((LETTER_LINE - TEXT_WIDTH) / 2 * 56.7)
    layout.shape(paragraph, element("ind", left=out, right=out))


def _blank(document: Document, count: int = 1) -> None:
    for _ in range(count):
        document.add_paragraph()
