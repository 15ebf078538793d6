"""Keeping what was done to the roster, in the deed's own transaction."""

from collections.abc import Iterable

from django.db import models

from roster.models import Change, User


def record(row: models.Model, verb: str, *, by: User | None, note: str = "") -> Change:
    """留痕: note the deed; the journal stands one storey higher and takes it over."""
    change = _change(row, verb, by, note)
    change.save()
    return change


def record_all(rows: Iterable[models.Model], verb: str, *, by: User | None = None) -> None:
    """留痕: note the same deed on many rows."""
    Change.objects.bulk_create([_change(row, verb, by) for row in rows], batch_size=500)


def _change(row: models.Model, verb: str, by: User | None, note: str = "") -> Change:
    return Change(
        by=by,
        actor_name=by.name if by else "系统",
        verb=verb,
        model=row._meta.label_lower,
        row=str(row.pk),
        title=str(row)[:120],
        note=note,
    )
