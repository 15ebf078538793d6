"""Checkpoints: the head of the chain, signed, to be carried out of the machine."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from journal.models import Checkpoint, Entry
from journal.rules.chaining import GENESIS, algorithm, chain, links
from journal.rules.writing import gather

SIGNED = ("number", "seq", "head", "at", "key", "before")
FIRST = "sha256"
"""A checkpoint says the algorithm of its head; the first one goes without saying."""


@transaction.atomic
def mark_checkpoint() -> Checkpoint | None:
    """立校验点: sign the head of the chain; nothing new, nothing signed."""
    gather()
    chain()
    top = Entry.objects.exclude(seq=None).order_by("-seq").first()
    last = Checkpoint.objects.order_by("-number").first()
    if top is None or (last is not None and last.seq == top.seq):
        return last
    point = Checkpoint(
        number=(last.number if last else 0) + 1,
        seq=top.seq or 0,
        head=top.digest,
        at=now(),
        key=public_key(),
        algorithm=algorithm(),
        before=last.signature if last else GENESIS,
    )
    point.signature = _signer().sign(_said(_plain(point))).hex()
    point.save()
    return point


def stamp() -> str:
    """盖校验点: return the line for a circular's footer, the chain as it stood at signing."""
    point = mark_checkpoint()
    return f"日志校验点 {point.seq}·{point.head[:16]}" if point else ""


def export_checkpoints() -> list[dict[str, Any]]:
    """导出校验点: everything that is needed to hold the journal to its word later."""
    points = Checkpoint.objects.order_by("number")
    return [{**_plain(point), "signature": point.signature} for point in points]


def public_key() -> str:
    """Return the key that checks our signatures (hex)."""
    return _signer().public_key().public_bytes_raw().hex()


def verify_journal(outside: Iterable[Mapping[str, Any]] = ()) -> list[str]:
    """校验日志: walk chain and checkpoints, and hold both against those carried out earlier."""
    own = export_checkpoints()
    heads: dict[int, list[Mapping[str, Any]]] = {}
    for point in [*own, *outside]:
        heads.setdefault(int(point["seq"]), []).append(point)
    faults = list(_walk(heads))
    return faults + list(_judge(own)) + list(_missing(own, outside))


def _walk(heads: dict[int, list[Mapping[str, Any]]]) -> Iterable[str]:
    last = 0
    for seq, is_whole, stored in links():
        if not is_whole:
            yield f"第{seq}条处断开：内容、次序或摘要与前一条对不上。"
            return
        last = seq
        if any(point["head"] != stored for point in heads.get(seq, ())):
            yield f"第{seq}条与校验点不符：此条或此前的记录被重写过。"
            return
    for seq in sorted(seq for seq in heads if seq > last)[:1]:
        yield f"第{last + 1}条起缺失：校验点记到第{seq}条，现在只有{last}条。"


def _judge(points: list[dict[str, Any]]) -> Iterable[str]:
    before = GENESIS
    for place, point in enumerate(points, start=1):
        if point["number"] != place or point["before"] != before:
            yield f"第{place}个校验点缺失或次序不对。"
            return
        if not _is_signed(point):
            yield f"第{place}个校验点的签名不对。"
            return
        before = point["signature"]


def _missing(own: list[dict[str, Any]], outside: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    known = {point["signature"] for point in own}
    for point in outside:
        if not _is_signed(point):
            yield f"带出的第{point['number']}个校验点签名不对，请核对文件。"
        elif point["signature"] not in known:
            yield f"带出的第{point['number']}个校验点在库中不存在：日志被回退或重写过。"


def _is_signed(point: Mapping[str, Any]) -> bool:
    known = [settings.JOURNAL_KEY, *settings.JOURNAL_KEYS_OLD]
    return any(_fits(_signer(secret).public_key(), point) for secret in known)


def _fits(key: Ed25519PublicKey, point: Mapping[str, Any]) -> bool:
    """Whether this key made the signature and is the one that the checkpoint names."""
    try:
        key.verify(bytes.fromhex(point["signature"]), _said(point))
    except (InvalidSignature, ValueError):
        return False
    return bool(point["key"] == key.public_bytes_raw().hex())


def _plain(point: Checkpoint) -> dict[str, Any]:
    values = {name: getattr(point, name) for name in (*SIGNED, "algorithm")}
    return {**values, "at": point.at.isoformat()}


def _said(point: Mapping[str, Any]) -> bytes:
    said = point.get("algorithm", FIRST)
    words = [point[name] for name in SIGNED] + ([] if said == FIRST else [said])
    return json.dumps(words, ensure_ascii=False).encode()


def _signer(secret: str = "") -> Ed25519PrivateKey:
    secret = secret or settings.JOURNAL_KEY
    seed = hashlib.sha256(b"zhenggaitong journal\0" + secret.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
