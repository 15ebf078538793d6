"""The text screen: it tells empty wording from events, says why, and never by length or list."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from issues.screening import judge, remarks
from tests.issues.screened import OWN, SAMPLES, labelled, precision_recall

# Floors stand below what was measured (1.00 and 1.00 on all three sets).
SETS = [
    (SAMPLES, "vague_texts.sample.json", None, 0.93),
    (OWN, "vague_texts.json", "dev", 0.97),
    (OWN, "vague_texts.json", "held", 0.95),
]


@pytest.mark.parametrize(("folder", "name", "split", "floor"), SETS)
def test_vague_and_concrete_are_told_apart(folder, name, split, floor):
    items = labelled(folder, name, split)["items"]
    found = {one["id"] for one in items if judge(one["text"]).label == "vague"}
    wanted = {one["id"] for one in items if one["label"] == "vague"}
    precision, recall = precision_recall(found, wanted)
    assert precision >= floor
    assert recall >= floor


def test_the_marked_words_are_those_a_person_marked():
    items = labelled(SAMPLES, "vague_texts.sample.json")["items"]
    found = {(one["id"], word) for one in items for word in judge(one["text"]).vague_words}
    wanted = {(one["id"], word) for one in items for word in one["vague_words"]}
    precision, recall = precision_recall(found, wanted)
    assert precision >= 0.9
    assert recall >= 0.9


def test_texts_known_to_be_concrete_are_left_alone():
    texts = [one["text"] for one in labelled(SAMPLES, "near_copies.sample.json")["texts"]]
    for file in (SAMPLES / "expected").glob("*.json"):
        texts += _told(json.loads(file.read_text("utf-8")))
    kept = [one for one in texts if judge(one).label == "concrete"]
    assert len(texts) > 150
    assert len(kept) / len(texts) >= 0.98


def _told(node):
    if isinstance(node, list):
        return [text for one in node for text in _told(one)]
    if not isinstance(node, dict):
        return []
    own = [node[name] for name in ("example", "content") if isinstance(node.get(name), str)]
    return [text for text in own if len(text) > 12] + _told(list(node.values()))


@pytest.mark.parametrize(
    "text",
    [
        "个别同志不够主动，老人敲了三次窗，经办人把帘子拉上接着打牌。",
        "服务意识有待加强，门口的轮椅坡道堆着两筐大葱，推车的人绕到后院。",
    ],
)
def test_stock_words_do_not_make_an_event_empty(text):
    verdict = judge(text)
    assert verdict.label == "concrete"
    assert verdict.vague_words == ()


@pytest.mark.parametrize(
    "text",
    [
        "全年召开专题会议12次、开展调研30余次，但研究问题还不够深入，推动落实的力度有待加大。",
        "在学习、工作、作风三个方面都不同程度存在不足，与上级要求还有一定差距，今后需要进一步努力改进提高。",
        "",
        "见附件",
    ],
)
def test_numbers_and_length_do_not_make_formula_an_event(text):
    assert judge(text).label == "vague"


def test_a_verdict_gives_its_reasons_in_sentences():
    verdict = judge("理论学习不够系统，运用理论指导实践的能力还有待提升。")
    assert verdict.vague_words == ("不够系统", "有待提升")
    assert "用了评价性的空话：不够系统、有待提升" in verdict.reasons
    assert any("看不到" in reason for reason in verdict.reasons)


def test_remarks_mark_the_place_of_vague_words():
    (marked,) = [one for one in remarks("工作标准不高，为民服务意识有待增强。") if one.words]
    assert marked.field == "issue"
    assert [(span.word, span.start) for span in marked.words] == [("标准不高", 2), ("有待增强", 13)]


def test_remarks_say_what_is_missing():
    said = " ".join(one.text for one in remarks("服务群众的意识不够强，工作作风不够扎实。"))
    assert "没有写时间、地点或单位、数量" in said


def test_remarks_notice_an_example_equal_to_the_statement():
    said = [
        one.text
        for one in remarks("窗口服务态度有待进一步改善", example="窗口服务态度，有待进一步改善。")
        if one.field == "example"
    ]
    assert "事例与问题是同一句话，请写一件实际发生的事" in said


def test_remarks_notice_stock_measures_without_a_figure():
    (stock,) = [
        one
        for one in remarks("", measure="加强学习，提高认识，切实转变工作作风，把各项工作抓好。")
        if one.words
    ]
    assert [span.word for span in stock.words] == ["加强学习", "提高认识"]
    assert not remarks(
        "", measure="加强学习：每月15日前由科长抽问3人，答错的当周补课，结果张贴公示。"
    )


def test_a_good_entry_gets_no_remark():
    assert not remarks(
        "登记窗口提前停号、午间不延时，让群众白跑一趟",
        example="2月9日11时20分登记窗口停止取号，17名群众被告知下午再来",
        measure="取消人工停号权限，到点未办结的延时办完，分管局长每周抽查1次",
    )


def test_the_command_answers_in_the_form_of_the_file_it_was_given(tmp_path, capsys):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps({"items": [{"id": "A1", "text": "工作标准不高。"}]}), "utf-8")
    call_command("screen_texts", str(file), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "items": [{"id": "A1", "label": "vague", "vague_words": ["标准不高"]}]
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("not json", "不是 UTF-8 的 JSON 文件"),
        ('{"items": [{"id": "A1"}]}', "每条写明 id 和 text"),
        ("[]", "要有 items 清单"),
    ],
)
def test_the_command_refuses_a_wrong_file_in_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "texts.json"
    file.write_text(content, "utf-8")
    with pytest.raises(CommandError, match=sentence):
        call_command("screen_texts", str(file))


def test_the_command_refuses_a_missing_file_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("screen_texts", str(tmp_path / "none.json"))
