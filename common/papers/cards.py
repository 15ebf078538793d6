"""Forms to fill in and sign: one matter on an upright card, many on a broad sheet."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from common.papers import layout
from common.papers.layout import BODY, HEI, SMALL, TITLE, TWO, element
from common.papers.widths import roomy

CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
LONG, SHORT = 297, 210  # millimetres of an A4 page
UPRIGHT, BROAD = 170, 261  # millimetres of text on an A4 page
SHARES = (16, 27, 14, 27)
LINE, LEAST, ROOM = 18, 11, 26  # points; millimetres of a line, of a place to sign
SMALLER = 10.5


def card(title: str, rows: Sequence[Sequence[str]], signed: Sequence[str] = ()) -> bytes:
    """A card of four columns; a row of two runs over the last three; `signed` rows stay high."""
    document = _page(UPRIGHT, title)
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    shares = [Mm(UPRIGHT * share / sum(SHARES)) for share in SHARES]
    _set_widths(table, shares)
    for row in rows:
        cells = _row(table.add_row(), shares, ROOM if row[0] in signed else LEAST)
        if len(row) == 2:
            cells = [cells[0], cells[1].merge(cells[3])]
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            is_head = place % 2 == 0
            _write(cell, text, HEI if is_head else BODY, SMALL, is_left=not is_head)
    return _content(document)


def broad_sheet(
    title: str,
    top: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    foot: str,
) -> bytes:
    """A table over a page laid across: title, a line above, a head on every page, signatures."""
    document = _page(BROAD, title)
    _line(document, top)
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    whole = sum(width for _, width in columns)
    wished = [BROAD * width / whole for _, width in columns]
    lines = [[name for name, _ in columns], *rows]
    shares = [Mm(share) for share in roomy(wished, lines, SMALLER)]
    _set_widths(table, shares)
    for cell, (name, _) in zip(_row(table.rows[0], shares, LEAST), columns, strict=True):
        _write(cell, name, HEI, SMALLER, is_left=False)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    is_running = [any(len(row[place]) > 10 for row in rows) for place in range(len(columns))]
    for row in rows:
        cells = _row(table.add_row(), shares, LEAST)
        for cell, text, is_left in zip(cells, row, is_running, strict=True):
            _write(cell, text, BODY, SMALLER, is_left=is_left)
    _keep(table.rows[-1])
    _line(document, foot)
    return _content(document)


def _page(width: int, title: str) -> Document:
    document = docx.Document()
    layout.set_page(document)
    layout.set_styles(document)
    section = document.sections[0]
    if width == BROAD:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(LONG), Mm(SHORT)
    whole = LONG if width == BROAD else SHORT
    section.left_margin = section.right_margin = Mm((whole - width) / 2)
    section.top_margin = section.bottom_margin = Mm(18)
    section.footer_distance = Mm(9)
    about = document.core_properties
    about.title, about.author, about.comments = title[:250], "", ""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(8)
    run = paragraph.add_run(title)
    layout.set_font(run._r.get_or_add_rPr(), TITLE, TWO - 2)
    return document


def _set_widths(table: Table, shares: Sequence[Mm]) -> None:
    """Programs that do not read the width of a cell read that of its column."""
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share


def _row(row: _Row, shares: Sequence[Mm], height: float) -> list[_Cell]:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    row.height = Mm(height)
    cells = list(row.cells)
    for cell, share in zip(cells, shares, strict=True):
        cell.width = share
    return cells


def _write(cell: _Cell, text: str, font: str, points: float, *, is_left: bool) -> None:
    for place, part in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.alignment = LEFT if is_left else CENTER
        paragraph.paragraph_format.line_spacing = Pt(LINE)
        layout.shape(paragraph, element("snapToGrid", val=0))
        run = paragraph.add_run(part)
        layout.set_font(run._r.get_or_add_rPr(), font, points)
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))


def _keep(row: _Row) -> None:
    """The line to sign on never stands on a page without the last row."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _line(document: Document, text: str) -> None:
    if not text:
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    layout.set_font(run._r.get_or_add_rPr(), BODY, SMALL)


def _content(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
