"""The tree over published leaves: one root stands for the whole sorted list."""

import hashlib
from collections.abc import Sequence

EMPTY = "0" * 64


def root(leaves: Sequence[str]) -> str:
    """The root of the tree over sorted leaves; an odd one at the end is carried up."""
    level = [bytes.fromhex(leaf) for leaf in sorted(leaves)]
    if not level:
        return EMPTY
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [_node(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
