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


def unit_of_sheet(sheet: Sheet, directory: Directory) -> UnitOfSheet | None:
    """The unit a sheet is named after."""
    name = NUMBERING.sub("", sheet.name.strip())
    code = directory.one(sheet.name) or directory.one(name)
    return UnitOfSheet(code, sheet.name, "sheet name") if code else None


def unit_of_file(
    workbook: Workbook, around: Around, directory: Directory, given: str | None
) -> UnitOfSheet:
    """The unit given by hand, else of the file name, else of the meta row, else of the title."""
    if given:
        return UnitOfSheet(given, None, "argument")
    if code := directory.inside(PurePath(workbook.name).stem):
        return UnitOfSheet(code, workbook.name, "file name")
    if sender := days.sender(around):
        code = directory.one(sender)
        return UnitOfSheet(code, sender, "meta row")
    for title in around.titles:
        if code := directory.inside(title):
            return UnitOfSheet(code, title, "title")
    return UnitOfSheet()
