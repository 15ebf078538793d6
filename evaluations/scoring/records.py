"""Records of a count: the subject that is rated, its cohort, its standing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from evaluations.scoring.piles import ZERO, Pile
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.sides import Key, SideScore


@dataclass(frozen=True)
class Subject:
    """One unit (or person) that is rated, with everything that was counted about it."""

    code: str
    name: str
    order: int = 0
    piles: Mapping[Key, Pile] = field(default_factory=dict)
    bonus: Fraction = ZERO
    deduct: Fraction = ZERO
    cards: tuple[str, ...] = ()
    facts: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Cohort:
    """A group of subjects that are compared with each other and nobody else."""

    code: str
    name: str
    is_ranked: bool = True
    is_published: bool = True


@dataclass(frozen=True)
class Standing:
    """The result of one subject, with all the steps that led to it."""

    subject: Subject
    sides: tuple[SideScore, ...]
    base: Fraction | None = None
    bonus: Fraction = ZERO
    deduct: Fraction = ZERO
    exact_score: Fraction | None = None
    score: Decimal | None = None
    percent: Fraction | None = None
    rank: int | None = None
    rank_if_unrounded: int | None = None
    rank_with_tiebreak: int | None = None
    tier_by_threshold: str = ""
    tier_reason: str = ""
    tier_after_cap: str = ""
    tier: str = ""
    is_tail: bool = False
    satisfied_rate: Fraction | None = None
    rates: Mapping[str, Fraction] = field(default_factory=dict)

    def side(self, code: str) -> SideScore | None:
        """What the side of this code gave."""
        return next((side for side in self.sides if side.rule.code == code), None)


@dataclass(frozen=True)
class CohortResult:
    """All standings of a cohort in order of place."""

    cohort: Cohort
    scheme: SchemeRule
    rules: Rules
    standings: tuple[Standing, ...]
    room: int | None = None

    @property
    def chain(self) -> tuple[str, ...]:
        """The parts of the tie-break chain that can be asked here."""
        codes = {side.code for side in self.scheme.sides}
        known = {name for row in self.standings for name in row.subject.facts}
        return tuple(name for name in self.rules.tiebreak if name in codes | known)


def tie_key(row: Standing, chain: Sequence[str]) -> tuple[Fraction, ...]:
    """What is compared, in order, when two scores are equal."""
    return tuple(_asked(row, name) for name in chain)


def _asked(row: Standing, name: str) -> Fraction:
    side = row.side(name)
    if side is not None:
        return Fraction(-1) if side.dropped or side.score is None else side.score
    return row.subject.facts.get(name, Fraction(-1))
