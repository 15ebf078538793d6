"""A directory of units that tells which unit a text means, or that it must be asked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from common.dictionaries import dictionary
from common.workbook.text import BRACKETED, squeeze

STOPS: Final = re.compile(r"[\s、，,。;；:：\"“”'‘’·.\-—_]+")
SEPARATORS: Final = re.compile(r"[、，,；;/／|+＋&＆\n\r]+|\s{1,}|(?:^|(?<=\D))\d{1,2}[.．](?=\D)")
PART_OF: Final = re.compile(
    r"(?<=.{2})(等(单位|部门|有关部门|有关单位|\d+家单位)?|(为)?(牵头|主责|负责|配合|协助|协办|主办)(单位|部门)?"
    r"|按(照)?(各自)?(职责|责任).*)$"
)
LISTED: Final = re.compile(r"[、，,；;/／|\n\r]")
ROLE: Final = re.compile(
    r"([（(](?:牵头|主责|主办|配合|协办|协助|责任)(?:单位|部门)?[）)])(?=[\u4e00-\u9fff])"
)
COUNTED: Final = re.compile(r"[（(]共?\d{1,4}[个件条项]?(问题|事项)?[）)]")
BOTH: Final = re.compile(
    r"(?<=[镇乡道])[（(]?(党委|党工委|党政)[、和及/]?(政府|人民政府|办事处|班子)[)）]?(?![\u4e00-\u9fff])"
)
BLANK_INSIDE: Final = re.compile(r"\S\s+\S")
JOINED: Final = re.compile(r"[和及与]|以及")
LABEL: Final = re.compile(r"^(牵头|责任|配合|主办|协办|承办|整改|填报|报送)(单位|部门)?[:：]")
DISTRICT: Final = re.compile(r"^[^区县]{1,5}[区县](?=.{2,})")
MASK: Final = re.compile(r"[×Xx*□某]{1,4}(?=[区县市])")
TOWN: Final = re.compile(
    r"^(?P<town>.+?(?:镇|乡|街道))(?:党工委|党委|人民政府|政府|办事处|街道办事处|办|机关)+$"
)
TAIL: Final = re.compile(r"(党组|党委|党总支|机关|领导班子|班子|本级|单位)$")
COMMITTEE: Final = re.compile(r"(?<=.{3}区)(管理委员会|管理委|管委会)$")
SHORTEST: Final = 3
TITLED: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=附件)|(?<=报送)|(?<=上报)|(?<=年))([\u4e00-\u9fff]{2})"
    r"(?=$|[(\d]|机关|领导|班子|干部|作风|问题|查摆|对照|整改|清单|台账|人员|花名册|名册)"
)
ENCLOSED: Final = re.compile(r"^[(\[【]([^()\[\]【】]+)[)\]】]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the directory needs it."""

    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    cohort: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.short, *self.aliases) if name)


@dataclass(slots=True)
class Found:
    """The units a cell means, and the words that name no unit or could name several."""

    codes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)

    @property
    def first(self) -> str | None:
        return self.codes[0] if self.codes else None


