"""Somebody with algebra and everything published isolates no group below the minimum (G8)."""

from random import Random

import numpy
import pytest

from evaluations.scoring.showing import hidden, too_few

LEAST = 5
ORGANISATIONS = 500
CODES = ("UP", "PEER", "DLG", "ENT", "PUB", "STAFF")


def organisation(dice):
    """Sides of any size, some unanimous, some dropped, some an indicator from outside."""
    sides = {}
    for code in CODES[: dice.randint(1, len(CODES))]:
        counted = dice.choice((0, 1, 2, 3, 4, 5, 7, 12, 40, 300))
        sides[code] = {
            "counted": counted,
            "counts": {"满意": counted},
            "alike": dice.random() < 0.2,
            "given": dice.random() < 0.1,
            **({"dropped": "below_min_valid"} if dice.random() < 0.1 else {}),
        }
    return sides


def published(sides):
    """Every linear statement about the sides' scores that a reader gets: shown sides, the total."""
    codes = list(sides)
    gone = hidden(sides, LEAST)
    rows = [
        [float(code == one) for one in codes]
        for code in codes
        if code not in gone and not sides[code].get("dropped")
    ]
    voiced = [
        float(bool(side.get("given") or side["counted"]) and not side.get("dropped"))
        for side in sides.values()
    ]
    if not too_few(sides, LEAST):
        weights = range(2, 2 + len(codes))
        rows.append([weight * voice for weight, voice in zip(weights, voiced, strict=True)])
    return numpy.array(rows or [[0.0] * len(codes)])


def isolated(sides):
    """The small groups whose score follows from what is published."""
    known, codes = published(sides), list(sides)
    rank = numpy.linalg.matrix_rank(known)
    for place, code in enumerate(codes):
        side = sides[code]
        if not 0 < side["counted"] < LEAST or side.get("given") or side.get("dropped"):
            continue
        aimed = numpy.zeros(len(codes))
        aimed[place] = 1
        if numpy.linalg.matrix_rank(numpy.vstack([known, aimed])) == rank:
            yield code


def test_of_five_hundred_organisations_no_small_group_is_isolated():
    dice = Random(8)
    organisations = [organisation(dice) for _ in range(ORGANISATIONS)]
    assert (
        sum(any(side["counted"] in range(1, LEAST) for side in o.values()) for o in organisations)
        > 250
    )
    assert [sides for sides in organisations if list(isolated(sides))] == []


def test_the_attacker_succeeds_where_nothing_is_hidden_beside(monkeypatch):
    """The control: with only the small side hidden, the total and the others give it away."""
    sides = {"UP": {"counted": 3, "counts": {}}, "PEER": {"counted": 40, "counts": {}}}
    assert list(isolated(sides)) == []
    monkeypatch.setattr(f"{__name__}.hidden", lambda *_: {"UP": "票数不足"})
    assert list(isolated(sides)) == ["UP"]


@pytest.mark.parametrize("least", [1, 3, 10])
def test_what_hides_together_is_many_enough_together(least):
    dice = Random(least)
    for _ in range(100):
        sides = organisation(dice)
        voiced = {c: s for c, s in sides.items() if s["counted"] and not s.get("given")}
        counting = {c: s for c, s in voiced.items() if not s.get("dropped")}
        gone = [counting[code] for code in hidden(sides, least) if code in counting]
        total = sum(side["counted"] for side in gone)
        assert not gone or total >= least or len(gone) == len(counting)
