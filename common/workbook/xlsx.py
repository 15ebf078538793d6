"""Reading .xlsx part by part, with formulas, merges, formats and hidden parts recognisable."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from xml.parsers import expat

from common.workbook import formats
from common.workbook.grid import Sheet, Workbook
from common.workbook.unreadable import Unreadable
from common.workbook.xlsx_sheet import SheetParts, SheetReader

CONTENTS: Final = "xl/workbook.xml"
ODD_STRUCTURE: Final = "文件结构异常，不能安全读取，请用WPS或Excel另存为.xlsx后再上传。"


class Styles:
    """Which number format each cell style shows."""

    def __init__(self) -> None:
        self.custom: dict[int, str] = {}
        self.chosen: list[int] = []
        self._within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.custom[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self.chosen.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False

    def patterns(self) -> list[str]:
        """The format of every style, by its index."""
        return [self.custom.get(one, formats.BUILT_IN.get(one, "")) for one in self.chosen]


class SharedTexts:
    """The texts that cells point to by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._in_reading_aid = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._in_reading_aid = True
        elif name == "t":
            self._in_text = not self._in_reading_aid

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append("".join(self._parts))
        elif name == "rPh":
            self._in_reading_aid = False
        elif name == "t":
            self._in_text = False

    def text(self, data: str) -> None:
        if self._in_text:
            self._parts.append(data)


class Contents:
    """The list of sheets, and on which date the calendar begins."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            link = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), link, hidden))


class Links:
    """Where each numbered part of the workbook lies."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self.sheets[attributes.get("Id", "")] = str(PurePosixPath(inside))


class Properties:
    """When the file says it was made."""

    def __init__(self) -> None:
        self.created: datetime | None = None
        self._within = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._within = name == "created"

    def text(self, data: str) -> None:
        if self._within and self.created is None:
            try:
                self.created = datetime.fromisoformat(data.replace("Z", "+00:00"))
            except ValueError:
                self._within = False


class Listener(Protocol):
    """What is told about every element that begins; `end` and `text` are told to who asks."""

    def start(self, name: str, attributes: dict[str, str], /) -> None: ...


def _no_declarations(*_arguments: object) -> None:
    raise Unreadable(ODD_STRUCTURE)


def _local(call: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    def strip_prefix(name: str, attributes: dict[str, str]) -> None:
        call(name.rpartition(":")[2], attributes)

    return strip_prefix


def parse(archive: zipfile.ZipFile, member: str, listener: Listener) -> None:
    """Feed one part to a listener; a document type declaration stops the reading."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.EntityDeclHandler = _no_declarations
    parser.StartElementHandler = _local(listener.start)
    end = getattr(listener, "end", None)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    text = getattr(listener, "text", None)
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(member) as stream:
            parser.ParseFile(stream)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        KeyError,
        IndexError,
    ) as odd:
        raise Unreadable(ODD_STRUCTURE) from odd


def _optional(archive: zipfile.ZipFile, member: str, listener: Listener) -> None:
    if member in archive.namelist():
        parse(archive, member, listener)


def read(path: Path, name: str) -> Workbook:
    """Read a whole .xlsx file; the door has judged it before."""
    with zipfile.ZipFile(path) as archive:
        contents, links, styles = Contents(), Links(), Styles()
        texts, properties = SharedTexts(), Properties()
        parse(archive, CONTENTS, contents)
        _optional(archive, "xl/_rels/workbook.xml.rels", links)
        _optional(archive, "xl/styles.xml", styles)
        _optional(archive, "xl/sharedStrings.xml", texts)
        _optional(archive, "docProps/core.xml", properties)
        parts = SheetParts(texts.texts, styles.patterns(), contents.since_1904)
        sheets = [
            _read_sheet(archive, links.sheets[link], Sheet(title, is_hidden=hidden), parts)
            for title, link, hidden in contents.sheets
            if link in links.sheets
        ]
    return Workbook(name=name, sheets=sheets, created=properties.created)


def _read_sheet(archive: zipfile.ZipFile, member: str, sheet: Sheet, parts: SheetParts) -> Sheet:
    if member not in archive.namelist():
        raise Unreadable(ODD_STRUCTURE)
    parse(archive, member, SheetReader(sheet, parts))
    return sheet
