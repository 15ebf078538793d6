"""What an office of a certain trade should ask itself when it looks for its own faults."""

import re
from dataclasses import dataclass

from common.dictionaries import dictionary


@dataclass(frozen=True, slots=True)
class Sector:
    """A trade and its questions."""

    name: str
    prompts: tuple[str, ...]


def sectors_of(unit: str, *, is_personal: bool = False) -> list[Sector]:
    """The trades a unit's name tells, the four questions to a person, and what holds for all."""
    raw = dictionary("issues", "sectors")
    found = [
        Sector(one["name"], tuple(one["prompts"]))
        for one in raw["sectors"]
        if re.search(one["units"], unit)
    ]
    own = [Sector("个人四问", tuple(raw["personal"]))] if is_personal else []
    return [*own, *found[:2], Sector("通用", tuple(raw["common"]))]
