"""What is kept with a frozen figure: its question, the rows it counted, a digest of both."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures.behind import Listed
from reports.figures.facts import Facts
from reports.figures.figure import Figure

MOST = 5000


@dataclass(frozen=True)
class Kept:
    """The question, the keys of the rows (or the lines), how many, and their digest."""

    query: str = ""
    rows: tuple[object, ...] = ()
    row_units: tuple[int | None, ...] = ()
    row_count: int | None = None
    digest: str = ""


def keep(facts: Facts, figure: Figure) -> Kept:
    """Ask once more for the rows and keep them; past 5000 their number and digest alone."""
    if figure.behind is None:
        return Kept()
    query = f"{figure.behind.query} campaign={facts.campaign.pk} day={facts.today}"
    if isinstance(figure.behind, Listed):
        lines = [[str(part) for part in line] for line in figure.behind.lines(facts)]
        told: Iterable[object] = ("|".join(line) for line in lines)
        return Kept(query, tuple(lines[:MOST]), (), len(lines), digest_of(query, told))
    unit = figure.behind.register.unit or "pk"
    found = list(figure.behind.rows(facts).order_by("pk").values_list("pk", unit))
    keys = [key for key, _ in found]
    units = tuple(unit for _, unit in found[:MOST]) if figure.behind.register.unit else ()
    return Kept(query, tuple(keys[:MOST]), units, len(keys), digest_of(query, keys))


def digest_of(query: str, rows: Iterable[object]) -> str:
    """SHA-256 over the question and the keys of its rows in order."""
    made = hashlib.sha256(query.encode())
    for row in rows:
        made.update(f"\n{row}".encode())
    return made.hexdigest()
