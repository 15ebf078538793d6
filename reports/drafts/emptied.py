"""What a clerk strikes out of a first draft: things that were not held at all."""

import re
from collections.abc import Collection

from reports.drafts.tokens import TOKEN

SUFFIX = re.compile(r"(次数|场数|期数|份数|篇数|人次)$")
WEIGHTS = ("、", "，", "；", "。：\n")
STOPS = "".join(WEIGHTS)


def without_empty(text: str, empty: Collection[str]) -> str:
    """The text without the items whose number is nought: no “推进会0次” between two others."""
    for found in reversed(list(TOKEN.finditer(text))):
        if found[1] in empty:
            text = _struck(text, found)
    return "\n".join(line for line in text.splitlines() if line)


def _struck(text: str, found: re.Match[str]) -> str:
    """Take out one item with its name before the number and its measure after it."""
    name = SUFFIX.sub("", found[1])
    lead = text[: found.start()].removesuffix(name)
    start = max(lead.rfind(stop) for stop in STOPS + "}") + 1
    end = next((at for at in range(found.end(), len(text)) if text[at] in STOPS), len(text))
    if "{" in text[found.end() : end] or (start and text[start - 1] == "}"):
        return text
    return _joined(text[:start], text[end:])


def _joined(before: str, after: str) -> str:
    """Of the stops before and after the item the weightier stays."""
    if not before or not after:
        return before + after[1:]
    return before + after[1:] if _weight(before[-1]) >= _weight(after[0]) else before[:-1] + after


def _weight(stop: str) -> int:
    return next((weight for weight, stops in enumerate(WEIGHTS) if stop in stops), 0)
