"""A stream of bytes under AES-256-GCM or SM4-GCM.

It goes in pieces that cannot be reordered, dropped or cut short.
"""

import hashlib
import os
from itertools import product
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common.national import Sm4Gcm, sm3
from common.refusal import Refused

MAGIC = b"ZGTBAK1\n"
MAGIC_SM = b"ZGTBAK2\n"
PIECE = 1024 * 1024
TAG = 16
SALT = 16


def _cipher(secret: str, salt: bytes, magic: bytes = MAGIC) -> AESGCM | Sm4Gcm:
    if magic == MAGIC_SM:
        return Sm4Gcm(sm3(b"zhenggaitong backup\0" + salt + secret.encode())[:16])
    return AESGCM(hashlib.sha256(b"zhenggaitong backup\0" + salt + secret.encode()).digest())


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


class Sealer:
    """Writes what it is given, encrypted; the last piece says that it is the last."""

    def __init__(self, out: IO[bytes], secret: str, magic: bytes = MAGIC) -> None:
        salt = os.urandom(SALT)
        self.out, self.cipher, self.magic = out, _cipher(secret, salt, magic), magic
        self.held, self.number = bytearray(), 0
        out.write(magic + salt)

    def write(self, content: bytes) -> int:
        """Take some bytes; full pieces go out at once."""
        self.held += content
        while len(self.held) > PIECE:
            self._send(bytes(self.held[:PIECE]), is_last=False)
            del self.held[:PIECE]
        return len(content)

    def close(self) -> None:
        """Send what is left as the last piece."""
        self._send(bytes(self.held), is_last=True)

    def _send(self, piece: bytes, *, is_last: bool) -> None:
        self.out.write(self.cipher.encrypt(_nonce(self.number, is_last=is_last), piece, self.magic))
        self.number += 1


class Opener:
    """Reads it back; a wrong key, a changed byte or a missing end is refused with a sentence."""

    def __init__(self, source: IO[bytes], *known: str) -> None:
        self.magic = source.read(len(MAGIC))
        if self.magic not in {MAGIC, MAGIC_SM}:
            raise Refused("这不是整改通的备份文件，请核对文件。")
        salt = source.read(SALT)
        self.source, self.ciphers = source, [_cipher(one, salt, self.magic) for one in known]
        self.held, self.number, self.is_over = b"", 0, False

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, fewer at the end."""
        while not self.is_over and (size < 0 or len(self.held) < size):
            self.held += self._next()
        cut = len(self.held) if size < 0 else size
        given, self.held = self.held[:cut], self.held[cut:]
        return given

    def _next(self) -> bytes:
        sealed = self.source.read(PIECE + TAG)
        for cipher, is_last in product(self.ciphers, (False, True)):
            try:
                piece = cipher.decrypt(_nonce(self.number, is_last=is_last), sealed, self.magic)
            except InvalidTag:
                continue
            self.number += 1
            self.ciphers, self.is_over = [cipher], is_last
            return piece
        raise Refused(
            "备份文件打不开：密钥不对，或文件损坏、不完整。"
            "另存的备份密钥要放在 BACKUP_KEY_FILE（默认 DATA_DIR/backup.key）。"
        )
