"""Asking the virus scanner of the house (clamd) about a file, where the operator named one."""

import socket
import struct
from typing import Final

from django.conf import settings

from common.refusal import Refused

PATIENCE: Final = 20
PIECE: Final = 1 << 16
AWAY: Final = "查毒服务现在不可用，文件没有收下，请稍后再传或告诉系统管理员。"


def scan(content: bytes, name: str) -> None:
    """Refuse what the scanner calls infected, and everything while it does not answer."""
    if not settings.CLAMD:
        return
    try:
        said = _ask(content)
    except OSError as error:
        raise Refused(AWAY) from error
    if said.endswith("FOUND"):
        raise Refused(f"文件“{name}”查出病毒，没有收下。请先在本机查杀。")
    if not said.endswith("OK"):
        raise Refused(AWAY)


def _ask(content: bytes) -> str:
    """One INSTREAM talk: pieces with their lengths, an empty one, the answer."""
    with _line() as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        return line.recv(4096).rstrip(b"\0\n").decode(errors="replace")


def _line() -> socket.socket:
    if settings.CLAMD.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        line.connect(settings.CLAMD)
        return line
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
