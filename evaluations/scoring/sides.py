"""The score of one side for one unit: items inside parts, parts inside the side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from evaluations.scoring.exact import exact, rounded
from evaluations.scoring.options import OptionSet
from evaluations.scoring.piles import (
    ZERO,
    Mean,
    Pile,
    all_counts,
    mean,
    satisfied,
    together,
)
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.scheme import SchemeRule, Share, SideRule

Key = tuple[str, str, str]
WHOLE = ""
OVERALL = "总体"


@dataclass(frozen=True)
class Leaf:
    """One mean that entered a side, with the share it has in it."""

    part: str
    item: str
    share: Fraction
    mean: Mean
    pile: Pile


@dataclass(frozen=True)
class SideScore:
    """What one side gave one unit, ready to be weighted, shown and explained."""

    rule: SideRule
    options: OptionSet
    counts: dict[str, int] = field(default_factory=dict)
    counted: int = 0
    size: int = 0
    score: Fraction | None = None
    satisfied_rate: Fraction | None = None
    leaves: tuple[Leaf, ...] = ()
    dropped: str = ""
    missing: tuple[str, ...] = ()
    deducted: Fraction | None = None
    step_rank: int | None = None
    share: Fraction = ZERO
    weighted: Fraction | None = None

    @property
    def pile(self) -> Pile:
        """Everything this side said about the unit."""
        return together(leaf.pile for leaf in self.leaves)

    @property
    def is_given(self) -> bool:
        """Whether the score is an indicator that was brought in, not ballots."""
        return self.deducted is not None or self.pile.is_given

    @property
    def is_alike(self) -> bool:
        """Whether every ballot says the same, so that the score tells what each one said."""
        pile = self.pile
        return sum(bool(count) for count in (*pile.counts.values(), *pile.marks.values())) == 1


def side_score(
    rule: SideRule, piles: Mapping[Key, Pile], scheme: SchemeRule, rules: Rules
) -> SideScore:
    """The score of one side for one unit; too few ballots drop it, with the reason kept."""
    options = scheme.options_of(rule)
    own = {key: pile for key, pile in piles.items() if key[0] == rule.code}
    if rule.is_deduction:
        return _deduction(rule, own, options, rules)
    leaves, missing = _leaves(rule, own, options, rules)
    counted = _most(leaves, lambda mean: mean.counted)
    voices = _most(leaves, lambda mean: mean.counted + mean.low + mean.high)
    whole = together(leaf.pile for leaf in leaves)
    return SideScore(
        rule=rule,
        options=options,
        counts=all_counts(whole, options),
        counted=counted,
        size=whole.size,
        score=_rounded(_combined(leaves), rules),
        satisfied_rate=satisfied(whole, options, rules),
        leaves=leaves,
        dropped=_why_dropped(rule, voices, own, rules),
        missing=missing,
    )


def _deduction(
    rule: SideRule, own: Mapping[Key, Pile], options: OptionSet, rules: Rules
) -> SideScore:
    whole = together(own.values())
    if whole.deducted is None and whole.marks:
        leaf = Leaf(WHOLE, WHOLE, Fraction(1), mean(whole, options, rules), whole)
        return SideScore(
            rule, options, counted=leaf.mean.counted, score=leaf.mean.value, leaves=(leaf,)
        )
    deducted = whole.deducted or ZERO
    left = max(ZERO, rule.weight - deducted)
    score = left * 100 / rule.weight if rule.weight else ZERO
    return SideScore(rule, options, counted=1, size=1, score=score, deducted=deducted)


def _leaves(
    rule: SideRule, own: Mapping[Key, Pile], options: OptionSet, rules: Rules
) -> tuple[tuple[Leaf, ...], tuple[str, ...]]:
    found: list[list[Leaf]] = []
    missing: list[str] = []
    for part in _parts(rule, own):
        inside = _part_leaves(rule, part, own, options, rules)
        if inside:
            found.append(inside)
        elif part.name:
            missing.append(part.name)
    voiced = sum((_weight(inside) for inside in found), ZERO)
    leaves = [
        replace(leaf, share=leaf.share / voiced if voiced else ZERO)
        for inside in found
        for leaf in inside
    ]
    return tuple(leaves), tuple(missing)


def _part_leaves(
    rule: SideRule, part: Share, own: Mapping[Key, Pile], options: OptionSet, rules: Rules
) -> list[Leaf]:
    """The items of one part that have a voice; together they carry the whole weight of the part."""
    mine = {key: pile for key, pile in own.items() if _in_part(key[1], part.name)}
    found: list[Leaf] = []
    for item in _items(rule, [key[2] for key in mine]):
        pile = together(pile for key, pile in mine.items() if key[2] == item.name)
        counted = mean(pile, options, rules)
        if counted.counted or pile.size:
            found.append(Leaf(part.name, item.name, item.weight, counted, pile))
    voiced = sum((leaf.share for leaf in found if leaf.mean.counted), ZERO)
    if not voiced:
        return [replace(leaf, share=ZERO) for leaf in found]
    return [
        replace(leaf, share=part.weight * leaf.share / voiced if leaf.mean.counted else ZERO)
        for leaf in found
    ]


def _weight(leaves: Sequence[Leaf]) -> Fraction:
    return sum((leaf.share for leaf in leaves), ZERO)


def _in_part(given: str, wanted: str) -> bool:
    return not wanted or given == wanted


def _parts(rule: SideRule, own: Iterable[Key]) -> Sequence[Share]:
    named = {key[1] for key in own}
    if not rule.parts or not named & {part.name for part in rule.parts}:
        return [Share(WHOLE, Fraction(100))]
    return rule.parts


def _items(rule: SideRule, named: Sequence[str]) -> Sequence[Share]:
    present = list(dict.fromkeys(named))
    if {share.name for share in rule.items} & set(present):
        return rule.items
    overall = next((name for name in present if OVERALL in name), None)
    if overall is not None:
        return [Share(overall, Fraction(100))]
    return [Share(name, Fraction(100, len(present))) for name in present]


def _combined(leaves: Sequence[Leaf]) -> Fraction | None:
    if not any(leaf.mean.counted for leaf in leaves):
        return None
    return sum((leaf.share * (leaf.mean.value or ZERO) for leaf in leaves), ZERO)


def _most(leaves: Sequence[Leaf], voices: Callable[[Mean], int]) -> int:
    """Ballots of a side: the fullest item of every part, since one ballot carries all its items."""
    by_part: dict[str, list[int]] = {}
    for leaf in leaves:
        by_part.setdefault(leaf.part, []).append(voices(leaf.mean))
    return sum(max(counts) for counts in by_part.values())


def _rounded(score: Fraction | None, rules: Rules) -> Fraction | None:
    if score is None or rules.side_digits is None:
        return score
    return exact(rounded(score, rules.side_digits, rules.mode))


def _why_dropped(rule: SideRule, voices: int, own: Mapping[Key, Pile], rules: Rules) -> str:
    if not own:
        return "missing_side"
    if voices == 0:
        return "no_counted_ballots"
    if all(pile.is_given for pile in own.values()):
        return ""
    too_few = voices < rule.min_valid and rules.min_valid_policy != "keep"
    return "below_min_valid" if too_few else ""
