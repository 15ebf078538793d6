"""What a counting workbook says, before any scheme is held against it."""

from dataclasses import dataclass, field
from fractions import Fraction

from evaluations.sheets.words import Kind


@dataclass(frozen=True)
class Record:
    """One number or tick: about whom, under which headings, from whom."""

    subject: str
    cohort: str
    texts: tuple[str, ...]
    group: tuple[str, ...]
    where: str
    heading: str = ""
    leaf: str = ""
    count: int | None = None
    mark: Fraction | None = None
    choice: str = ""
    rater: str = ""
    voice: str = ""
    is_given: bool = False


@dataclass(frozen=True)
class Change:
    """Points added or taken, a card, or a fact such as the closure rate."""

    subject: str
    cohort: str
    kind: Kind
    points: Fraction = Fraction(0)
    words: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of an issue and return register."""

    texts: tuple[str, ...]
    scope: str
    numbers: dict[Kind, int]
    cohort: str = ""


@dataclass
class Counting:
    """Everything that was read from one workbook."""

    name: str
    records: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    totals: list[tuple[Record, int]] = field(default_factory=list)
    faults: list[dict[str, object]] = field(default_factory=list)
