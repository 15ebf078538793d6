import pytest
from django.core.files.storage import default_storage

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Ballot, BallotScore, Round
from evaluations.rules import sealing
from evaluations.rules.casting import leaf
from evaluations.rules.sealing import leaves_path
from evaluations.rules.spooling import Spool
from evaluations.scoring.leaves import root


def test_sealing_takes_two_people(ended, office, inspector):
    assert rules.seal(ended, by=office) is False
    with pytest.raises(Refused, match="两人共同确认"):
        rules.seal(ended, by=office)
    assert rules.seal(ended, by=inspector) is True
    assert ended.status == Round.Status.SEALED


def test_after_sealing_no_slip_has_its_old_id(ended, office, inspector):
    before = set(Ballot.objects.values_list("pk", flat=True))
    rules.seal(ended, by=office)
    rules.seal(ended, by=inspector)
    after = set(Ballot.objects.values_list("pk", flat=True))
    assert len(after) == len(before)
    assert not before & after


def test_receipts_are_on_the_published_list_but_lead_to_no_slip(
    opened, slips, unit, office, inspector
):
    receipt = rules.cast(slips[0].code, marks={unit.code: {"": "满意"}})
    rules.end(opened, by=office)
    rules.seal(opened, by=office)
    rules.seal(opened, by=inspector)
    with default_storage.open(leaves_path(opened)) as file:
        published = file.read().decode().split()
    assert receipt in published
    assert root(published) == opened.leaves_digest
    assert receipt not in {leaf(slip) for slip in Ballot.objects.all()}


def test_a_leaf_added_taken_or_changed_changes_the_root():
    leaves = [f"{number:064x}" for number in range(7)]
    whole = root(leaves)
    assert root(list(reversed(leaves))) == whole
    assert root(leaves[:-1]) != whole
    assert root([*leaves, "f" * 64]) != whole
    assert root(["e" * 64, *leaves[1:]]) != whole


def test_scores_lie_in_the_order_of_their_content(ended, office, inspector):
    rules.seal(ended, by=office)
    rules.seal(ended, by=inspector)
    rows = list(BallotScore.objects.order_by("pk").values_list("unit_id", "side_id", "s1"))
    assert rows == sorted(rows)


def test_an_open_round_is_not_sealed(opened, office):
    with pytest.raises(Refused, match="只有已结束的评议可以封存"):
        rules.seal(opened, by=office)


def test_a_stranger_cannot_seal(ended, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.seal(ended, by=stranger)


def test_a_box_larger_than_memory_is_sorted_on_disk():
    spool = Spool(run=3)
    lines = [f"{number * 7919 % 101:03}" for number in range(50)]
    for line in lines:
        spool.take(line)
    assert list(spool.lines()) == sorted(lines)
    assert list(spool.lines()) == sorted(lines)


def test_the_seal_is_the_same_however_small_its_runs(ended, office, inspector, monkeypatch):
    monkeypatch.setattr(sealing, "Spool", lambda: Spool(run=2))
    monkeypatch.setattr(sealing, "BATCH", 2)
    leaves = sorted(leaf(slip) for slip in Ballot.objects.all())
    bodies = sorted(Ballot.objects.values_list("body", flat=True))
    rules.seal(ended, by=office)
    rules.seal(ended, by=inspector)
    assert rules.published_leaves(ended) == leaves
    assert ended.leaves_digest == root(leaves)
    assert sorted(Ballot.objects.values_list("body", flat=True)) == bodies
    assert BallotScore.objects.count() == 6
