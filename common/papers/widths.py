"""How wide the columns of a table must be so that numbers, dates and short words are not torn."""

import re
from collections.abc import Sequence

POINT = 0.353  # millimetres
EDGES = 4.4  # millimetres of a cell's two margins
SHORT = 4  # a Chinese word of so many characters stands on one line
LATIN = re.compile(r"[!-~]+")
AIR = 0.55  # of a character's width: what a Latin sign takes


def roomy(shares: Sequence[float], rows: Sequence[Sequence[str]], points: float) -> list[float]:
    """The widths wished for, the too narrow ones widened at the cost of all that have room.

    The first row is the head, whose words may stand on two lines.
    """
    needed = [_needed(column, points) for column in zip(*rows, strict=True)]
    whole = sum(shares)
    if sum(needed) > whole:
        return list(shares)
    found = [max(share, need) for share, need in zip(shares, needed, strict=True)]
    spare = [share - need for share, need in zip(found, needed, strict=True)]
    lent = (sum(found) - whole) / sum(spare) if sum(spare) else 0
    return [share - lent * over for share, over in zip(found, spare, strict=True)]


def _needed(texts: Sequence[str], points: float) -> float:
    head, *below = texts
    most = max([min(2, len(head)), *map(_longest, below)])
    return most * points * POINT + EDGES


def _longest(text: str) -> float:
    """What must not be parted, in characters: a number or a date, a short word whole."""
    pieces = max((len(one) * AIR for one in LATIN.findall(text)), default=0)
    return max(pieces, len(text) if len(text) <= SHORT else 0)
