"""The same results worked out the slow way, with no line shared with the program."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SCORES = {"满意": 100, "基本满意": 80, "不满意": 0}
WEIGHTS = {"UP": 30, "PEER": 20, "SERV": 50}


def of_counts(counts, scores=SCORES, below=()):
    bottom = sum(counts.get(label, 0) for label in [*scores, *below])
    top = sum(counts.get(label, 0) * worth for label, worth in scores.items())
    return Fraction(top, 1) / bottom if bottom else None


def of_marks(marks, method="none", above=5, percent=5):
    known = sorted(Fraction(str(mark)) for mark in marks if mark is not None)
    if method == "one" and len(known) > above:
        known = known[1:-1]
    if method == "percent":
        cut = len(known) * percent // 100
        known = known[cut : len(known) - cut]
    return sum(known, Fraction(0)) / len(known) if known else None


def total(side_scores, weights=WEIGHTS):
    kept = {code: score for code, score in side_scores.items() if score is not None}
    whole = sum(Fraction(str(weights[code])) for code in kept)
    return sum(Fraction(str(weights[code])) * score for code, score in kept.items()) / whole


def two(value):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def ranks(scores):
    return {
        unit: 1 + sum(other > score for other in scores.values()) for unit, score in scores.items()
    }
