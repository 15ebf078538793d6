"""An organisation's own .docx with fields in braces: which it asks for, and filling them in."""

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph

from common.refusal import Refused

FIELD = re.compile(r"\{([^{}\n]{1,40})\}")
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
NOT_DOCX = "这不是Word文档（.docx）。旧格式.doc、WPS文档请先另存为.docx再传。"


def opened(content: bytes) -> Document:
    """The document; raise Refused for what is none, is too large or carries macros."""
    if len(content) > MOST_BYTES:
        raise Refused("模板超过5兆，请去掉大图片后再传。")
    try:
        with ZipFile(io.BytesIO(content)) as file:
            names = {one.filename.lower() for one in file.infolist()}
            unpacked = sum(one.file_size for one in file.infolist())
        if any("vbaproject" in name for name in names):
            raise Refused("模板里有宏，不能收；请另存为不带宏的.docx文件再传。")
        if unpacked > MOST_UNPACKED:
            raise Refused("模板解开后超过50兆，不能收；请去掉大图片后再传。")
        return docx.Document(io.BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise Refused(NOT_DOCX) from None


def fields_in(document: Document) -> set[str]:
    """The names of all fields, wherever they stand."""
    return {name.strip() for one in _paragraphs(document) for name in FIELD.findall(_text(one))}


def fill_in(document: Document, words: Mapping[str, str]) -> bytes:
    """Put the words in; what several lines say becomes several paragraphs of the same shape."""
    for paragraph in list(_paragraphs(document)):
        if FIELD.search(_text(paragraph)):
            _fill(paragraph, words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph of the body, of tables within it, of heads and feet."""
    parts: list[Any] = [document]
    for section in document.sections:
        parts += [section.header, section.footer, section.first_page_header]
        parts += [section.first_page_footer, section.even_page_header, section.even_page_footer]
    for part in parts:
        root = part.element.body if part is document else part._element
        for element in root.iter("{*}p"):
            yield Paragraph(element, part)


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _fill(paragraph: Paragraph, words: Mapping[str, str]) -> None:
    """Word cuts a field into runs at will; the run in which it begins gets the whole word."""
    while found := FIELD.search(_text(paragraph)):
        name = found[1].strip()
        _replace(paragraph, found.start(), found.end(), words.get(name, ""))
    _part_lines(paragraph)


def _replace(paragraph: Paragraph, start: int, end: int, word: str) -> None:
    place = 0
    for run in paragraph.runs:
        text, begin = run.text, place
        place += len(text)
        if place <= start or begin >= end:
            continue
        kept = text[: max(0, start - begin)], text[max(0, end - begin) :]
        run.text = kept[0] + (word.replace("{", "｛") if begin <= start else "") + kept[1]


def _part_lines(paragraph: Paragraph) -> None:
    """Lines of a filled paragraph as paragraphs of their own."""
    runs = [run for run in paragraph.runs if "\n" in run.text]
    if not runs:
        return
    lines = _text(paragraph).split("\n")
    shape = paragraph._p
    for line in reversed(lines[1:]):
        copy = deepcopy(shape)
        shape.addnext(copy)
        _say(Paragraph(copy, paragraph._parent), line)
    _say(paragraph, lines[0])


def _say(paragraph: Paragraph, line: str) -> None:
    for place, run in enumerate(paragraph.runs):
        run.text = line if place == 0 else ""
