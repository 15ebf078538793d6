"""Each shipped scheme goes through a whole round and is counted a second time, by hand."""

from fractions import Fraction
from random import Random

import pytest

import evaluations.rules as rules
from evaluations.models import Scheme, Standing
from evaluations.rules.sealing import side_boxes
from tests import builders
from tests.evaluations import naive

SCORES = {
    "sat4_100_80_0": {"满意": 100, "基本满意": 80, "不满意": 0},
    "sat4_100_70_30": {"满意": 100, "基本满意": 70, "不满意": 30},
    "cadre4": {"优秀": 100, "称职": 80, "基本称职": 60, "不称职": 0},
}


def counts_of(dice, labels):
    return {label: dice.randrange(6, 40) for label in labels} | {"不了解": dice.randrange(4)}


def enter_everything(round_, scheme, dice, office):
    """Ticks or marks for every unit and side; what each unit was given comes back."""
    given = {}
    worth = SCORES.get(scheme["option_set"]) if scheme.get("option_set") != "percent" else None
    for side in round_.sides.all():
        options, _ = side_boxes(rules.plan_of(round_), side)
        for cohort in round_.cohorts.prefetch_related("units"):
            for unit in cohort.units.all():
                if worth is None:
                    marks = {str(dice.randrange(500, 1000)): 3 for _ in range(5)}
                    rules.enter(round_, unit, side, marks={"": marks}, by=office)
                    whole = [Fraction(int(mark), 10) for mark, n in marks.items() for _ in range(n)]
                    score = naive.of_marks(whole)
                else:
                    counts = counts_of(dice, worth)
                    shown = {k: n for k, n in counts.items() if k in options.labels}
                    rules.enter(round_, unit, side, counts={"": shown}, by=office)
                    score = naive.of_counts(shown, worth)
                given.setdefault((cohort.code, unit.code), {})[side.code, side.part] = score
    return given


def sides_by_hand(scheme, scores):
    """The score of each side, its parts weighed."""
    found = {}
    for row in scheme.get("dimensions") or [{"code": "ALL", "name": "测评"}]:
        parts = row.get("subgroups") or scheme.get("rounds") or [{"name": "", "weight": 100}]
        found[row["code"]] = sum(
            Fraction(str(part["weight"])) * scores[row["code"], part["name"]] / 100
            for part in parts
        )
    return found


def totals_by_hand(scheme, given):
    """Every unit's total; by places inside its cohort where the scheme says so."""
    sides = {key: sides_by_hand(scheme, scores) for key, scores in given.items()}
    weights = {
        row["code"]: Fraction(str(row["weight"]))
        for row in scheme.get("dimensions") or [{"code": "ALL", "weight": 100}]
    }
    if scheme.get("scoring") != "rank_step":
        return {unit: naive.total(found, weights) for (_, unit), found in sides.items()}
    totals = {}
    for (cohort, unit), found in sides.items():
        rivals = [other for (theirs, _), other in sides.items() if theirs == cohort]
        totals[unit] = sum(
            weights[code]
            * (1 - Fraction(scheme["rank_step_pct"] * sum(r[code] > mine for r in rivals), 100))
            for code, mine in found.items()
        )
    return totals


@pytest.mark.parametrize("place", range(11))
def test_a_whole_round_under_every_shipped_scheme_equals_the_count_by_hand(
    place, schemes, twelve_units, office, inspector, dictionaries
):
    shipped = list(Scheme.objects.all())[place]
    campaign = builders.make_campaign(units=twelve_units)
    round_ = rules.draft(campaign, name=shipped.name[:30], scheme=shipped, by=office)
    rules.freeze(round_, by=office)
    content = {"option_set": "sat4_100_80_0"} | shipped.content["schemes"][0]
    given = enter_everything(round_, content, Random(place), office)
    rules.open(round_, by=office)
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    assert rules.tally() == 1
    expected = {unit: naive.two(total) for unit, total in totals_by_hand(content, given).items()}
    standings = Standing.objects.filter(round=round_).select_related("unit", "cohort")
    assert {row.unit.code: row.score_shown for row in standings} == expected
    for cohort in round_.cohorts.all():
        scores = {r.unit.code: Fraction(r.score_shown) for r in standings if r.cohort == cohort}
        ranks = {row.unit.code: row.rank for row in standings if row.cohort == cohort}
        assert ranks == naive.ranks(scores)
