"""How a title falls on several lines: no word is torn, lines of like length."""

import re

LONGEST = 19.5  # characters of 二号 on a line; digits and letters take half the room
AFTER = re.compile(
    r"[”》）、，]|工作|问题|整顿|活动|情况|全区|全市|评议|结果|进展|第.{1,3}期|\d{4}年度"
)
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
LEAST = 4


def lines(text: str) -> list[str]:
    """Part a title after words, near the middle; one that fits stays whole."""
    if _width(text) <= LONGEST:
        return [text]
    count = -(-_width(text) // LONGEST)
    cut = _cut(text, _width(text) / count)
    return [text[:cut], *lines(text[cut:])]


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _cut(text: str, wish: float) -> int:
    places = [found.end() for found in AFTER.finditer(text)]
    fitting = [place for place in places if _fits(text, place)]
    whole = [place for place in fitting if not _tears(text, place)]
    nearest = min(whole or fitting, key=lambda place: abs(place - wish), default=None)
    return nearest or min(int(LONGEST), round(wish))


def _fits(text: str, place: int) -> bool:
    return LEAST <= place <= len(text) - LEAST and _width(text[:place]) <= LONGEST


def _tears(text: str, place: int) -> bool:
    """Tell whether a cut would leave a sign at the head of a line or part what is quoted."""
    if text[place] in "”》）、，的":
        return True
    before = text[:place]
    return any(before.count(left) > before.count(right) for left, right in PAIRS)
