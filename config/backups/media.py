"""The uploaded files, wherever they lie: the disk of this machine or S3-type storage."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from common.refusal import Refused

PIECE = 1024 * 1024


def names(folder: str = "") -> Iterator[str]:
    """Every uploaded file, in the order of its name; a link is nobody's upload."""
    if not _has_folder(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in sorted(files):
        path = f"{folder}/{name}".lstrip("/")
        if name and not _is_link(path):
            yield path
    for name in sorted(folders):
        path = f"{folder}/{name}".lstrip("/")
        if name and not _is_link(path):
            yield from names(path)


def _has_folder(folder: str) -> bool:
    return not isinstance(default_storage, FileSystemStorage) or default_storage.exists(folder)


def _is_link(name: str) -> bool:
    on_disk = isinstance(default_storage, FileSystemStorage)
    return on_disk and (Path(settings.MEDIA_ROOT) / name).is_symlink()


def copied(name: str, out: IO[bytes]) -> str:
    """Copy the file to an open one; return its SHA-256."""
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def digest(name: str) -> str:
    """The SHA-256 of the file, nothing where there is none."""
    if not default_storage.exists(name):
        return ""
    with Path(os.devnull).open("wb") as nowhere:
        return copied(name, nowhere)


def put(name: str, content: IO[bytes]) -> None:
    """Lay the file where it was, over what lies there; a name that climbs out is refused."""
    with tempfile.TemporaryFile() as held:
        while piece := content.read(PIECE):
            held.write(piece)
        held.seek(0)
        try:
            if default_storage.exists(name):
                default_storage.delete(name)
            default_storage.save(name, File(held))
        except SuspiciousOperation:
            raise Refused(f"备份中的文件路径“{name}”越界，已停止。") from None
