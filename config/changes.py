"""Doing slow preparations only when what they depend on has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def mark(files: Iterable[Path], *words: str) -> str:
    """Return a short mark that changes with the names, sizes and times of the files."""
    digest = hashlib.sha256("\n".join(words).encode())
    for file in sorted(files):
        state = file.stat()
        digest.update(f"\n{file} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()


def done(stamp: Path, value: str) -> bool:
    """Tell whether the stamp says that this very state was prepared."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def note(stamp: Path, value: str) -> None:
    """Write the stamp, after the work and never before it."""
    stamp.write_text(value, encoding="ascii")
