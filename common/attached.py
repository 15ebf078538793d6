"""Files that people attach: what they are is told by their content, never by their name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.forms import ClearableFileInput, FileField

from common.refusal import Refused

MOST_BYTES: Final = 5 * 1024 * 1024
KINDS: Final = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"%PDF-": ".pdf"}


def ending_of(file: UploadedFile[Any]) -> str:
    """Return the ending that the content calls for; raise Refused for what may not be kept."""
    shown = PurePath(str(file.name)).name[:40]
    if (file.size or 0) > MOST_BYTES:
        raise Refused(f"附件“{shown}”超过5兆，请压缩后再传。")
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    for start, ending in KINDS.items():
        if head.startswith(start):
            return ending
    raise Refused(f"附件“{shown}”不是图片或PDF，请换成JPG、PNG或PDF再传。")


class ManyFiles(ClearableFileInput):
    """A field where several files are chosen at once."""

    allow_multiple_selected = True


class FilesField(FileField):
    """Several optional files; cleans to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Clean each file by itself."""
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]
