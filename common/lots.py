"""Public draws that anybody can repeat with a pocket calculator of hashes."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

Name = TypeVar("Name", str, int)


def lot(seed: str, name: object) -> str:
    """签: the lot of one name, SHA-256 over the seed, a colon and the name."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def drawn(seed: str, names: Iterable[Name], size: int) -> list[Name]:
    """抽取: the `size` smallest lots in their order; same seed and names, same result."""
    return sorted(names, key=lambda name: lot(seed, name))[:size]


def digest_of(names: Sequence[str]) -> str:
    """The digest that is announced before anybody knows the seed."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
