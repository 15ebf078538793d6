"""Marks on a file that leaves: who took it, when, under which number; knows no office words.

A workbook carries the mark in the printed header of every sheet, a document in the header of
every page, a PDF at the foot of every page. A paper that is to be issued carries it in its
properties only.
"""

import re
from html import escape, unescape
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.shared import Pt
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

SHEET: Final = re.compile(r"xl/worksheets/sheet\d+\.xml")
KNOWN: Final = re.compile(rb"<headerFooter\b[^>]*?(?:/>|>.*?</headerFooter>)", re.DOTALL)
BEHIND: Final = re.compile(
    rb"<(?:rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing"
    rb"|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems"
    rb"|tableParts|extLst)\b|</worksheet>"
)
HEADERS: Final = re.compile(rb"<(oddHeader|evenHeader|firstHeader)>(.*?)</\1>", re.DOTALL)
MOST_IN_HEADER: Final = 255
LATIN: Final = (1, 95)  # half as wide as a Chinese letter
TABLE, PAPER, PAGES = ".xlsx", ".docx", ".pdf"


def stamped(content: bytes, ending: str, mark: str, *, shown: bool = True) -> bytes:
    """Return the file with the mark in it; a kind of file that takes none comes back as it was."""
    if ending == TABLE:
        return _workbook(content, mark)
    if ending == PAPER:
        return _document(content, mark, shown=shown)
    if ending == PAGES:
        return _pages(content, mark, shown=shown)
    return content


def _workbook(content: bytes, mark: str) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            new.writestr(entry, _sheet(body, mark) if SHEET.fullmatch(entry.filename) else body)
    return made.getvalue()


def _sheet(body: bytes, mark: str) -> bytes:
    """Put the mark to the right of the header; what the header said stays before it."""
    start = body.rfind(b"</sheetData>") + 1
    tail = body[start:]
    line = f"&R&8{mark.replace('&', '&&')}"
    known = KNOWN.search(tail)
    if known is None:
        place = BEHIND.search(tail)
        at = place.start() if place else len(tail)
        head = b"<headerFooter><oddHeader>" + _coded(line) + b"</oddHeader></headerFooter>"
        return body[:start] + tail[:at] + head + tail[at:]
    told = _told(known.group(), line)
    return body[:start] + tail[: known.start()] + told + tail[known.end() :]


def _told(found: bytes, line: str) -> bytes:
    if HEADERS.search(found):
        return HEADERS.sub(
            lambda one: b"<" + one[1] + b">" + _joined(one[2], line) + b"</" + one[1] + b">",
            found,
        )
    opening = found[: found.index(b">") + 1].replace(b"/>", b">")
    rest = b"</headerFooter>" if found.endswith(b"/>") else found[len(opening) :]
    return opening + b"<oddHeader>" + _coded(line) + b"</oddHeader>" + rest


def _joined(old: bytes, line: str) -> bytes:
    """The mark wins the room: of what stood there as much stays as a header may hold."""
    said = unescape(old.decode("utf-8"))
    said = said[: MOST_IN_HEADER - len(line)]
    before, right, after = said.partition("&R")
    return _coded(f"{before}{line} {after}" if right else f"{said}{line}")


def _coded(line: str) -> bytes:
    return escape(line, quote=False).encode("utf-8")


def _document(content: bytes, mark: str, *, shown: bool) -> bytes:
    document = Document(BytesIO(content))
    document.core_properties.keywords = mark[:MOST_IN_HEADER]
    if shown:
        both = document.settings.odd_and_even_pages_header_footer
        for section in document.sections:
            first = section.different_first_page_header_footer
            heads = (
                (section.header, True),
                (section.even_page_header, both),
                (section.first_page_header, first),
            )
            for head, is_used in heads:
                if is_used:
                    _head(head, mark)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _head(head: Any, mark: str) -> None:
    head.is_linked_to_previous = False
    head.add_paragraph().add_run(mark).font.size = Pt(7.5)


def _pages(content: bytes, mark: str, *, shown: bool) -> bytes:
    made, out = PdfWriter(clone_from=BytesIO(content)), BytesIO()
    made.add_metadata({"/Keywords": mark})
    letters = made._add_object(_letters())
    for page in made.pages if shown else ():
        page.merge_page(_foot(letters, page, mark))
        page.compress_content_streams()
    made.write(out)
    return out.getvalue()


def _foot(letters: PdfObject, page: PageObject, mark: str) -> PageObject:
    """A page with nothing but the mark; its letters are those every reader has for Chinese."""
    box = page.mediabox
    foot = PageObject.create_blank_page(width=box.width, height=box.height)
    fonts = DictionaryObject({NameObject("/ZgtMark"): letters})
    foot[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    said = mark.encode("utf-16-be").hex()
    lines = StreamObject()
    lines.set_data(f"BT 0.45 g /ZgtMark 8 Tf 36 14 Td <{said}> Tj ET".encode())
    foot[NameObject("/Contents")] = lines
    return foot


def _letters() -> DictionaryObject:
    """Adobe's predefined Chinese font, not carried along: any reader puts its own in its place."""
    system = {"Registry": "Adobe", "Ordering": "GB1"}
    told = DictionaryObject(
        {NameObject(f"/{key}"): TextStringObject(word) for key, word in system.items()}
    )
    told[NameObject("/Supplement")] = NumberObject(4)
    inner = _named({"Type": "Font", "Subtype": "CIDFontType0", "BaseFont": "STSong-Light"})
    inner[NameObject("/CIDSystemInfo")] = told
    inner[NameObject("/W")] = ArrayObject([NumberObject(n) for n in (*LATIN, 500)])
    outer = _named({"Type": "Font", "Subtype": "Type0", "BaseFont": "STSong-Light"})
    outer[NameObject("/Encoding")] = NameObject("/UniGB-UTF16-H")
    outer[NameObject("/DescendantFonts")] = ArrayObject([inner])
    return outer


def _named(facts: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{k}"): NameObject(f"/{v}") for k, v in facts.items()})
