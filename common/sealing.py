"""Fields that a stolen database must not tell: AES-256-GCM under a key kept outside it."""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Unreadable(Exception):
    """The text was sealed under another key, or somebody changed it."""


def seal(text: str, secret: str) -> str:
    """Return the text so that only the holder of the secret reads it."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + _cipher(secret).encrypt(nonce, text.encode(), None)).decode()


def unseal(sealed: str, *known: str) -> str:
    """Return the text again under the first key that opens it; raises Unreadable under others."""
    raw = base64.b64decode(sealed)
    for secret in known:
        try:
            return _cipher(secret).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
        except InvalidTag:
            continue
    raise Unreadable


def _cipher(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"zhenggaitong field\0" + secret.encode()).digest())
