"""Candidate pairs among very many texts: MinHash over their uncommon character pairs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

CHUNK: Final = 20_000
ROWS: Final = 2
BANDS: Final = 50
SEED: Final = 20260101
COMMON: Final = 0.005
COMMON_AT_LEAST: Final = 30
SLOTS: Final = 1 << 22
ALIKE: Final = 0.1
CROWD: Final = 30
TWINS: Final = 20
BATCH: Final = 100_000
NO_GRAM: Final = np.uint32(0xFFFFFFFF)
NO_KEY: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


def candidates(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth comparing, each once, in bounded memory."""
    alone, twins = _first_of_each(said)
    yield from twins
    for left, right in _pairs(_signatures([said[i] for i in alone])):
        yield from ((alone[i], alone[j]) for i, j in zip(left, right, strict=True))


def _first_of_each(said: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """Texts that are word for word the same stand as one; their pairs need no search."""
    same: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(said):
        if one:
            same[one].append(at)
    twins: list[tuple[int, int]] = []
    for group in same.values():
        if len(group) <= TWINS:
            twins += combinations(group, 2)
        else:
            twins += ((group[0], other) for other in group[1:])
    return [group[0] for group in same.values()], twins


def _signatures(said: Sequence[str]) -> Array:
    """One row of minima per text, over the character pairs that are not boilerplate."""
    chunks = [_grams(said[at : at + CHUNK]) for at in range(0, len(said), CHUNK)]
    seen = np.zeros(SLOTS, np.int64)
    for grams, _, _ in chunks:
        seen += np.bincount(_slot(grams), minlength=SLOTS)
    common = seen > max(COMMON_AT_LEAST, COMMON * len(said))
    factors = np.random.default_rng(SEED).integers(1, 1 << 32, (ROWS * BANDS, 2), np.uint32)
    marks = [_minima(*chunk, common, factors | np.uint32(1)) for chunk in chunks]
    return np.concatenate(marks) if marks else np.empty((0, ROWS * BANDS), np.uint32)


def _grams(said: Sequence[str]) -> tuple[Array, Array, int]:
    """The different character pairs of each text of a chunk, with the text's place in it."""
    letters = np.frombuffer("\n".join(said).encode("utf-32-le"), np.uint32)
    owners = np.cumsum(letters == ord("\n")).astype(np.uint64)
    inside = ~np.isin(letters, [ord(c) for c in "\n #"])
    both = inside[:-1] & inside[1:]
    pairs = ((letters[:-1] & 0xFFFF) << np.uint32(16)) | (letters[1:] & 0xFFFF)
    keyed = np.sort((owners[:-1][both] << np.uint64(32)) | pairs[both])
    keyed = keyed[np.diff(keyed, prepend=NO_KEY) != 0]
    return (keyed & np.uint64(0xFFFFFFFF)).astype(np.uint32), keyed >> np.uint64(32), len(said)


def _slot(grams: Array) -> Array:
    mixed = grams.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(42)).astype(np.int64)


def _mixed(grams: Array) -> Array:
    """Scatter neighbouring codes, so that multiplying by an odd number orders them at random."""
    spread = grams.astype(np.uint32)
    for factor in (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)):
        spread = (spread ^ (spread >> np.uint32(15))) * factor
    return spread ^ (spread >> np.uint32(16))


def _minima(grams: Array, owners: Array, size: int, common: Array, factors: Array) -> Array:
    marks = np.full((size, len(factors)), NO_GRAM, np.uint32)
    keep = ~common[_slot(grams)]
    kept, whose = _mixed(grams[keep]), owners[keep]
    if not len(kept):
        return marks
    starts = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]])
    rows = whose[starts].astype(np.int64)
    for column, (times, plus) in enumerate(factors):
        marks[rows, column] = np.minimum.reduceat(kept * times + plus, starts)
    return marks


def _pairs(marks: Array) -> Iterator[tuple[list[int], list[int]]]:
    """Texts that agree in a band and, over all bands, in enough minima; each pair once."""
    for band in range(BANDS):
        for left, right in _together(_band(marks, band)):
            good = (marks[left] == marks[right]).mean(axis=1) >= ALIKE
            left, right = left[good], right[good]
            new = ~_met_before(marks, left, right, band)
            yield left[new].tolist(), right[new].tolist()


def _band(marks: Array, band: int) -> Array:
    first, second = (marks[:, band * ROWS + row].astype(np.uint64) for row in range(ROWS))
    return (first << np.uint64(32)) | second


def _met_before(marks: Array, left: Array, right: Array, band: int) -> Array:
    same = marks[left, : band * ROWS] == marks[right, : band * ROWS]
    met: Array = same.reshape(len(left), band, ROWS).all(axis=2).any(axis=1)
    return met


def _together(keys: Array) -> Iterator[tuple[Array, Array]]:
    """Pairs with the same key; in a crowd each text meets only its next neighbours."""
    order = np.argsort(keys, kind="stable")
    order = order[keys[order] != NO_KEY]
    ordered = keys[order]
    for step in range(1, CROWD + 1):
        places = np.flatnonzero(ordered[step:] == ordered[:-step])
        if not len(places):
            return
        for at in range(0, len(places), BATCH):
            part = places[at : at + BATCH]
            yield order[part], order[part + step]
