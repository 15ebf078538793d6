"""The copy screen: it sees through changed names, numbers, order and words, not through facts."""

import json
import time

import pytest
from django.core.management import call_command

from issues.screening import Text, copied_share, near_copies, nearest, similarity
from issues.screening.copies import threshold
from tests.bench.copies import made_up
from tests.issues.screened import OWN, SAMPLES, labelled, near_pairs, precision_recall

# Floors stand below what was measured (1.00 and 1.00 on all three sets).
SETS = [
    (SAMPLES, "near_copies.sample.json", None, 0.93),
    (OWN, "near_copies.json", "dev", 0.95),
    (OWN, "near_copies.json", "held", 0.93),
]
ORIGINAL = "4月12日下午，青山镇社保窗口无人在岗，6名群众等待40分钟，值班电话无人接听。"
COPY = "双林镇社保窗口4月20日下午没有人在岗，9名群众等候50分钟，值班的电话也没人接。"
OTHER = "4月12日下午，青山镇社保窗口把一名群众的参保年限录错，少算两年，退休后才发现。"


def screened(entries, **how):
    texts = [Text(one["id"], one["text"]) for one in entries["texts"]]
    return {frozenset((pair.a, pair.b)) for pair in near_copies(texts, **how)}


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize(("folder", "name", "split", "floor"), SETS)
def test_near_copies_are_found_and_other_facts_left_alone(folder, name, split, floor, bulk):
    entries = labelled(folder, name, split)
    precision, recall = precision_recall(screened(entries, bulk=bulk), near_pairs(entries))
    assert precision >= floor
    assert recall >= floor


def test_unrelated_issues_of_the_sample_workbooks_are_not_called_copies():
    rows = json.loads(
        next((SAMPLES / "expected").glob("2-*.json")).read_text("utf-8"),
    )["rows"]
    assert near_copies(Text(str(at), row["issue"]) for at, row in enumerate(rows)) == []


def test_similarity_looks_through_names_numbers_and_order():
    assert similarity(ORIGINAL, COPY) > threshold() > similarity(ORIGINAL, OTHER)
    assert similarity(ORIGINAL, ORIGINAL) == 1.0
    assert similarity(COPY, ORIGINAL) == similarity(ORIGINAL, COPY)


def test_short_formulas_count_only_when_they_are_the_same():
    assert similarity("作风不实。", "作风不严。") == 0.0
    assert similarity("工作标准不高", "工作标准不高。") == 1.0
    assert similarity("", "") == 0.0


def test_a_new_text_is_shown_the_nearest_stored_ones_first():
    stored = [Text("a", OTHER), Text("b", COPY), Text("c", ORIGINAL)]
    assert [one.key for one, _ in nearest(ORIGINAL, stored)] == ["c", "b"]
    assert nearest("消防栓箱里没有水带，物业用它放扫帚和拖把。", stored) == []


def test_a_new_text_is_answered_while_typing():
    texts, _ = made_up(5_000)
    stored = [Text(str(at), text) for at, text in enumerate(texts)]
    assert nearest(texts[42], stored)[0][0].key == "42"
    assert min(_worked(texts[at], stored) for at in (100, 2_000, 4_900)) < 0.2


def _worked(text, stored):
    """Seconds of this process alone: other people's load on the machine does not count."""
    begun = time.process_time()
    nearest(text, stored)
    return time.process_time() - begun


def test_the_bulk_way_finds_what_was_planted():
    texts, planted = made_up(6_000)
    pairs = near_copies(Text(str(at), text) for at, text in enumerate(texts))
    found = {frozenset((pair.a, pair.b)) for pair in pairs}
    due = [p for p in planted if similarity(texts[p[0]], texts[p[1]]) >= threshold()]
    hit = sum(frozenset(map(str, pair)) in found for pair in due)
    assert len(due) > 500
    assert hit / len(due) >= 0.97


def test_the_same_sentence_from_everybody_does_not_explode():
    texts = [
        Text(str(at), "理论学习不够深入，运用理论指导实践的能力有待提升。") for at in range(500)
    ]
    assert len(near_copies(texts, bulk=True)) == 499


def test_the_copied_share_counts_only_copies_from_other_units():
    texts = [
        Text("a", ORIGINAL, "青山镇"),
        Text("b", COPY, "双林镇"),
        Text("c", OTHER, "青山镇"),
        Text("d", OTHER, "青山镇"),
    ]
    shares = copied_share(texts, near_copies(texts))
    assert shares == {"青山镇": (1, 3), "双林镇": (1, 1)}


def test_the_command_lists_pairs_in_the_agreed_form(tmp_path, capsys):
    file = tmp_path / "texts.json"
    texts = [{"id": "a", "text": ORIGINAL}, {"id": "b", "text": COPY}, {"id": "c", "text": OTHER}]
    file.write_text(json.dumps({"texts": texts}), "utf-8")
    call_command("screen_copies", str(file), "--json")
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert (pair["a"], pair["b"]) == ("a", "b")
    assert threshold() <= pair["similarity"] <= 1


def test_the_command_also_works_in_bulk_and_for_people(tmp_path, capsys):
    file = tmp_path / "texts.json"
    texts = [{"id": "a", "text": ORIGINAL}, {"id": "b", "text": COPY}]
    file.write_text(json.dumps({"texts": texts}), "utf-8")
    call_command("screen_copies", str(file), "--bulk")
    assert "共 1 对疑似雷同" in capsys.readouterr().out
