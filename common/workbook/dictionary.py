"""A field dictionary: which field a heading names, however it was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from common.workbook.text import bracketed, heading_key, without_brackets

TOLD, EXACT, BARE, SHAPED, TAIL, PART = 9.0, 4.0, 3.0, 1.7, 1.5, 1.0
PARENT: Final = 0.5
SLASH: Final = re.compile(r"[/／、或及和]")
LONGEST_HEADING: Final = 24
HARMLESS_TAILS: Final = re.compile(
    r"^(情况|描述|名称|内容|说明|要求|详情|概述|简述|明细|一览|填写|必填|选填|等|的?具体.{0,6})$"
)


@dataclass(frozen=True, slots=True)
class Match:
    """One field a heading may name, and how sure that is."""

    name: str
    score: float


@dataclass(frozen=True)
class Dictionary:
    """Fields with their aliases; what a heading names is asked here.

    `companions` says which field a column also serves when its bracketed remark names it;
    `nested` says what a sub-heading means below a heading that names a field; `joining` are
    sub-headings that take the first word of their parent although they mean something alone.
    `shapes` are what headings of a field look like that no alias foresaw;
    `told` is what a person said about single headings, by their key; "" leaves a column out.
    """

    fields: Mapping[str, Sequence[str]]
    companions: Mapping[str, str] = field(default_factory=dict)
    nested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Dictionary":
        """A dictionary from its written form: fields, companions, nested and shapes."""
        shapes = {name: re.compile(shape) for name, shape in raw.get("shapes", {}).items()}
        return cls(raw["fields"], raw.get("companions", {}), raw.get("nested", {}), shapes=shapes)

    def with_told(self, told: Mapping[str, str]) -> "Dictionary":
        """The same dictionary, corrected by what people said about single headings."""
        known = {key: name for key, name in told.items() if not name or name in self.fields}
        return replace(self, told=known) if known else self

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Every alias, brought to comparing form, with its field."""
        known: dict[str, str] = {}
        for name, aliases in self.fields.items():
            for alias in aliases:
                known.setdefault(heading_key(alias), name)
        return known

    def exactly(self, heading: str) -> str | None:
        """The field whose alias the heading is, brackets and blanks forgiven."""
        if (key := heading_key(heading)) in self.told:
            return self.told[key] or None
        return self.known.get(heading_key(heading)) or self.known.get(without_brackets(heading))

    def matches(self, heading: str) -> list[Match]:
        """The fields a heading may name, surest first."""
        key = heading_key(heading)
        if key in self.told:
            return self._told(key)
        if not key or len(key) > LONGEST_HEADING:
            return []
        if name := self.known.get(key):
            return [Match(name, EXACT)]
        if name := self.known.get(without_brackets(heading)):
            return [Match(name, BARE), *self._companion(name, heading)]
        if parts := self._parts(heading):
            return parts
        if name := self.shaped(heading):
            return [Match(name, SHAPED)]
        return self._loosely(key)

    def shaped(self, heading: str) -> str | None:
        """The field a heading looks like, though it is nowhere listed."""
        keys = (heading_key(heading), without_brackets(heading))
        for name, shape in self.shapes.items():
            if any(shape.search(key) for key in keys if len(key) <= LONGEST_HEADING):
                return name
        return None

    def below(self, parent: str, child: str) -> list[Match]:
        """The fields a sub-heading may name below its parent heading."""
        both = heading_key(parent) + heading_key(child)
        if both in self.told:
            return self._told(both)
        if name := self.known.get(both):
            return [Match(name, EXACT + 0.5)]
        above = self.exactly(parent)
        if above and (name := self.nested.get(above, {}).get(heading_key(child))):
            return [Match(name, EXACT + 0.5)]
        found = self._by_first_word(parent, child) or self.matches(child)
        return found or [Match(one.name, PARENT) for one in self.matches(parent)[:1]]

    def _told(self, key: str) -> list[Match]:
        name = self.told[key]
        return [Match(name, TOLD)] if name else []

    def _by_first_word(self, parent: str, child: str) -> list[Match]:
        """责任落实 above 单位 means 责任单位: the parent's first word joins a bare sub-heading."""
        key = heading_key(child)
        name = self.known.get(heading_key(parent)[:2] + key)
        is_bare = len(key) <= 2 and (key not in self.known or key in self.joining)
        return [Match(name, EXACT)] if name and is_bare else []

    def _companion(self, name: str, heading: str) -> list[Match]:
        wanted = self.companions.get(name)
        named = {self.known.get(inside) for inside in bracketed(heading)}
        return [Match(wanted, BARE)] if wanted and wanted in named else []

    def _parts(self, heading: str) -> list[Match]:
        pieces = [self.known.get(heading_key(piece)) for piece in SLASH.split(heading)]
        names = list(dict.fromkeys(name for name in pieces if name))
        if len(pieces) < 2 or not names:
            return []
        return [Match(name, BARE - 0.5 if len(names) == len(pieces) else TAIL) for name in names]

    def _loosely(self, key: str) -> list[Match]:
        found: list[tuple[float, int, str]] = []
        for alias, name in self.known.items():
            if len(alias) < 2:
                continue
            if key.endswith(alias):
                found.append((TAIL, len(alias), name))
            elif len(alias) > 2 and alias in key and self._harmless(key, alias):
                found.append((PART, len(alias), name))
        if not found:
            return []
        score, _, name = max(found)
        return [Match(name, score)]

    @staticmethod
    def _harmless(key: str, alias: str) -> bool:
        return HARMLESS_TAILS.match(key.split(alias, 1)[1]) is not None
