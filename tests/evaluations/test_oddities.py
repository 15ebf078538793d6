"""Odd ballots are flagged and counted; the result stands, and the comparison is stored nowhere."""

from datetime import timedelta
from fractions import Fraction

import pytest

import evaluations.rules as rules
from evaluations.models import Ballot, Batch, Round, Standing
from evaluations.rules.casting import canonical
from evaluations.scoring.library import shipped_option_sets
from evaluations.scoring.patterns import bursts, favours, lifts
from tests import builders

FOUR = shipped_option_sets()["sat4_100_80_0"]


def ballot(best, units=8, rest="不满意"):
    return {(f"U{at}", ""): "满意" if at < best else rest for at in range(units)}


def test_a_ballot_that_lifts_few_and_presses_the_rest():
    assert lifts(ballot(2), FOUR) == {"U0", "U1"}
    assert lifts(ballot(3), FOUR) == frozenset()
    assert lifts(ballot(2, rest="基本满意"), FOUR) == frozenset()
    assert lifts(ballot(1, units=5), FOUR) == frozenset()
    assert lifts(ballot(0), FOUR) == frozenset()
    assert lifts(ballot(8), FOUR) == frozenset()


def test_favours_are_returned_by_both_or_are_none():
    fair = {"A": 80, "B": 82, "C": 81, "D": 79}
    given = {
        one: {other: Fraction(mark) for other, mark in fair.items() if other != one} for one in fair
    }
    assert favours(given) == []
    given["A"]["B"] = Fraction(98)
    assert favours(given) == []
    given["B"]["A"] = Fraction(97)
    assert favours(given) == [("A", "B")]


def test_a_day_of_many_ballots_stands_out():
    days = [("1日", 8), ("2日", 9), ("3日", 60), ("4日", 10)]
    assert bursts(days) == [("3日", 60)]
    assert bursts(days[:2]) == []
    assert bursts([("1日", 1), ("2日", 1), ("3日", 5)]) == []


def fair_sheet(codes, at):
    """The first unit is always middling; each of the others is so on every third sheet."""
    words = {code: ("满意", "基本满意")[(at + n) % 3 == 0] for n, code in enumerate(codes)}
    return {**words, codes[0]: "基本满意"}


@pytest.fixture
def rated(campaign, unit, other_unit, scheme, office, inspector):
    """Eight units; twelve fair leaders, and six who lift 教育局 alone with one sheet."""
    more = [builders.make_unit() for _ in range(6)]
    round_ = rules.draft(campaign, name="评议", scheme=scheme, by=office)
    cohort = round_.cohorts.first()
    cohort.units.set([unit, other_unit, *more])
    rules.freeze(round_, by=office)
    up = round_.sides.get(code="UP")
    codes = [one.code for one in (unit, other_unit, *more)]
    fair = [fair_sheet(codes, at) for at in range(12)]
    odd = [{code: "满意" if code == unit.code else "不满意" for code in codes}] * 6
    slips = rules.hand_out(round_, up, count=18, by=office)
    rules.open(round_, by=office)
    for slip, words in zip(slips, fair + odd, strict=True):
        rules.cast(slip.code, marks={code: {"": word} for code, word in words.items()})
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    rules.tally()
    round_.refresh_from_db()
    return round_


def test_lifted_and_equal_ballots_are_flagged_with_numbers(rated, unit):
    row = next(row for row in rules.oddities(rated) if row.side.code == "UP")
    assert (row.ballots, row.odd_ballots) == (18, 6)
    assert ("抬少数、压多数", 6) in row.said
    assert row.lifted == {frozenset([unit.code]): 6}
    assert 6 in row.clusters


def test_the_result_is_shown_with_and_without_and_stays_as_it_is(rated, unit, other_unit):
    before = list(Standing.objects.values_list("unit", "score", "rank"))
    rows = rules.oddities(rated)
    ((_, lines),) = rules.compared(rated, rows)
    named = {line.name: line for line in lines}
    mine, other = named[str(unit)], named[str(other_unit)]
    assert mine.rank == 1 and mine.rank_without > 1 and mine.moved < 0
    assert Fraction(other.score_without) > Fraction(other.score)
    assert mine.flagged == 6
    assert list(Standing.objects.values_list("unit", "score", "rank")) == before
    assert Ballot.objects.filter(round=rated).count() == 18


def test_without_the_flagged_ballots_the_score_is_that_of_the_others(rated, other_unit):
    ((_, lines),) = rules.compared(rated, rules.oddities(rated))
    line = next(line for line in lines if line.name == str(other_unit))
    fair = [100 if (at + 1) % 3 else 80 for at in range(12)]
    assert line.score_without == f"{sum(fair) / 12:.2f}"


def test_few_flagged_ballots_are_not_laid_bare_by_a_comparison(rated):
    Round.objects.filter(pk=rated.pk).update(show_min=7)
    rated.refresh_from_db()
    assert rules.compared(rated, rules.oddities(rated)) == []


def test_the_page_shows_both_and_counts_void_ballots(rated, sign_in, office):
    text = sign_in(office).get(f"/rounds/{rated.pk}/standings/odd/").content.decode()
    assert "去掉后名次" in text and "抬少数、压多数 6张" in text
    assert "不删除任何一张票" in text and "无效票清点" in text


def test_crowded_days_come_from_the_daily_digests(rated, today):
    for at, slips in enumerate((5, 11, 71, 78)):
        Batch.objects.create(
            round=rated, on=today + timedelta(days=at), slips=slips, root=canonical({"at": at})
        )
    assert rules.crowded_days(rated) == [(str(today + timedelta(days=2)), 60)]
