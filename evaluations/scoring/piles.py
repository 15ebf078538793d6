"""What was counted: ticks per option or single marks, for one unit from one side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.trimming import Marks, trimmed

ZERO = Fraction(0)


@dataclass(frozen=True)
class Pile:
    """The ticks and marks of one unit, from one side or one part of it, on one item."""

    counts: Mapping[str, int] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    deducted: Fraction | None = None
    is_given: bool = False

    def __add__(self, other: "Pile") -> "Pile":
        deducted = (
            None
            if self.deducted is None and other.deducted is None
            else (self.deducted or ZERO) + (other.deducted or ZERO)
        )
        return Pile(
            _sum(self.counts, other.counts),
            _sum(self.marks, other.marks),
            deducted,
            self.is_given or other.is_given,
        )

    def less(self, other: "Pile") -> "Pile":
        """This pile without the ticks and marks of the other."""
        counts = {label: n - other.counts.get(label, 0) for label, n in self.counts.items()}
        marks = {mark: n - other.marks.get(mark, 0) for mark, n in self.marks.items()}
        return replace(self, counts=counts, marks={mark: n for mark, n in marks.items() if n > 0})

    @property
    def size(self) -> int:
        """How many ballots speak of the unit, in whatever way."""
        return sum(self.counts.values()) + self.marked

    @property
    def marked(self) -> int:
        """How many ballots carry a mark."""
        return sum(self.marks.values())


Box = TypeVar("Box", str, Fraction)


def _sum(some: Mapping[Box, int], others: Mapping[Box, int]) -> dict[Box, int]:
    """Both shelves as one, in the order in which boxes were first met."""
    whole = dict(some)
    for box, count in others.items():
        whole[box] = whole.get(box, 0) + count
    return whole


def together(piles: Iterable[Pile]) -> Pile:
    """All piles as one."""
    whole = Pile()
    for pile in piles:
        whole = whole + pile
    return whole


@dataclass(frozen=True)
class Mean:
    """A mean with its sum and its denominator, so that it can be explained."""

    total: Fraction
    counted: int
    low: int = 0
    high: int = 0

    @property
    def value(self) -> Fraction | None:
        """The mean itself; nothing when nobody counts."""
        return self.total / self.counted if self.counted else None


def mean(pile: Pile, options: OptionSet, rules: Rules) -> Mean:
    """The mean of a pile under the rules for abstention and trimming."""
    marks, low, high = trimmed(pile.marks, rules.trim)
    total = sum((mark * count for mark, count in marks.items()), ZERO) + sum(
        (
            pile.counts.get(option.label, 0) * (option.score or ZERO)
            for option in options.options
            if option.counted
        ),
        ZERO,
    )
    return Mean(total, sum(marks.values()) + denominator(pile, options, rules), low, high)


def denominator(pile: Pile, options: OptionSet, rules: Rules) -> int:
    """How many ticks stand below the line."""
    return sum(pile.counts.get(label, 0) for label in counted_labels(options, rules))


def counted_labels(options: OptionSet, rules: Rules) -> tuple[str, ...]:
    """The labels whose ticks stand below the line."""
    labels = [
        option.label for option in options.options if option.counted or rules.unknown_in_denominator
    ]
    return (*labels, ABSTAIN) if rules.abstain_in_denominator else tuple(labels)


def unknown_labels(options: OptionSet) -> tuple[str, ...]:
    """The labels that say “I cannot judge”."""
    return tuple(option.label for option in options.options if not option.counted)


def satisfied(pile: Pile, options: OptionSet, rules: Rules) -> Fraction | None:
    """The satisfaction rate: satisfied ticks over counted ticks, no weights in it."""
    below = denominator(pile, options, rules)
    if not below:
        return None
    happy = sum(
        pile.counts.get(option.label, 0) for option in options.options if option.is_satisfied
    )
    return Fraction(happy, below)


def rates(pile: Pile, options: OptionSet, rules: Rules) -> dict[str, Fraction]:
    """The share of every option, under the name that grade rules use: 满意率, 不满意率 …"""
    below = denominator(pile, options, rules)
    return {
        f"{label}率": Fraction(pile.counts.get(label, 0), below) if below else ZERO
        for label in (*options.labels, ABSTAIN)
    }


def all_counts(pile: Pile, options: OptionSet) -> dict[str, int]:
    """Every box with its ticks, then abstentions and void rows; nothing for a percent sheet."""
    if options.is_numeric and not pile.counts:
        return {}
    return {label: pile.counts.get(label, 0) for label in (*options.labels, ABSTAIN, ROW_VOID)}


def unknown_rate(pile: Pile, options: OptionSet) -> Fraction:
    """The share of “I cannot judge” among those who ticked an option."""
    ticked = sum(pile.counts.get(label, 0) for label in options.labels)
    unknown = sum(pile.counts.get(label, 0) for label in unknown_labels(options))
    return Fraction(unknown, ticked) if ticked else ZERO
