"""Tables inside a document: one width, a head on every page, rows never torn."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from common.papers import layout
from common.papers.layout import BODY, HEI, SMALL, TEXT_WIDTH, element
from common.papers.widths import roomy

CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def add_table(
    document: Document,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    left: frozenset[int],
    least: float = 0,
) -> None:
    """Write a table over the whole width of the text; `least` millimetres high is every row."""
    table = document.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = sum(widths)
    wished = [TEXT_WIDTH * width / whole for width in widths]
    shares = [Mm(share) for share in roomy(wished, [head, *rows], SMALL)]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    _fill(table.rows[0], head, shares, HEI, frozenset())
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for row in rows:
        _fill(table.add_row(), row, shares, BODY, left)
        if least:
            table.rows[-1].height = Mm(least)


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
    for place, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        layout.set_font(run._r.get_or_add_rPr(), font, SMALL)
        if place < text.count("\n"):
            run.add_break()
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
