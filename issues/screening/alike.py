"""How far two texts tell the same matter, whatever the names, numbers and order of clauses."""

from collections import Counter
from functools import lru_cache
from typing import Final

from issues.screening.normal import plain

# Fitted to the labelled copies; two equal texts come to one, see docs/screening.md.
BASE: Final = 0.726
SHARED: Final = 0.274
FOREIGN_LESS: Final = 0.281
FOREIGN_MORE: Final = 0.226
RUN: Final = 0.310
LONGEST_RUN: Final = 8
LEANING: Final = 0.8
SHORT: Final = 8
APART: Final = 0.3


def similarity(a: str, b: str) -> float:
    """How much of two texts is the same matter, 0 to 1."""
    return alike(plain(a), plain(b))


def alike(a: str, b: str) -> float:
    """The same for texts already made plain: what both have, less what only one of them has.

    A copyist changes words here and there; another matter in the same frame stands in one piece.
    So the longest piece that the other text lacks counts beside the share of all such characters.
    """
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0 if a else 0.0
    bag_a, bag_b = _bag(a), _bag(b)
    if min(bag_a.total(), bag_b.total()) < SHORT:
        return 0.0
    shared = _shared(bag_a, bag_b)
    if shared < APART:
        return shared / 2
    foreign_a, run_a = _foreign(a, bag_b)
    foreign_b, run_b = _foreign(b, bag_a)
    less, more = sorted((foreign_a / bag_a.total(), foreign_b / bag_b.total()))
    run = min(max(run_a, run_b), LONGEST_RUN) / LONGEST_RUN
    return BASE + SHARED * shared - FOREIGN_LESS * less - FOREIGN_MORE * more - RUN * run


@lru_cache(maxsize=4096)
def _bag(said: str) -> Counter[str]:
    return Counter(said.replace(" ", "").replace("#", ""))


def _shared(a: Counter[str], b: Counter[str]) -> float:
    """Overlap against a mean of both sizes that leans to the shorter: trimming is forgiven."""
    small, large = sorted((a.total(), b.total()))
    return (a & b).total() / (LEANING * small + (1 - LEANING) * large)


def _foreign(said: str, other: Counter[str]) -> tuple[int, int]:
    """How many characters the other text lacks, and how many of them stand in one piece."""
    left = dict(other)
    foreign = run = longest = 0
    for char in said:
        if char == " ":
            run = 0
        elif char != "#":
            if left.get(char, 0):
                left[char] -= 1
                run = 0
            else:
                foreign, run = foreign + 1, run + 1
                longest = max(longest, run)
    return foreign, longest
