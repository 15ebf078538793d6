"""国密 by the standards' own vectors, and a backup under SM4."""

from io import BytesIO

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from common.national import Sm4Gcm, sm3
from common.refusal import Refused
from config.backups.crypt import MAGIC_SM, PIECE, Opener, Sealer

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
NONCE = bytes.fromhex("00001234567800000000abcd")
BESIDE = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
TEXT = b"".join(bytes([one]) * 8 for one in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
SEALED = (
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
    "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    "83de3541e4c2b58177e065a9bf7b62ec"
)


def test_sm3_as_the_standard_says():
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_as_the_standard_says():
    maker = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()
    assert maker.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_as_rfc_8998_says():
    assert Sm4Gcm(KEY).encrypt(NONCE, TEXT, BESIDE).hex() == SEALED
    assert Sm4Gcm(KEY).decrypt(NONCE, bytes.fromhex(SEALED), BESIDE) == TEXT


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_changed_byte_opens_nothing(at):
    harmed = bytearray.fromhex(SEALED)
    harmed[at] ^= 1
    with pytest.raises(InvalidTag):
        Sm4Gcm(KEY).decrypt(NONCE, bytes(harmed), BESIDE)


def sealed(content, secret="s" * 60):
    out = BytesIO()
    sealer = Sealer(out, secret, MAGIC_SM)
    sealer.write(content)
    sealer.close()
    return out.getvalue()


def test_a_backup_under_sm4_comes_back_and_tells_nothing_without_its_key():
    content = "整改".encode() * PIECE
    made = sealed(content)
    assert made.startswith(MAGIC_SM)
    assert Opener(BytesIO(made), "x" * 60, "s" * 60).read() == content
    for wrong in (made[:-30], made[:-1] + bytes([made[-1] ^ 1])):
        with pytest.raises(Refused, match="打不开"):
            Opener(BytesIO(wrong), "s" * 60).read()
    with pytest.raises(Refused, match="密钥不对"):
        Opener(BytesIO(made), "t" * 60).read()
