"""Writing the journal and proving that nobody has rewritten it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.timezone import now

from journal.models import Entry
from roster.models import Change, User

GENESIS = "0" * 64
BATCH = 1000


def write(
    row: models.Model, verb: str, *, by: User | None, note: str = "", **details: Any
) -> Entry:
    """留痕: append one entry in the caller's transaction; `by=None` is the system itself."""
    return Entry.objects.create(
        actor=by,
        actor_name=by.name if by else "系统",
        verb=verb,
        model=row._meta.label_lower,
        row=str(row.pk),
        title=str(row)[:120],
        note=note,
        details=details,
    )


def write_all(
    rows: Iterable[tuple[models.Model, dict[str, Any]]], verb: str, *, by: User | None
) -> None:
    """留痕: append one entry a row for a deed done to many rows, each with its details."""
    Entry.objects.bulk_create(
        (
            Entry(
                actor=by,
                actor_name=by.name if by else "系统",
                verb=verb,
                model=row._meta.label_lower,
                row=str(row.pk),
                title=str(row)[:120],
                details=details,
            )
            for row, details in rows
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def gather() -> int:
    """接收: take over what was done to the roster, one entry a deed; return how many."""
    fresh = list(Change.objects.filter(taken_at=None).order_by("pk")[:BATCH])
    marks = [change.pk for change in fresh]
    if Change.objects.filter(pk__in=marks, taken_at=None).update(taken_at=now()) != len(marks):
        transaction.set_rollback(True)
        return 0
    Entry.objects.bulk_create(
        Entry(
            at=change.at,
            actor_id=change.by_id,
            actor_name=change.actor_name,
            verb=change.verb,
            model=change.model,
            row=change.row,
            title=change.title,
            note=change.note,
        )
        for change in fresh
    )
    return len(fresh)


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
    content = [
        seq,
        previous,
        entry.at.isoformat(),
        entry.actor_id,
        entry.actor_name,
        entry.verb,
        entry.model,
        entry.row,
        entry.title,
        entry.note,
        entry.details,
    ]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def verify_chain() -> list[int]:
    """校验: return the sequence numbers at which the chain breaks (empty = whole)."""
    broken, previous, expected = [], GENESIS, 1
    for entry in Entry.objects.exclude(seq=None).order_by("seq").iterator():
        if entry.seq != expected or entry.digest != digest(entry, expected, previous):
            broken.append(expected)
            break
        previous, expected = entry.digest, expected + 1
    top = Entry.objects.aggregate(top=Max("seq"))["top"] or 0
    if not broken and top != expected - 1:
        broken.append(expected)
    return broken
