"""Places: equal scores share one, and the rule says what the next is called."""

from collections.abc import Sequence
from typing import Any


def places(keys: Sequence[Any], method: str = "competition_1224") -> list[int]:
    """The place of each key, greatest first; equal keys share a place."""
    ordered = sorted(keys, reverse=True)
    first: dict[Any, int] = {}
    for index, key in enumerate(ordered, start=1):
        first.setdefault(key, len(first) + 1 if method == "dense" else index)
    return [first[key] for key in keys]
