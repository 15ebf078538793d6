"""Passwords that were stolen elsewhere: a file the house may give, looked through without network.

Each line begins with the SHA-1 of a password in hexadecimal, whole or cut short, in rising order,
as the collections that are published have it; what follows on the line does not matter.
"""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

SHORTEST = 10
LINE = re.compile(rb"[0-9A-F]{10,40}")
LOOKED_AT = 1000


class Unusable(Exception):
    """The file cannot be trusted to know what it should; the sentence says why."""


def is_breached(password: str, file: Path) -> bool:
    """Tell whether the password is in the file, by halves: a file of any size is read at once."""
    # SHA-1 is how such collections are kept; nothing is protected by it here.
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        with file.open("rb") as lines:
            return _found(lines, digest)
    except OSError as error:
        raise Unusable(f"泄露口令库 {file} 读不出来（{error.strerror}）。") from None


def _found(lines: BinaryIO, digest: bytes) -> bool:
    """Close in on the last line that is not behind the digest."""
    low, high = 0, lines.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        start, known = _line_at(lines, middle)
        if known and digest.startswith(known):
            return True
        if not known or known > digest:
            high = middle
        else:
            low = max(middle + 1, start)
    return False


def _line_at(lines: BinaryIO, at: int) -> tuple[int, bytes]:
    """The first line that begins at this place or behind it, and where it begins."""
    lines.seek(max(at - 1, 0))
    if at:
        lines.readline()
    start = lines.tell()
    found = LINE.match(lines.readline().upper())
    return start, found[0] if found else b""


def complaint(file: Path) -> str:
    """Say what is wrong with the first lines of the file; nothing when all is well."""
    try:
        with file.open("rb") as lines:
            firsts = [line.upper() for _, line in zip(range(LOOKED_AT), lines, strict=False)]
    except OSError as error:
        return f"读不出来（{error.strerror}）"
    known = [found[0] for line in firsts if (found := LINE.match(line))]
    if not firsts or len(known) < len(firsts):
        return f"第{len(known) + 1}行不是至少{SHORTEST}位的 SHA-1（十六进制）"
    return "" if all(one <= next_one for one, next_one in pairwise(known)) else "没有按次序排列"
