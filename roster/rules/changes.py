"""Keeping what was done to the roster, in the deed's own transaction."""

from django.db import models

from roster.models import Change, User


def record(row: models.Model, verb: str, *, by: User | None, note: str = "") -> Change:
    """留痕: note the deed; the journal stands one storey higher and takes it over."""
    return Change.objects.create(
        by=by,
        actor_name=by.name if by else "系统",
        verb=verb,
        model=row._meta.label_lower,
        row=str(row.pk),
        title=str(row)[:120],
        note=note,
    )
