import json

import pytest

import evaluations.rules as rules
from common.refusal import Refused
from common.workbook import open_workbook
from evaluations.models import Ballot, BallotScore, Round, SideTally, Standing
from evaluations.scoring import report
from evaluations.sheets.ballots import directory_of, enter_report, read_ballots
from roster.models import Unit
from tests import builders
from tests.evaluations.test_score import NAME, SAMPLES, differences

PERCENT = {
    "id": "percent",
    "name": "百分制",
    "option_set": "percent",
    "dimensions": [{"code": "UP", "name": "上级领导评", "weight": 100}],
}


@pytest.fixture
def sample_round(dictionaries, twelve_units, scheme, office):
    campaign = builders.make_campaign(units=twelve_units)
    round_ = rules.draft(campaign, name="三评议", scheme=scheme, by=office)
    rules.freeze(round_, by=office)
    return round_


def import_sample(round_, office):
    workbook = open_workbook(SAMPLES / f"{NAME}.xlsx")
    report = read_ballots(workbook, directory_of(Unit.objects.all()), round_)
    assert report.refused == []
    return enter_report(round_, report, by=office)


def sealed(round_, office, inspector):
    rules.open(round_, by=office)
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)


def test_the_paper_ballots_of_sample_seven_give_its_expected_result(
    sample_round, office, inspector
):
    assert import_sample(sample_round, office) == 36
    sealed(sample_round, office, inspector)
    assert rules.tally() == 1
    sample_round.refresh_from_db()
    wanted = json.loads((SAMPLES / "expected" / f"{NAME}.json").read_text("utf-8"))
    del wanted["file"]
    found = json.loads(json.dumps(rules.report_of(sample_round), ensure_ascii=False))
    assert list(differences(found, wanted)) == []
    first = Standing.objects.get(unit__code="U047")
    assert (first.score_shown, first.rank, first.tier) == ("90.01", 1, "好")


def test_the_same_votes_cast_with_codes_give_the_same_result(sample_round, office, inspector):
    import_sample(sample_round, office)
    paper = rules.results_of(sample_round)
    as_paper = json.dumps(report.cohorts([result for _, result in paper]))
    Ballot.objects.bulk_create(
        Ballot(
            round=sample_round,
            side=row.side,
            body=json.dumps({"marks": {row.unit.code: {"": label}}}, ensure_ascii=False),
        )
        for row in sample_round.tallies.select_related("unit", "side")
        for label, count in row.counts[""].items()
        for _ in range(count)
    )
    sealed(sample_round, office, inspector)
    SideTally.objects.filter(round=sample_round).delete()
    rules.tally()
    sample_round.refresh_from_db()
    cast = rules.results_of(sample_round)
    assert json.dumps(report.cohorts([result for _, result in cast])) == as_paper


def summaries():
    rows = SideTally.objects.order_by("unit", "side")
    return list(rows.values_list("counts", "marks"))


def test_counting_again_gives_the_same_bytes(tallied):
    first = tallied.result_digest
    before = list(SideTally.objects.order_by("unit", "side").values_list("counts", "marks"))
    Round.objects.filter(pk=tallied.pk).update(status=Round.Status.SEALED)
    assert rules.tally() == 1
    tallied.refresh_from_db()
    assert (tallied.result_digest, summaries()) == (first, before)


def test_a_round_is_counted_once(tallied):
    assert rules.tally() == 0


def test_nothing_is_counted_while_the_round_is_open(opened):
    assert rules.tally() == 0
    assert not Standing.objects.exists()


def test_the_summaries_hold_ticks_and_the_score_rows_one_mark_each(tallied, unit):
    row = SideTally.objects.get(unit=unit)
    assert (row.counts, row.marks) == ({"": {"满意": 3}}, {})
    assert BallotScore.objects.count() == 6


def test_of_a_round_with_one_side_only_that_side_counts(tallied, unit, other_unit):
    best, second = Standing.objects.in_order()
    assert (best.unit, best.score_shown, best.rank) == (unit, "100.00", 1)
    assert (second.unit, second.score_shown, second.rank) == (other_unit, "80.00", 2)
    assert best.detail["sides"]["PEER"]["dropped"] == "missing_side"


def test_ranking_again_after_approval_is_refused(published, office):
    with pytest.raises(Refused, match="未审定"):
        rules.rank(published, by=office)


def test_a_stranger_cannot_rank(tallied, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.rank(tallied, by=stranger)


def test_folding_the_same_ballots_again_changes_nothing(tallied):
    before = list(tallied.tallies.order_by("unit", "side").values_list("counts", "marks"))
    rules.fold(tallied)
    assert list(tallied.tallies.order_by("unit", "side").values_list("counts", "marks")) == before


def test_a_blank_on_a_percent_sheet_abstains_and_is_not_a_zero(
    campaign, unit, other_unit, office, inspector
):
    content = {"schemes": [PERCENT]}
    scheme = rules.keep_scheme(code="percent", name="百分制", content=content, by=office)
    round_ = rules.draft(campaign, name="百分制评议", scheme=scheme, show_min=2, by=office)
    rules.freeze(round_, by=office)
    slips = rules.hand_out(round_, round_.sides.get(), count=3, by=office)
    rules.open(round_, by=office)
    for slip, mark in zip(slips, ("90", "80.5", ""), strict=True):
        rules.cast(slip.code, marks={unit.code: {"": mark}, other_unit.code: {"": "0"}})
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    rules.tally()
    row = SideTally.objects.get(unit=unit)
    assert (row.marks, row.counts) == ({"": {"805": 1, "900": 1}}, {"": {"弃权": 1}})
    assert Standing.objects.get(unit=unit).score_shown == "85.25"
    assert Standing.objects.get(unit=other_unit).score_shown == "0.00"
