"""Which unit a file or a sheet belongs to when no column says it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from common.workbook import Sheet, Workbook
from common.workbook.around import Around
from issues.sheets import days
from roster.directory import Directory

NUMBERING: Final = re.compile(r"^[\d一二三四五六七八九十]+\s*[.．、\-_ )）]\s*|^\d+(?=\D)")

COVER_ROWS: Final = 40
BRACKETED: Final = re.compile(r"^[（(][^（()）]+[)）]$")


def coded(text: str, directory: Directory) -> str | None:
    """The unit whose code a text is."""
    wanted = text.strip().upper()
    return wanted if wanted in directory.entries else None


@dataclass(frozen=True, slots=True)
class UnitOfSheet:
    """A unit with the text that named it and where that text stood."""

    code: str | None = None
    text: str | None = None
    origin: str | None = None


def unit_of_sheet(sheet: Sheet, around: Around | None, directory: Directory) -> UnitOfSheet | None:
    """The unit a sheet is named after, or the one its own title and meta row name.

    `around` is what stands around this sheet alone; none in a file of a single sheet.
    """
    name = NUMBERING.sub("", sheet.name.strip())
    if code := directory.one(sheet.name) or directory.one(name) or coded(name, directory):
        return UnitOfSheet(code, sheet.name, "sheet name")
    own = _said_around(around, directory) if around else None
    if own is None and (code := directory.inside(name)):
        return UnitOfSheet(code, sheet.name, "sheet name")
    return own


def fallback(of_file: UnitOfSheet, of_sheets: set[str | None]) -> UnitOfSheet:
    """The unit of a sheet that names none: the file's, unless other sheets gave it theirs."""
    is_borrowed = of_file.origin in {"meta row", "title"} and len(of_sheets) > 1
    return UnitOfSheet() if is_borrowed else of_file


def unit_of_file(
    workbook: Workbook,
    around: Around,
    directory: Directory,
    given: str | None,
    tables: Collection[str] = (),
) -> UnitOfSheet:
    """The unit given by hand, else of the file name, else of the meta row, else of the title.

    `tables` are the sheets that hold issues; a unit on the only other sheet is on the cover.
    """
    if given:
        return UnitOfSheet(given, None, "argument")
    if code := directory.inside(PurePath(workbook.name).stem):
        return UnitOfSheet(code, workbook.name, "file name")
    said = _said_around(around, directory)
    sender = days.sender(around)
    covers = [] if said or sender else _on_covers(workbook, tables, directory)
    return said or (covers[0] if len(covers) == 1 else UnitOfSheet(None, sender, "meta row"))


def _on_covers(
    workbook: Workbook, tables: Collection[str], directory: Directory
) -> list[UnitOfSheet]:
    """The units named on sheets without a table, such as a cover."""
    covers = (one for one in workbook.sheets if not one.is_hidden and one.name not in tables)
    rows = (sheet.filled(row) for sheet in covers for row in range(1, COVER_ROWS))
    texts = (cell.text for cells in rows for cell in cells.values())
    named = {code: text for text in texts if (code := directory.one(text))}
    return [UnitOfSheet(code, text, "cover") for code, text in named.items()]


def _said_around(around: Around, directory: Directory) -> UnitOfSheet | None:
    sender = days.sender(around)
    if sender and (code := directory.one(sender)):
        return UnitOfSheet(code, sender, "meta row")
    for text in filter(BRACKETED.match, around.texts):
        if code := directory.one(text.strip("（()） ")):
            return UnitOfSheet(code, text, "title")
    for title in around.titles:
        if code := directory.inside(title):
            return UnitOfSheet(code, title, "title")
    return None
