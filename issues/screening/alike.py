"""How far two texts tell the same matter, whatever the names, numbers and order of clauses."""

import math
from collections import Counter
from functools import lru_cache
from typing import Final

from issues.screening.normal import plain

KNOWN: Final = 0.6
SINGLES: Final = 0.75
BOTH_OWN: Final = 0.8
ONE_OWN: Final = 0.1
LEANING: Final = 0.8
SHORT: Final = 8
TELLING: Final = 20


def similarity(a: str, b: str) -> float:
    """How much of two texts is the same matter, 0 to 1."""
    return alike(plain(a), plain(b))


def alike(a: str, b: str) -> float:
    """The same for texts already made plain: shared characters and pairs, less each side's own."""
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0 if a else 0.0
    (one_a, two_a), (one_b, two_b) = _bags(a), _bags(b)
    size = min(one_a.total(), one_b.total())
    if size < SHORT:
        return 0.0
    shared = SINGLES * _shared(one_a, one_b) + (1 - SINGLES) * _shared(two_a, two_b)
    less, more = sorted((_untold(a, one_b), _untold(b, one_a)))
    own = BOTH_OWN * less + ONE_OWN * more
    return max(0.0, shared - own) * math.sqrt(min(1.0, size / TELLING))


@lru_cache(maxsize=4096)
def _bags(said: str) -> tuple[Counter[str], Counter[str]]:
    singles = Counter(said.replace(" ", "").replace("#", ""))
    doubles = Counter(
        clause[at : at + 2] for clause in said.split() for at in range(len(clause) - 1)
    )
    return singles, doubles


def _shared(a: Counter[str], b: Counter[str]) -> float:
    """Overlap against a mean of both sizes that leans to the shorter: trimming is forgiven."""
    small, large = sorted((a.total(), b.total()))
    size = LEANING * small + (1 - LEANING) * large
    return (a & b).total() / size if size else 0.0


def _untold(said: str, other: Counter[str]) -> float:
    """Which part of a text is clauses the other hardly knows."""
    untold = total = 0.0
    for clause in said.split():
        bag = Counter(clause.replace("#", ""))
        if size := bag.total():
            known = (bag & other).total() / size
            untold += size * max(0.0, KNOWN - known) / KNOWN
            total += size
    return untold / total if total else 0.0
