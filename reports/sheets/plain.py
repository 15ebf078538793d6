"""The same tables as .csv for other systems: one file a table, digits and words as printed."""

import csv
import io
from collections.abc import Sequence
from typing import Any

RISKY = ("=", "+", "-", "@", "\t", "\r")
NUMBERLIKE = frozenset("0123456789.+-%")


def csv_of(table: dict[str, Any]) -> bytes:
    """UTF-8 with its mark so that spreadsheets know it; text never begins a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(table["head"])
    writer.writerows([_safe(text) for text in row] for row in table["rows"])
    return "\ufeff".encode() + file.getvalue().encode()


def _safe(text: object) -> str:
    told = str(text)
    is_number = bool(told) and set(told) <= NUMBERLIKE
    return f"'{told}" if told.startswith(RISKY) and not is_number else told


def table_named(tables: Sequence[dict[str, Any]], title: str) -> dict[str, Any] | None:
    """The table of this title."""
    return next((table for table in tables if table["title"] == title), None)
