"""A small sum in words that keeps machines off; it needs no script, no cookie and no network."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from common.refusal import Refused

NUMBERS = "零一二三四五六七八九十"
LIFE = timedelta(hours=2)
_signer = TimestampSigner(salt="outreach.box")


def ask() -> tuple[str, str]:
    """Return a fresh token and the question it stands for."""
    nonce = secrets.token_hex(16)
    words, _ = _question(nonce)
    return _signer.sign(nonce), words


def settle_question(token: str, said: str) -> str:
    """Return the token's own number when the sum is right; refuse a wrong, late or made-up one."""
    try:
        nonce = _signer.unsign(token, max_age=LIFE)
    except SignatureExpired:
        raise Refused("页面打开太久，请重新回答算术题；您写的内容还在。") from None
    except BadSignature:
        raise Refused("请回答下面的算术题。") from None
    if said.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789")) != str(
        _question(nonce)[1]
    ):
        raise Refused("算术题没有答对，请再算一次；您写的内容还在。")
    return nonce


def right_answer(token: str) -> str:
    """Return what a person would type under this token's question."""
    return str(_question(_signer.unsign(token, max_age=LIFE))[1])


def _question(nonce: str) -> tuple[str, int]:
    dice = hmac.new(settings.CODE_PEPPER.encode(), nonce.encode(), hashlib.sha256).digest()
    first, second, third = (1 + dice[place] % 10 for place in range(3))
    words = f"{NUMBERS[first]}加{NUMBERS[second]}乘{NUMBERS[third]}等于多少（先算乘法，填数字）"
    return words, first + second * third
