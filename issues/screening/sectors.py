"""What an office of a certain trade should ask itself when it looks for its own faults."""

import re
from dataclasses import dataclass

from common.dictionaries import dictionary


@dataclass(frozen=True, slots=True)
class Sector:
    """A trade and its questions."""

    name: str
    prompts: tuple[str, ...]


def sectors_of(unit: str) -> list[Sector]:
    """The trades a unit's name tells, and what holds for everybody."""
    raw = dictionary("issues", "sectors")
    found = [
        Sector(one["name"], tuple(one["prompts"]))
        for one in raw["sectors"]
        if re.search(one["units"], unit)
    ]
    return [*found[:2], Sector("通用", tuple(raw["common"]))]
