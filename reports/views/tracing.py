"""A paper as it is read on the screen: every number with the page behind it."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from common.papers import ORDINALS
from reports.drafts import Said, address, tables_of, traced
from reports.figures import Check, Facts
from reports.models import Circular, Reconciliation
from roster.http import Request
from roster.models import Unit


def sections_of(request: Request, row: Circular, words: Sequence[Said]) -> list[tuple[str, Any]]:
    """The sections as paragraphs, each piece with the page behind it as far as one may go there."""
    by_label = {word.label: word for word in words}
    return [
        (
            f"{ordinal}、{part['title']}",
            [
                [
                    (text, _led(request, row, way), word.definition if word else "")
                    for text, word, way in one
                ]
                for one in traced(part["text"], by_label)
            ],
        )
        for ordinal, part in zip(ORDINALS, row.sections, strict=False)
    ]


def _led(request: Request, row: Circular, way: str) -> str:
    """The address of a way; single rows of other units are no business of a unit."""
    is_open = not way.startswith("/") or request.user.sees_all_units
    return address(row, way) if way and is_open else ""


def tables_with_ways(request: Request, row: Circular, facts: Facts) -> list[dict[str, Any]]:
    """The annexes with every number's way."""
    return [
        {**table, "lines": [_cells(request, row, *pair) for pair in _with_ways(table)]}
        for table in tables_of(row, facts)
    ]


def _with_ways(table: dict[str, Any]) -> Iterable[tuple[list[str], list[str]]]:
    return zip_longest(table["rows"], table.get("ways", ()), fillvalue=[])


def _cells(
    request: Request, row: Circular, line: list[str], ways: list[str]
) -> list[tuple[str, str]]:
    led = [_led(request, row, way) for way in ways]
    return list(zip_longest(line, led[: len(line)], fillvalue=""))


def whole_of(row: Circular, word: Said) -> str:
    """Where a name leads that says one number."""
    return address(row, word.pieces[0].way) if len(word.pieces) == 1 else ""


def units_at_fault(check: Check | Reconciliation, facts: Facts) -> list[Unit]:
    """The units whose rows make a cross-check fail, to be opened one by one."""
    return [facts.units[pk] for pk in check.units if not check.is_ok and pk in facts.units]
