"""Shapes of charts: what charts.js draws, and the same as a table for print and readers."""

from collections.abc import Mapping, Sequence
from typing import Any

Cell = dict[str, Any]


def bars(rows: Sequence[Mapping[str, Any]], *, head: Sequence[str], unit: str = "") -> Cell:
    """Horizontal bars; rows of {"label", "value", "url"?, "tone"?, "text"?}, `head` both titles."""
    table = [[_cell(row["label"]), _cell(row.get("text", row["value"]), row)] for row in rows]
    return {"kind": "bars", "unit": unit, "rows": list(rows), "table": _table(head, table)}


def funnel(rows: Sequence[Mapping[str, Any]], *, head: Sequence[str]) -> Cell:
    """Steps as horizontal bars with the share of the first; a needle-thin tip stays readable."""
    first = float(rows[0]["value"]) if rows else 0
    steps = []
    for row in rows:
        share = f"{row['value'] / first:.0%}" if first else "—"
        steps.append({**row, "text": f"{row['value']}（{share}）"})
    return {**bars(steps, head=head), "kind": "funnel"}


def stack(labels: Sequence[str], series: Sequence[Mapping[str, Any]], *, head: str) -> Cell:
    """Stacked columns over time; series of {"name", "values", "tone"?, "urls"?}."""
    table = []
    for place, label in enumerate(labels):
        cells = [_cell(one["values"][place], _at(one, place)) for one in series]
        table.append([_cell(label), *cells])
    names = [str(one["name"]) for one in series]
    return {
        "kind": "stack",
        "labels": list(labels),
        "series": list(series),
        "table": _table([head, *names], table),
        "size": "medium",
    }


def heat(
    down: Sequence[str],
    across: Sequence[str],
    cells: Mapping[tuple[int, int], Mapping[str, Any]],
    *,
    corner: str,
) -> Cell:
    """A grid of numbers, white to red; cells are {(row, column): {"value", "url"?}}."""
    table = []
    for y, label in enumerate(down):
        table.append([_cell(label), *(_heat_cell(cells.get((y, x))) for x in range(len(across)))])
    marks = [{"x": x, "y": y, **cell} for (y, x), cell in cells.items() if cell["value"]]
    return {
        "kind": "heat",
        "down": list(down),
        "across": list(across),
        "cells": marks,
        "table": _table([corner, *across], table),
        "size": "tall",
    }


def ranking(rows: Sequence[Mapping[str, Any]], *, head: Sequence[str]) -> Cell:
    """Ranks with their bands; rows of {"label", "value", "low", "high", "text", "url"?}.

    `value` is the rank, `low` and `high` its interval, `text` the score with its valid ballots.
    """
    table = []
    for row in rows:
        band = f"{row['low']}–{row['high']}" if row.get("low") is not None else "—"
        table.append([_cell(row["label"], row), _cell(row["text"]), _cell(band)])
    return {"kind": "ranking", "rows": list(rows), "table": _table(head, table)}


def _heat_cell(cell: Mapping[str, Any] | None) -> Cell:
    return _cell(cell["value"], cell) if cell else _cell("")


def _at(series: Mapping[str, Any], place: int) -> Mapping[str, Any]:
    urls = series.get("urls")
    return {"url": urls[place]} if urls else {}


def _cell(text: object, source: Mapping[str, Any] | None = None) -> Cell:
    url = (source or {}).get("url")
    return {"text": text, "url": url} if url else {"text": text}


def _table(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Cell:
    return {"head": list(head), "rows": [list(row) for row in rows]}
