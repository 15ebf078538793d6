"""The contents of the bound manual: lines that lead to the chapters and know their pages."""

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from common.papers.layout import HEI, SONG, element, set_font

EDGE = Mm(150)
QUIET = RGBColor(0x5B, 0x66, 0x75)


def bookmark(place: int) -> str:
    """The name under which a chapter is found."""
    return f"_chapter{place}"


def mark(heading: Paragraph, place: int) -> None:
    """Set the bookmark of a chapter around its heading."""
    start = element("bookmarkStart", id=place + 1, name=bookmark(place))
    heading.runs[0]._r.addprevious(start)
    heading._p.append(element("bookmarkEnd", id=place + 1))


def add(document: Document, rows: Iterable[tuple[str, str]]) -> None:
    """目录: every chapter with its page, and below it what it is about."""
    heading = document.add_paragraph()
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.space_after = Pt(14)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(heading.add_run("目　录")._r.get_or_add_rPr(), HEI, 18)
    for place, (title, summary) in enumerate(rows):
        _line(document.add_paragraph(), place, title)
        about = document.add_paragraph(summary)
        about.paragraph_format.space_after = Pt(7)
        about.runs[0].font.size = Pt(9.5)
        about.runs[0].font.color.rgb = QUIET


def _line(paragraph: Paragraph, place: int, title: str) -> None:
    lines = paragraph.paragraph_format
    lines.space_after, lines.keep_with_next = Pt(0), True
    lines.tab_stops.add_tab_stop(EDGE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = element("hyperlink", anchor=bookmark(place), history=1)
    for text in (title, "\t"):
        link.append(paragraph.add_run(text)._r)
    for run in field(paragraph, f"PAGEREF {bookmark(place)} \\h"):
        link.append(run)
    paragraph._p.append(link)


def field(paragraph: Paragraph, code: str) -> list[Any]:
    """A field that the program which opens the file works out, as runs."""
    parts = []
    for kind in ("begin", "code", "end"):
        run = paragraph.add_run()._r
        if kind == "code":
            words = element("instrText")
            words.text = f" {code} "
            run.append(words)
        else:
            run.append(element("fldChar", **_end(kind)))
        parts.append(run)
    return parts


def _end(kind: str) -> dict[str, str]:
    return {"fldCharType": kind, **({"dirty": "true"} if kind == "begin" else {})}


def page_number(paragraph: Paragraph) -> None:
    """“— 1 —” in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field(paragraph, "PAGE")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        set_font(run._r.get_or_add_rPr(), SONG, 10)
