"""Which texts were copied from one another: all pairs of a few, candidate pairs of many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from importlib import import_module
from typing import Final

from common.dictionaries import dictionary
from issues.screening.alike import alike
from issues.screening.normal import plain

FEW: Final = 3_000
HINT: Final = 0.4
CLOSEST: Final = 100


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


def near_copies(texts: Iterable[Text], *, bulk: bool | None = None) -> list[Pair]:
    """Return the pairs judged near copies, most alike first; many texts go by candidates."""
    listed = list(texts)
    said = [plain(one.text) for one in listed]
    many = len(listed) > FEW if bulk is None else bulk
    likely = _candidates(said) if many else _likely(said)
    least = threshold()
    pairs = [
        Pair(listed[i].key, listed[j].key, round(found, 4))
        for i, j in likely
        if (found := alike(said[i], said[j])) >= least
    ]
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.a, pair.b))


def nearest(text: str, stored: Sequence[Text], *, limit: int = 5) -> list[tuple[Text, float]]:
    """Return the stored texts that one new text resembles, most alike first."""
    least, wanted, letters = threshold(), plain(text), frozenset(text)
    hints = ((_hint(letters, frozenset(one.text)), at) for at, one in enumerate(stored))
    close = (stored[at] for _, at in nlargest(CLOSEST, (hit for hit in hints if hit[0] >= HINT)))
    scored = ((one, alike(wanted, plain(one.text))) for one in close)
    return sorted((hit for hit in scored if hit[1] >= least), key=lambda hit: -hit[1])[:limit]


def _hint(a: frozenset[str], b: frozenset[str]) -> float:
    small = min(len(a), len(b))
    return len(a & b) / small if small else 0.0


def _likely(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every pair that shares enough characters to be worth a closer look."""
    masks = _masks(said)
    sizes = [mask.bit_count() for mask in masks]
    for i, (mask, size) in enumerate(zip(masks, sizes, strict=True)):
        for j in range(i + 1, len(masks)):
            small = min(size, sizes[j])
            if small and (mask & masks[j]).bit_count() >= HINT * small:
                yield i, j


def _masks(said: Sequence[str]) -> list[int]:
    """Each text's characters as the bits of one number: shared ones are counted at once."""
    place: dict[str, int] = {}
    return [sum(1 << place.setdefault(one, len(place)) for one in set(text)) for text in said]


def _candidates(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Loaded only when needed, so that pages do not carry the array library."""
    found: Iterator[tuple[int, int]] = import_module("issues.screening.bulk").candidates(said)
    return found