class Directory:
    """Units by every name they are known under."""

    def __init__(
        self, entries: Iterable[Entry], group_targets: Mapping[str, str] | None = None
    ) -> None:
        self.entries = {entry.code: entry for entry in entries}
        self.groups = {unit_key(name): whom for name, whom in (group_targets or {}).items()}
        self._exact: dict[str, set[str]] = {}
        self._loose: dict[str, set[str]] = {}
        for entry in self.entries.values():
            for name in entry.names:
                self._exact.setdefault(unit_key(name), set()).add(entry.code)
                for variant in variants(name):
                    self._loose.setdefault(variant, set()).add(entry.code)

    def name_of(self, code: str) -> str:
        """The official name of a unit."""
        return self.entries[code].name

    def candidates(self, text: str) -> list[str]:
        """The units a text certainly means: one when it is clear, several when names collide."""
        for index, wanted in ((self._exact, [unit_key(text)]), (self._loose, variants(text))):
            for variant in wanted:
                if codes := index.get(variant):
                    return sorted(codes)
        return []

    def one(self, text: str) -> str | None:
        """The unit a text means without doubt."""
        codes = self.candidates(text)
        return codes[0] if len(codes) == 1 else None

    def resembling(self, text: str) -> list[str]:
        """The units a text might mean: its letters stand in one of their names."""
        core = unit_key(text).removeprefix("区")
        if len(core) < 2:
            return []
        return [
            code
            for code, entry in self.entries.items()
            if any(_within(core, unit_key(name)) for name in entry.names)
        ]

    def read(self, cell: str) -> Found:
        """Every unit a cell names, in order; what is not clear is said, never guessed."""
        found = Found()
        cell = BOTH.sub("", COUNTED.sub("", ROLE.sub(r"\1、", cell)))
        whole = LABEL.sub("", squeeze(cell))
        is_one = not LISTED.search(cell.strip()) or unit_key(whole) in self._exact
        if is_one and self._read_one(whole, found):
            return found
        for listed in LISTED.split(cell):
            spaced = LABEL.sub("", squeeze(listed))
            if BLANK_INSIDE.search(listed.strip()) and self._read_one(spaced, found):
                continue
            for part in SEPARATORS.split(listed):
                self._read_part(LABEL.sub("", part.strip()), found)
        return found

    def inside(self, text: str) -> str | None:
        """The unit whose longest name stands inside a longer text, such as a file name."""
        wanted = unit_key(text)
        named = [
            (len(name), codes)
            for index in (self._exact, self._loose)
            for name, codes in index.items()
            if len(name) >= SHORTEST and name in wanted
        ]
        if not named:
            return self._short_inside(wanted)
        longest = max(length for length, _ in named)
        codes = set().union(*(codes for length, codes in named if length == longest))
        return codes.pop() if len(codes) == 1 else None

    def _short_inside(self, wanted: str) -> str | None:
        """A unit called by two letters, such as 妇联, where a title can only mean a unit."""
        codes: set[str] = set()
        for found in TITLED.finditer(wanted):
            codes |= self._exact.get(found[1], set()) | self._loose.get(found[1], set())
        return codes.pop() if len(codes) == 1 else None

    def _read_part(self, part: str, found: Found) -> None:
        if not unit_key(part) or self._read_one(part, found):
            return
        if (bare := PART_OF.sub("", part)) != part and self._read_one(bare, found):
            return
        pieces = JOINED.split(part)
        if len(pieces) > 1 and all(self.candidates(piece) for piece in pieces):
            for piece in pieces:
                self._read_one(piece, found)
            return
        if resembling := self.resembling(part):
            found.unsure[part] = resembling
        else:
            found.unknown.append(part)

    def _read_one(self, part: str, found: Found) -> bool:
        if group := self.groups.get(unit_key(part)):
            found.groups.append(part)
            found.codes += [code for code in self._group(group) if code not in found.codes]
            return True
        codes = self.candidates(part)
        if len(codes) > 1:
            found.unsure[part] = codes
        elif codes and codes[0] not in found.codes:
            found.codes += codes
        return bool(codes)

    def _group(self, whom: str) -> list[str]:
        if whom == "all":
            return list(self.entries)
        cohorts = set(whom.removeprefix("cohort:").split(","))
        return [code for code, entry in self.entries.items() if entry.cohort in cohorts]


def unit_key(text: str) -> str:
    """A unit's name for comparing."""
    return STOPS.sub("", squeeze(text))


def variants(text: str) -> list[str]:
    """Other writings of the same name: without remark, district, office or party tail."""
    whole = unit_key(text)
    if inner := ENCLOSED.match(whole):
        return variants(inner[1])
    bare = STOPS.sub("", BRACKETED.sub("", squeeze(text)))
    found = [whole, bare]
    found += [TAIL.sub("", bare), town["town"] if (town := TOWN.match(bare)) else bare]
    found += [MASK.sub("", name) for name in found]
    found += [DISTRICT.sub("区", name) for name in found]
    found += [name.replace("委员会", "委") for name in found]
    found += [name.replace("人民政府", "政府") for name in found]
    found += [COMMITTEE.sub("", name) for name in found]
    found += [name.removeprefix("区") for name in found if len(name) > SHORTEST]
    return list(dict.fromkeys(name for name in found if len(name) > 1))


def _within(core: str, name: str) -> bool:
    """Whether the text stands in the name, or its letters follow one another in it."""
    if core in name:
        return True
    letters = iter(name)
    return len(core) >= SHORTEST and all(char in letters for char in core)


def entries_from(units: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Entries from the written form of a roster of units."""
    return [
        Entry(
            code=unit["code"],
            name=unit["name"],
            short=unit.get("short", ""),
            aliases=tuple(unit.get("aliases", ())),
            cohort=unit.get("cohort", ""),
        )
        for unit in units
    ]


@cache
def shipped_units() -> tuple[Entry, ...]:
    """The example roster of units that comes with the program."""
    return tuple(entries_from(dictionary("roster", "units")["units"]))
