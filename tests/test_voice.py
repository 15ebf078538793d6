"""One voice: what the pages say is said in the same words, in the same way, everywhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "templates").rglob("*.html"))
HAN = "\u4e00-\u9fff"
# The word this house does not use, and the one it uses instead.
OTHER_WORDS = {
    "密码": "口令",
    "登陆": "登录",
    "帐号": "账号",
    "暂无": "还没有……",
    "点击": "点",
    "确定吗": "确认……？",
    "是否继续": "确认……？",
    "继续吗": "确认……？",
    "纳入清单": "列入清单",
    "增加任务": "添加任务",
    "催报文字": "催报语",
    "返回，不保存": "返回，不操作",
    "返回，不提交": "返回，不操作",
    "留痕": "操作记录（面板标题）",
    "变更记录": "操作记录",
    "迟完成": "逾期完成",
}
TITLES_ONLY = {"留痕"}
VAGUE_BUTTONS = {"确定", "确认", "提交", "继续", "保存并继续", "OK", "执行", "生成"}


def page_of(file):
    return file.relative_to(ROOT / "templates").as_posix()


def said(file):
    """What a page says, without its comments."""
    return re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def plain(text):
    return re.sub(r"{%.*?%}|<[^>]*>", "", text).strip()


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_the_same_thing_has_the_same_word(word):
    asked = f'title="{word}"' if word in TITLES_ONLY else word
    found = [page_of(file) for file in PAGES if asked in said(file)]
    assert found == [], OTHER_WORDS[word]


def test_every_question_before_a_final_deed_names_the_deed():
    asked = [
        (page_of(file), question)
        for file in PAGES
        for question in re.findall(r'confirm="([^"]+)"', said(file))
        if page_of(file) != "parts/verb.html"
    ]
    assert len(asked) > 20
    assert [one for one in asked if not re.search(rf"确认[{HAN}]{{2,}}？$", one[1])] == []


def test_every_button_says_what_happens():
    pressed = [
        (page_of(file), plain(text))
        for file in PAGES
        for text in re.findall(
            r"<button[^>]*>(.*?)</button>|{% block verb %}(.*?){% endblock", said(file), re.DOTALL
        )
        for text in text
        if plain(text)
    ]
    assert len(pressed) > 200
    assert [one for one in pressed if one[1] in VAGUE_BUTTONS] == []


def test_sentences_under_titles_and_in_empty_lists_end_like_sentences():
    short = []
    for file in PAGES:
        text = said(file)
        lines = re.findall(r"{% block (?:subtitle|consequence) %}(.*?){% endblock", text, re.DOTALL)
        lines += re.findall(r'(?:hint|empty)[= ]"([^"]*)"', text)
        told = [plain(line) for line in lines]
        short += [
            (page_of(file), line)
            for line in told
            if re.search("[，；。]", line) and re.search(rf"[{HAN}]$", line)
        ]
    assert short == []


def test_an_empty_list_is_a_sentence():
    empties = [
        (page_of(file), line)
        for file in PAGES
        for line in re.findall(r'{% empty "([^"]*)"', said(file))
    ]
    assert len(empties) > 80
    assert [one for one in empties if not one[1].endswith("。")] == []


def test_who_does_not_want_to_do_it_after_all_finds_the_same_way_back():
    ways = {text for file in PAGES for text in re.findall(r">(返回[^<{]*)</a>", said(file))}
    assert ways <= {"返回，不操作", "返回输入测评码"}


# An address stands apart, or it cannot be copied.
APART = "address"


def test_a_number_stands_in_its_sentence_without_spaces():
    value = r"(?:<b>)?{{ ?(?:[^{}]+?) ?}}(?:</b>)?"
    loose = rf"(?:\d|{value}) [{HAN}]|[{HAN}] (?:\d+|{value})[{HAN}]|}}}}延?至 {{{{"
    found = [
        (page_of(file), one[0])
        for file in PAGES
        for one in re.finditer(loose, said(file))
        if APART not in one[0]
    ]
    assert found == []


def test_no_comment_runs_over_its_line_onto_the_page():
    loose = [
        (page_of(file), number)
        for file in PAGES
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert loose == []
