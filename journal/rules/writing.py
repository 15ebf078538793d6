"""Writing the journal: one entry a deed, in the deed's own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from journal.models import Entry
from roster.models import Change, User

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
