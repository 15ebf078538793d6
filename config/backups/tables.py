"""Every row of every table as lines of JSON, whatever the database; and back again."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.db.models.fields.json import JSONField

from issues.models import StaleSum, UnitSum

BATCH = 2000
LEFT_OUT = {Session, UnitSum, StaleSum}
"""Who is signed in is not brought back; sums are made anew of the issues that are."""


def kept_models() -> list[type[Model]]:
    """Every table that is backed up, in the order of the apps."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and model not in LEFT_OUT]


def lines(model: type[Model]) -> Iterator[bytes]:
    """The rows of a table sorted by their key, which for ballots is random and tells no order."""
    fields = model._meta.concrete_fields
    rows = model._base_manager.order_by("pk").values_list(*(f.attname for f in fields))
    for row in rows.iterator(BATCH):
        values = [_written(field, value) for field, value in zip(fields, row, strict=True)]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _written(field: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str) or isinstance(field, JSONField):
        return value
    return field.value_to_string(_Holder(field.attname, value))


class _Holder:
    """What value_to_string asks its value of."""

    def __init__(self, name: str, value: Any) -> None:
        setattr(self, name, value)


def digest(model: type[Model]) -> tuple[int, str]:
    """How many rows a table has, and the digest over all of them."""
    said, count = hashlib.sha256(), 0
    for line in lines(model):
        said.update(line)
        count += 1
    return count, said.hexdigest()


def load(model: type[Model], source: Iterable[bytes]) -> None:
    """Put the rows into the empty table exactly as they were, times of creation included."""
    fields = model._meta.concrete_fields
    model._base_manager.all()._raw_delete(connection.alias)
    rows = (_row(model, fields, line) for line in source)
    while batch := list(islice(rows, BATCH // max(1, len(fields) // 4))):
        model._base_manager._insert(  # type: ignore[attr-defined]
            batch, fields=fields, using=connection.alias, raw=True
        )


def _row(model: type[Model], fields: Iterable[Any], line: bytes) -> Model:
    values = zip(fields, json.loads(line), strict=True)
    return model(**{f.attname: _read(f, value) for f, value in values})


def _read(field: Any, value: Any) -> Any:
    target = field.target_field if field.is_relation else field
    return value if isinstance(target, JSONField) else target.to_python(value)


def renumber() -> None:
    """Let the counters of the database go on after the highest key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)
