"""Linking the entries, and walking the links to prove that nobody has rewritten them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from common.national import sm3
from journal.models import Entry

GENESIS = "0" * 64
BATCH = 1000
CONTENT = (
    *("at", "actor_id", "actor_name", "verb", "model", "row", "title", "note"),
    "details",
)
DIGESTS: dict[str, Callable[[bytes], str]] = {
    "sha256": lambda said: hashlib.sha256(said).hexdigest(),
    "sm3": lambda said: sm3(said).hex(),
}
"""Both are 256 bits: a journal may go over from one to the other, and a link holds under either."""
encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def chain() -> int:
    """上链: number the new entries and link each to the one before; return how many."""
    linked = 0
    while step := _chain_batch():
        linked += step
    return linked


@transaction.atomic
def _chain_batch() -> int:
    last = Entry.objects.exclude(seq=None).order_by("-seq").first()
    seq, previous = (last.seq or 0, last.digest) if last else (0, GENESIS)
    fresh = list(Entry.objects.filter(seq=None).order_by("pk")[:BATCH])
    for entry in fresh:
        seq += 1
        previous = digest(entry, seq, previous)
        if not Entry.objects.filter(pk=entry.pk, seq=None).update(seq=seq, digest=previous):
            transaction.set_rollback(True)
            return 0
    return len(fresh)


def algorithm() -> str:
    """What new links are made with: SM3 where the office asks for it, else SHA-256."""
    return "sm3" if settings.JOURNAL_SM3 else "sha256"


def digest(entry: Entry, seq: int, previous: str) -> str:
    """Return the digest over the entry's content, its place and the entry before it (hex)."""
    return DIGESTS[algorithm()](_said(seq, previous, [getattr(entry, name) for name in CONTENT]))


def _said(seq: int, previous: str, values: Sequence[Any]) -> bytes:
    at: datetime = values[0]
    return encode([seq, previous, at.isoformat(), *values[1:]]).encode()


def verify_chain() -> list[int]:
    """校验: return the sequence number at which the chain breaks (empty = whole)."""
    for seq, is_whole, _ in links():
        if not is_whole:
            return [seq]
    return []


def links() -> Iterator[tuple[int, bool, str]]:
    """Walk the chain: each place, whether it holds, and the digest that stands there."""
    previous, ways = GENESIS, list(DIGESTS.values())
    rows = Entry.objects.exclude(seq=None).order_by("seq").values_list("seq", "digest", *CONTENT)
    for place, (seq, stored, *values) in enumerate(rows.iterator(5000), start=1):
        said = _said(place, previous, values)
        if ways[0](said) != stored:
            ways.reverse()  # from here on the other algorithm, unless the link is broken
        if seq != place or ways[0](said) != stored:
            yield place, False, stored
            return
        yield place, True, stored
        previous = stored
