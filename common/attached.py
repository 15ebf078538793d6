"""Files that people attach: what they are is told by their content, never by their name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.forms import ClearableFileInput, FileField

from common import pictures
from common.refusal import Refused
from common.scanning import scan
from common.wording import tidy

MOST_BYTES: Final = 5 * 1024 * 1024
PICTURES: Final = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
KINDS: Final = {**PICTURES, b"%PDF-": ".pdf"}
PACKED, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS: Final = {
    **dict.fromkeys((".docx", ".xlsx", ".ofd"), (PACKED,)),
    **dict.fromkeys((".doc", ".xls", ".wps", ".et"), (OLD_OFFICE, PACKED)),
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
MARKUP: Final = re.compile(rb"<\s*(?:!doctype|html|script|svg|\?xml)", re.IGNORECASE)


def shown_name(file: UploadedFile[Any]) -> str:
    """The name as it may stand in a sentence: its last part, nothing invisible, not too long."""
    return tidy(PurePath(str(file.name).replace("\\", "/")).name)[:40]


def kept(file: UploadedFile[Any]) -> tuple[str, bytes]:
    """Return the ending that the content calls for and the bytes to keep; refuse the rest."""
    name = shown_name(file)
    if (file.size or 0) > MOST_BYTES:
        raise Refused(f"附件“{name}”超过5兆，请压缩后再传。")
    content = _read(file)
    ending = next((e for start, e in KINDS.items() if content.startswith(start)), "")
    if not ending:
        raise Refused(f"附件“{name}”不是图片或PDF，请换成JPG、PNG或PDF再传。")
    scan(content, name)
    if ending == ".pdf":
        _refuse_active(content, name)
        return ending, content
    return ending, _picture(content, name)


def refuse_spoofed(file: UploadedFile[Any], ending: str) -> None:
    """Refuse a paper whose content is not what its name says, or that carries a program."""
    content, name = _read(file), shown_name(file)
    if ending == ".txt":
        fits = b"\0" not in content and not MARKUP.search(content[:4096])
    else:
        fits = content.startswith(BEGINNINGS.get(ending, (b"",)))
    if not fits:
        raise Refused(f"文件“{name}”的内容不是 {ending} 文件，请打开确认后另存再传。")
    if content.startswith(PACKED) and b"vbaProject.bin" in content:
        raise Refused(f"文件“{name}”带有宏，请另存为不带宏的格式再传。")
    if ending == ".pdf":
        _refuse_active(content, name)
    scan(content, name)


def _read(file: UploadedFile[Any]) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content


def _refuse_active(content: bytes, name: str) -> None:
    if ACTIVE.search(content):
        raise Refused(f"文件“{name}”里有会自动运行的内容或夹带的文件，请打印成PDF后再传。")


def _picture(content: bytes, name: str) -> bytes:
    try:
        return pictures.cleaned(content)
    except pictures.TooBig:
        raise Refused(f"图片“{name}”的像素太多，请缩小到五千万像素以内再传。") from None
    except pictures.Broken:
        raise Refused(f"图片“{name}”已损坏，打不开，请重新拍照或另存后再传。") from None


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
