"""Pictures as they may be kept: small enough, and without the place, the device and the author."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

MOST_PIXELS: Final = 50_000_000
EXIF: Final = b"Exif\0\0"
ORIENTATION: Final = 0x0112
SHOWN_PARTS: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"}
SIZES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
BARE: Final = {0x01, *range(0xD0, 0xD8)}
JFIF, FIRST_APP, LAST_APP, ADOBE, COMMENT, SCAN, END = 0xE0, 0xE1, 0xEF, 0xEE, 0xFE, 0xDA, 0xD9


class Broken(ValueError):
    """The bytes are not the picture that they begin as."""


class TooBig(ValueError):
    """More pixels than a picture of an office needs."""


def cleaned(content: bytes) -> bytes:
    """Return the picture (JPEG or PNG) without what it tells of the person who took it."""
    try:
        return _png(content) if content.startswith(b"\x89PNG") else _jpeg(content)
    except (struct.error, IndexError) as error:
        raise Broken from error


def _measure(width: int, height: int) -> None:
    if not width * height:
        raise Broken
    if width * height > MOST_PIXELS:
        raise TooBig


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind == b"IHDR":
            _measure(*struct.unpack_from(">II", content, at + 8))
        if kind in SHOWN_PARTS:
            kept.append(content[at : at + length + 12])
        at += length + 12
        if kind == b"IEND":
            return b"".join(kept)
    raise Broken


def _jpeg(content: bytes) -> bytes:
    kept = [content[:2]]
    for marker, piece in _segments(content):
        if marker in SIZES:
            height, width = struct.unpack_from(">HH", piece, 5)
            _measure(width, height)
        if marker == FIRST_APP and piece[4:].startswith(EXIF):
            kept.append(_upright(piece[4 + len(EXIF) :]))
        elif not (FIRST_APP <= marker <= LAST_APP and marker != ADOBE) and marker != COMMENT:
            kept.append(piece)
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Every marker with its bytes, the scans' included, up to the end of the picture."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise Broken
        marker = content[at + 1]
        if marker == END:
            yield marker, content[at : at + 2]
            return
        length = 0 if marker in BARE else struct.unpack_from(">H", content, at + 2)[0]
        stop = at + 2 + length
        if marker == SCAN:
            stop = _after_scan(content, stop)
        yield marker, content[at:stop]
        at = stop


def _after_scan(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise Broken
        if content[at + 1] and content[at + 1] not in BARE:
            return at
        at += 2


def _upright(tiff: bytes) -> bytes:
    """Of all that a camera noted only which side is up, as a segment of its own."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        entries = [
            struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * n) for n in range(count)
        ]
    except struct.error:
        return b""
    side = next((value for tag, _, _, value in entries if tag == ORIENTATION), 1)
    if side not in range(2, 9):
        return b""
    held = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, side, 0, 0)
    return struct.pack(">HH", 0xFFE1, 2 + len(EXIF) + len(held)) + EXIF + held
