"""Chinese numerals as numbers, and numbers that people type."""

import re
from typing import Final

DIGITS: Final = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "○": 0,
    "两": 2,
}
LONGEST: Final = 11
RUN: Final = re.compile(r"[〇零○一二两三四五六七八九十]+(?=年|月|日|号|个|天|周|季|小时)")


def number(text: str) -> int | None:
    """The value of a numeral below one hundred, or of a year written digit by digit."""
    if not text:
        return None
    if "十" not in text:
        if any(char not in DIGITS for char in text):
            return None
        return int("".join(str(DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or any(char not in DIGITS for char in tens + ones):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def in_digits(text: str) -> str:
    """The text with the numerals before words of time written in digits."""

    def written(found: re.Match[str]) -> str:
        value = number(found.group())
        return found.group() if value is None else str(value)

    return RUN.sub(written, text)


def is_count(text: str) -> bool:
    """Tell whether this is a whole number that a person may have typed, none that fills a page."""
    return text.isdecimal() and len(text) <= LONGEST
