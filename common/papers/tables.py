"""Tables inside a document: one width, a head on every page, rows never torn."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from common.papers import layout
from common.papers.layout import BODY, FOUR, HEI, SMALL, TEXT_WIDTH, element

CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def add_table(
    document: Document,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    left: frozenset[int],
) -> None:
    """Write a table over the whole width of the text."""
    table = document.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = sum(widths)
    shares = [Mm(TEXT_WIDTH * width / whole) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    _fill(table.rows[0], head, shares, HEI, frozenset())
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for row in rows:
        _fill(table.add_row(), row, shares, BODY, left)


def _fill(
    row: _Row, texts: Sequence[str], shares: Sequence[Mm], font: str, left: frozenset[int]
) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for place, (cell, text, share) in enumerate(zip(row.cells, texts, shares, strict=True)):
        cell.width = share
        _write(cell, text, font, is_left=place in left)


def _write(cell: _Cell, text: str, font: str, *, is_left: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = LEFT if is_left else CENTER
    paragraph.paragraph_format.line_spacing = Pt(18)
    layout.shape(paragraph, element("snapToGrid", val=0))
    run = paragraph.add_run(text)
    layout.set_font(run._r.get_or_add_rPr(), font, SMALL)
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))


def add_imprint(document: Document, lines: Sequence[str]) -> None:
    """版记 stands at the foot of its page: thick rules outside, a thin one between the lines."""
    table = document.add_table(rows=len(lines), cols=1)
    table.autofit = False
    properties = table._tbl.tblPr
    floating = element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="margin",
        horzAnchor="margin",
        tblpXSpec="center",
        tblpYSpec="bottom",
    )
    properties.insert(0, floating)
    properties.append(_rules())
    for row, text in zip(table.rows, lines, strict=True):
        cell = row.cells[0]
        cell.width = Mm(TEXT_WIDTH)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(24)
        tab = Mm(TEXT_WIDTH) - Pt(FOUR) - Mm(3.8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(tab, WD_TAB_ALIGNMENT.RIGHT)
        layout.shape(paragraph, element("ind", leftChars=100, left=280))
        run = paragraph.add_run(text)
        layout.set_font(run._r.get_or_add_rPr(), BODY, FOUR)


def _rules() -> Any:
    borders = element("tblBorders")
    for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):
        borders.append(element(side, val="single", sz=eighths, space=0, color="000000"))
    return borders
