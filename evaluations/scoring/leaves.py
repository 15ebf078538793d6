"""The tree over published leaves: one root stands for the whole sorted list."""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = "0" * 64


def root(leaves: Sequence[str]) -> str:
    """The root of the tree over leaves in any order."""
    return root_of_sorted(sorted(leaves))


def root_of_sorted(leaves: Iterable[str]) -> str:
    """The root over sorted leaves; only one node a level is held, an odd one is carried up."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        level, node = 0, bytes.fromhex(leaf)
        while peaks and peaks[-1][0] == level:
            level, node = level + 1, _node(peaks.pop()[1], node)
        peaks.append((level, node))
    if not peaks:
        return EMPTY
    node = peaks.pop()[1]
    while peaks:
        node = _node(peaks.pop()[1], node)
    return node.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
