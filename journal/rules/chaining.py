"""Linking the entries, and walking the links to prove that nobody has rewritten them."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from journal.models import Entry

GENESIS = "0" * 64
BATCH = 1000
CONTENT = (
    *("at", "actor_id", "actor_name", "verb", "model", "row", "title", "note"),
    "details",
)
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


def digest(entry: Entry, seq: int, previous: str) -> str:
    """Return the SHA-256 over the entry's content, its place and the entry before it (hex)."""
    return _digest(seq, previous, [getattr(entry, name) for name in CONTENT])


def _digest(seq: int, previous: str, values: Sequence[Any]) -> str:
    at: datetime = values[0]
    content = [seq, previous, at.isoformat(), *values[1:]]
    return hashlib.sha256(encode(content).encode()).hexdigest()


def verify_chain() -> list[int]:
    """校验: return the sequence number at which the chain breaks (empty = whole)."""
    for seq, is_whole, _ in links():
        if not is_whole:
            return [seq]
    return []


def links() -> Iterator[tuple[int, bool, str]]:
    """Walk the chain: each place, whether it holds, and the digest that stands there."""
    previous = GENESIS
    rows = Entry.objects.exclude(seq=None).order_by("seq").values_list("seq", "digest", *CONTENT)
    for place, (seq, stored, *values) in enumerate(rows.iterator(5000), start=1):
        if seq != place or stored != _digest(place, previous, values):
            yield place, False, stored
            return
        yield place, True, stored
        previous = stored
