"""Which unit a file or a sheet belongs to when no column says it."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from common.workbook import Sheet, Workbook
from common.workbook.around import Around
from issues.sheets import days
from roster.directory import Directory

NUMBERING: Final = re.compile(r"^[\d一二三四五六七八九十]+\s*[.．、\-_ )）]\s*|^\d+(?=\D)")


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
    if code := directory.one(sheet.name) or directory.one(name):
        return UnitOfSheet(code, sheet.name, "sheet name")
    own = _said_around(around, directory) if around else None
    if own is None and (code := directory.inside(name)):
        return UnitOfSheet(code, sheet.name, "sheet name")
    return own


def unit_of_file(
    workbook: Workbook, around: Around, directory: Directory, given: str | None
) -> UnitOfSheet:
    """The unit given by hand, else of the file name, else of the meta row, else of the title."""
    if given:
        return UnitOfSheet(given, None, "argument")
    if code := directory.inside(PurePath(workbook.name).stem):
        return UnitOfSheet(code, workbook.name, "file name")
    sender = days.sender(around)
    return _said_around(around, directory) or UnitOfSheet(None, sender, "meta row")


def _said_around(around: Around, directory: Directory) -> UnitOfSheet | None:
    sender = days.sender(around)
    if sender and (code := directory.one(sender)):
        return UnitOfSheet(code, sender, "meta row")
    for title in around.titles:
        if code := directory.inside(title):
            return UnitOfSheet(code, title, "title")
    return None
