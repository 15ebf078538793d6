"""Taking persons out of a text that others will read: 张某 for a name, stars for numbers."""

import re
from collections.abc import Iterable
from typing import Final

COMPOUND: Final = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
)
IDENTITY: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE: Final = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
BETWEEN: Final = re.compile(r"[、，,；;/\s（(）)]+")
SHORTEST: Final = 2


def written_names(text: str) -> list[str]:
    """The names in a cell such as “张三、李四（科长）”."""
    return [part for part in BETWEEN.split(text) if SHORTEST <= len(part) <= 4]


def masked(name: str) -> str:
    """张三丰 becomes 张某, 欧阳修 becomes 欧阳某."""
    surname = name[:2] if name.startswith(COMPOUND) and len(name) > SHORTEST else name[:1]
    return f"{surname}某"


def redact(text: str, names: Iterable[str]) -> str:
    """Return the text without these names, identity numbers and telephone numbers."""
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        if len(name) >= SHORTEST and name in text:
            text = text.replace(name, masked(name))
    return PHONE.sub(r"\1****\2", IDENTITY.sub("*" * 18, text))
