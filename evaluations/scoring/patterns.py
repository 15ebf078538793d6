"""Patterns of ballots that a careful reader looks at: lifted units, favours returned, bursts."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

from evaluations.scoring.options import OptionSet

LIFTED_AMONG = 6
LIFTED_SHARE = 4
LOW = Fraction(60)
FAVOUR = Fraction(10)
BURST = 3
BURST_LEAST = 10


def lifts(marks: Mapping[tuple[str, str], Fraction | str], options: OptionSet) -> frozenset[str]:
    """抬少压多: the few units with the best mark on a ballot that gives the others a low one."""
    worths = {place: _worth(mark, options) for place, mark in marks.items()}
    known = {place: worth for place, worth in worths.items() if worth is not None}
    units = {unit for unit, _ in known}
    best = _best(options)
    raised = frozenset(u for u in units if all(w == best for p, w in known.items() if p[0] == u))
    others = [worth for (unit, _), worth in known.items() if unit not in raised]
    few = len(units) >= LIFTED_AMONG and 0 < len(raised) <= len(units) // LIFTED_SHARE
    return raised if few and max(others) <= best * LOW / 100 else frozenset()


def _worth(mark: Fraction | str, options: OptionSet) -> Fraction | None:
    if isinstance(mark, Fraction):
        return mark
    option = options.get(mark)
    return option.score if option else None


def _best(options: OptionSet) -> Fraction:
    if options.is_numeric:
        return options.high
    return max((one.score for one in options.options if one.score is not None), default=Fraction(0))


def favours(given: Mapping[str, Mapping[str, Fraction]]) -> list[tuple[str, str]]:
    """互投人情: pairs of units that each rate the other far above what the rest give it."""
    pairs = []
    raters = sorted(given)
    for at, one in enumerate(raters):
        for other in raters[at + 1 :]:
            if _favoured(given, one, other) and _favoured(given, other, one):
                pairs.append((one, other))
    return pairs


def _favoured(given: Mapping[str, Mapping[str, Fraction]], giver: str, taker: str) -> bool:
    mark = given[giver].get(taker)
    rest = [row[taker] for rater, row in given.items() if rater != giver and taker in row]
    return mark is not None and len(rest) > 1 and mark - sum(rest) / len(rest) >= FAVOUR


def bursts(days: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """集中投票: days on which several times as many slips came as on a usual day."""
    if len(days) < BURST:
        return []
    usual = median(number for _, number in days)
    line = max(BURST * usual, BURST_LEAST)
    return [(day, number) for day, number in days if number >= line]
