"""One thing a paper can say by name: a figure's number or a phrase made from figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures import Value


@dataclass(frozen=True)
class Piece:
    """Part of a phrase, and the way to what it was made from.

    A way is an address, or a figure: `overdue`, of one unit `overdue@5`, as a share of another
    `issues_closed@5/issues_ledger`; `~overdue` is the figure beside what the last paper said.
    """

    text: str
    way: str = ""


Pieces = tuple[Piece, ...]


def way_of(code: str, unit: int | None = None, whole: str = "") -> str:
    """The way to the rows of a figure, of one unit, as a share of another figure."""
    narrowed = f"{code}@{unit}" if unit else code
    return f"{narrowed}/{whole}" if whole else narrowed


def strung(groups: Iterable[Pieces], between: str) -> Pieces:
    """Phrases of pieces one after the other with a mark between them."""
    made: list[Piece] = []
    for group in groups:
        made += [Piece(between), *group] if made else group
    return tuple(made)


@dataclass(frozen=True)
class Said:
    """A name people may write in braces, and what stands there in the paper."""

    code: str
    label: str
    definition: str
    text: str
    unit: str = ""
    pieces: Pieces = ()

    @classmethod
    def of(cls, value: Value) -> "Said":
        """A figure's number as something to say."""
        figure = value.figure
        pieces = (Piece(value.text, figure.code),)
        return cls(figure.code, figure.label, figure.definition, value.text, figure.unit, pieces)

    @classmethod
    def phrase(
        cls, code: str, label: str, definition: str, pieces: Iterable[Piece | str]
    ) -> "Said":
        """Words made from several numbers, each of which keeps its way."""
        made = tuple(Piece(one) if isinstance(one, str) else one for one in pieces)
        return cls(code, label, definition, "".join(one.text for one in made), "", made)
