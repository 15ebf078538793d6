"""版记: who gets the paper, who issued it when, at the foot of its last page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from common.papers import layout
from common.papers.layout import BODY, BOTTOM, FOUR, TEXT_WIDTH, element

OUTER, INNER = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm
TWIPS = 20  # to a point
MILLIMETRE = 56.7  # twips
HEIGHT = 24  # points of a line
CHARACTERS = 29  # of 四号 between the two blank ones of a line
FOOT = round((297 - BOTTOM) * MILLIMETRE)


def add_imprint(document: Document, lines: Sequence[str]) -> None:
    """One frame to each line, laid upwards from the foot of the text: rules outside and between.

    Frames with a place of their own: not every program stacks lines that share one frame, and a
    floating table stays where it stands in the text.
    """
    heights = [HEIGHT * TWIPS * _count(text) for text in lines]
    for place, text in enumerate(lines):
        top = FOOT - sum(heights[place:])
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(HEIGHT)
        tab = Mm(TEXT_WIDTH) - Pt(FOUR)
        paragraph.paragraph_format.tab_stops.add_tab_stop(tab, WD_TAB_ALIGNMENT.RIGHT)
        _frame(paragraph, top, heights[place])
        _rules(paragraph, place, len(lines))
        layout.shape(paragraph, element("snapToGrid", val=0))
        layout.shape(paragraph, element("ind", leftChars=100, left=280, rightChars=100, right=280))
        run = paragraph.add_run(text)
        layout.set_font(run._r.get_or_add_rPr(), BODY, FOUR)


def _count(text: str) -> int:
    """How many lines a text takes; one with a tab is laid out to take one."""
    width = sum(0.5 if sign.isascii() else 1 for sign in text)
    return 1 if "\t" in text else max(1, -(-int(width) // CHARACTERS))


def _frame(paragraph: Paragraph, top: int, height: int) -> None:
    frame = element(
        "framePr",
        w=round(TEXT_WIDTH * MILLIMETRE),
        h=height,
        hRule="exact",
        hSpace=0,
        wrap="notBeside",
        vAnchor="page",
        hAnchor="margin",
        xAlign="left",
        y=top,
    )
    layout.shape(paragraph, frame)


def _rules(paragraph: Paragraph, place: int, count: int) -> None:
    """A rule above each line, one below the last."""
    borders = element("pBdr")
    thick = OUTER if place == 0 else INNER
    borders.append(element("top", val="single", sz=thick, space=0, color="000000"))
    if place == count - 1:
        borders.append(element("bottom", val="single", sz=OUTER, space=0, color="000000"))
    layout.shape(paragraph, borders)
