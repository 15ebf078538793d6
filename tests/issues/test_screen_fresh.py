"""Texts written after the screens were made: nothing was tuned to them."""

import pytest

from issues.screening import Text, judge, near_copies
from tests.issues.screened import OWN, labelled, near_pairs, precision_recall

FLOOR = 0.9


@pytest.mark.parametrize("name", ["fresh_texts.json", "unseen_texts.json"])
def test_vague_texts_nobody_has_seen_are_told_apart(name):
    items = labelled(OWN, name)["items"]
    found = {one["id"] for one in items if judge(one["text"]).label == "vague"}
    wanted = {one["id"] for one in items if one["label"] == "vague"}
    assert min(precision_recall(found, wanted)) >= FLOOR


@pytest.mark.parametrize("name", ["fresh_copies.json", "unseen_copies.json"])
def test_copies_nobody_has_seen_are_found_and_the_same_topic_is_no_copy(name):
    entries = labelled(OWN, name)
    pairs = near_copies(Text(one["id"], one["text"]) for one in entries["texts"])
    found = {frozenset((pair.a, pair.b)) for pair in pairs}
    assert min(precision_recall(found, near_pairs(entries))) >= FLOOR


def f1(found, wanted):
    precision, recall = precision_recall(found, wanted)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("split", ["tune", "test"])
def test_spoken_texts_are_told_apart(split):
    items = labelled(OWN, "spoken_texts.json", split)["items"]
    found = {one["id"] for one in items if judge(one["text"]).label == "vague"}
    assert f1(found, {one["id"] for one in items if one["label"] == "vague"}) >= FLOOR


@pytest.mark.parametrize("split", ["tune", "test"])
def test_copies_in_other_words_are_found(split):
    entries = labelled(OWN, "spoken_copies.json", split)
    pairs = near_copies(Text(one["id"], one["text"]) for one in entries["texts"])
    found = {frozenset((pair.a, pair.b)) for pair in pairs}
    assert f1(found, near_pairs(entries)) >= FLOOR


def test_texts_of_county_offices_are_told_apart():
    items = labelled(OWN, "office_texts.json")["items"]
    found = {one["id"] for one in items if judge(one["text"]).label == "vague"}
    wanted = {one["id"] for one in items if one["label"] == "vague"}
    assert min(precision_recall(found, wanted)) >= FLOOR


@pytest.mark.parametrize(("split", "precision", "recall"), [("B", 0.8, 0.75), ("C", 0.95, 0.75)])
def test_short_rewrites_are_found_and_other_facts_in_the_same_frame_are_not(
    split, precision, recall
):
    entries = labelled(OWN, "short_copies.json", split)
    pairs = near_copies(Text(one["id"], one["text"]) for one in entries["texts"])
    found = {frozenset((pair.a, pair.b)) for pair in pairs}
    reached = precision_recall(found, near_pairs(entries))
    assert reached[0] >= precision
    assert reached[1] >= recall
