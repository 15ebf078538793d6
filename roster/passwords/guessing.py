"""How far a password could be guessed: a word of everybody's with a year and a sign is one guess.

The password is cut into the cheapest row of pieces that a guesser knows (words, names, keyboard
walks, runs, dates) and signs that nobody could know; what the pieces weigh is its strength.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from roster.passwords.bases import BASES, SURNAMES, SYLLABLE

ENOUGH = 6.0
"""The weight a password needs: six letters or figures that follow from nothing, or their worth."""
WALK = RUN = 3
ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
SHIFTED = str.maketrans('!@#$%^&*()_+{}:"<>?', "1234567890-=[];',./")
LEET = "0134578@$", "oieastbas"
READINGS = (
    str.maketrans(*LEET),
    str.maketrans({**dict(zip(*LEET, strict=True)), "1": "l"}),
)
SPOTS = {sign: (at, row) for row, keys in enumerate(ROWS) for at, sign in enumerate(keys)}


class Piece(NamedTuple):
    """A part that a guesser knows: how long, what it weighs, what it is called."""

    length: int
    weight: float
    kind: str


PATTERNS = (
    (re.compile(r"(?:19[4-9]\d|20[0-4]\d)"), 1, "年份"),
    (re.compile(r"(?:19[4-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])"), 1.5, "年份"),
    (re.compile(r"(?:19[4-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), 2, "日期"),
    (re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), 2, "日期"),
    (re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), 2, "日期"),
    (re.compile(r"1[3-9]\d{9}"), 2, "电话号码"),
    (re.compile(r"\d{17}[\dx]"), 2, "证件号码"),
    (re.compile(r"(.)\1{2,}"), 1, "重复的字"),
    (re.compile(r"(.{2,4})\1{2,}"), 4, "重复的字"),
    (re.compile(f"(?:{'|'.join(SURNAMES.split())})(?:{SYLLABLE}){{1,2}}(?![a-z])"), 3, "姓名拼音"),
)


class Guess(NamedTuple):
    """What a password weighs, and the kinds of pieces it was cut into."""

    weight: float
    kinds: tuple[str, ...]


def guessed(password: str, own: Collection[str] = ()) -> Guess:
    """Return the cheapest way to guess it, read forwards or backwards; `own` are one's words."""
    said = unicodedata.normalize("NFKC", password).lower()
    return min(_cut(said, own), _cut(said[::-1], own), key=lambda guess: guess.weight)


def _cut(said: str, own: Collection[str]) -> Guess:
    """The cheapest row of pieces, from the end to the front."""
    known = BASES | {word for word in own if len(word) > 1}
    longest = max(map(len, known))
    readings = {said, *(said.translate(table) for table in READINGS)}
    best = [Guess(0.0, ())] * (len(said) + 1)
    for at in range(len(said) - 1, -1, -1):
        rest = best[at + 1]
        ways = [Guess(_unknown(said[at]) + rest.weight, rest.kinds)]
        pieces = [*_words(readings, at, known, longest), *_shapes(said, at)]
        for length, weight, kind in pieces:
            rest = best[at + length]
            ways.append(Guess(weight + rest.weight, (kind, *rest.kinds)))
        best[at] = min(ways, key=lambda guess: guess.weight)
    return best[0]


def _unknown(sign: str) -> float:
    """What a sign weighs that follows from nothing; signs between words are decoration."""
    if not sign.isalnum():
        return 0.5
    return 1.0 if sign.isascii() else 2.0


def _words(
    readings: Collection[str], at: int, known: Collection[str], longest: int
) -> Iterator[Piece]:
    for text in readings:
        for length in range(2, min(longest, len(text) - at) + 1):
            if text[at : at + length] in known:
                yield Piece(length, 1, "常用的词")


def _shapes(said: str, at: int) -> Iterator[Piece]:
    for pattern, weight, kind in PATTERNS:
        if found := pattern.match(said, at):
            yield Piece(found.end() - at, weight, kind)
    for way in (1, -1):
        if (length := _run(said, at, way)) >= RUN:
            yield Piece(length, 1, "连续的字母或数字")
    if (length := _walk(said.translate(SHIFTED), at)) >= WALK:
        yield Piece(length, 1 if length > WALK else 1.5, "键盘上相邻的键")


def _run(said: str, at: int, way: int) -> int:
    """How many signs from here follow one another like abc or 321."""
    end = at + 1
    while end < len(said) and ord(said[end]) - ord(said[end - 1]) == way:
        end += 1
    return end - at


def _walk(keys: str, at: int) -> int:
    """How many keys from here lie in one line of the keyboard, like qwer or 2wsx."""
    end, way = at + 1, None
    while end < len(keys) and (step := _step(keys[end - 1], keys[end])) in {way or step} - {None}:
        way, end = step, end + 1
    return end - at


@cache
def _step(one: str, other: str) -> tuple[int, int] | None:
    """The way from one key to another that touches it; none where they do not touch."""
    if one not in SPOTS or other not in SPOTS or one == other:
        return None
    (x, y), (far_x, far_y) = SPOTS[one], SPOTS[other]
    step = far_x - x, far_y - y
    return step if max(map(abs, step)) == 1 else None
