"""Which texts were copied from one another, whoever changed names, numbers and the order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from common.dictionaries import dictionary
from issues.screening.normal import plain

MANY: Final = 1_500
LEANING: Final = 0.5


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be compared, with the key its owner knows it by and whose it is."""

    key: str
    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts judged near copies."""

    a: str
    b: str
    similarity: float


def threshold() -> float:
    """From this similarity on two texts count as near copies."""
    return float(dictionary("issues", "copies")["threshold"])


def similarity(a: str, b: str) -> float:
    """How much of two texts is the same matter, 0 to 1, whatever the order of the clauses."""
    if a == b:
        return 1.0 if a else 0.0
    return _alike(plain(a), plain(b))


def near_copies(texts: Iterable[Text], *, bulk: bool | None = None) -> list[Pair]:
    """Return the pairs judged near copies, most alike first."""
    listed = list(texts)
    pairs = [
        Pair(listed[i].key, listed[j].key, round(alike, 4))
        for i, j in _every_pair(listed)
        if (alike := similarity(listed[i].text, listed[j].text)) >= threshold()
    ]
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.a, pair.b))


def nearest(text: str, stored: Sequence[Text], *, limit: int = 5) -> list[tuple[Text, float]]:
    """Return the stored texts that one new text resembles, most alike first."""
    scored = ((one, similarity(text, one.text)) for one in stored)
    found = [(one, alike) for one, alike in scored if alike >= threshold()]
    return sorted(found, key=lambda hit: -hit[1])[:limit]


def _every_pair(listed: list[Text]) -> Iterator[tuple[int, int]]:
    return combinations(range(len(listed)), 2)


@lru_cache(maxsize=20_000)
def _bags(said: str) -> tuple[Counter[str], Counter[str]]:
    singles = Counter(said.replace(" ", "").replace("#", ""))
    doubles = Counter(
        clause[at : at + 2] for clause in said.split() for at in range(len(clause) - 1)
    )
    return singles, doubles


def _alike(a: str, b: str) -> float:
    (one_a, two_a), (one_b, two_b) = _bags(a), _bags(b)
    return (_shared(one_a, one_b) + _shared(two_a, two_b)) / 2


def _shared(a: Counter[str], b: Counter[str]) -> float:
    """Overlap against a mean of both sizes that leans to the shorter: trimming is forgiven."""
    small, large = sorted((a.total(), b.total()))
    if not small:
        return 0.0
    return (a & b).total() / (LEANING * small + (1 - LEANING) * large)
