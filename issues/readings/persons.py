"""责任领导 and 责任人: names, posts and departments as people run them together in one cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from common.workbook.text import tidy
from roster.readings import SURNAMES, given_name

BRACKETS_HALF: Final = str.maketrans("（）【】", "()()")
BROKEN_OFF: Final = re.compile(r"\n\s{0,9}(?=\()")
BRACKETS: Final = re.compile(r"^(?P<before>[^()]*)\((?P<inside>.*)\)(?P<after>[^()]*)$")
SEPARATORS: Final = re.compile(r"[、，,；;/\n]|\s+和\s+")
LABEL: Final = re.compile(
    r"^(牵头|责任|分管|主管|包联|配合|直接|第一)?(领导|责任人|负责人|人)[:：]"
)
POST: Final = re.compile(
    r"(书记|局长|主任|部长|镇长|乡长|区长|县长|院长|检察长|主席|委员|成员|组长|科长|股长|所长|站长|队长|"
    r"馆长|校长|会长|经理|总规划师|总工程师|总经济师|总会计师|调研员|主任科员|科员|负责人|干部|人员|秘书长|"
    r"行长|董事长|巡视员|理事长|台长|社长|处长|庭长|厂长|一把手|主要领导|分管领导|主管|专员|干事|工程师|常委|政委)(\(.*\))?$"
)
DEPARTMENT: Final = re.compile(
    r"(科|股|室|处|所|站|队|办|办公室|中心|大厅|馆|党委|党组|党支部|支部|纪委|纪检组|部|局|组|院|校|窗口|分局|"
    r"委员会|工会|团委|妇联|园|社|厅|街道|镇|乡|公司|专班|法庭|台|库|团)$"
)
INSIDE: Final = re.compile(
    r"(?:科|股|处|[^镇乡会]办公室|^办公室|窗口|大厅|中队|站|所|机关党委|机关纪委"
    r"|^(?![区市县各本全]).{1,5}[室办])$"
)
POLITE: Final = re.compile(r"(?<=.)(等?同志|等人|等)$")
POST_FIRST: Final = re.compile(
    r"^(党(组|委|工委|总支|支部|群|建)|常务|常委|成员|委员|时任|原任|班子|全体|各|一把手|主要领导|主要负责|分管|副|正|总|代理|主持)"
)
ONE_POST: Final = (
    r"(?:党组|党委|党工委|党总支|党支部|纪委|纪检组|机关|工会|常务|第一|代理|[一二三四]级|分管|区|局|镇|乡|街道)*"
    r"副?(?:书记|局长|主任|部长|镇长|乡长|院长|检察长|主席|委员|成员|组长|科长|股长|所长|站长|队长|会长|经理"
    r"|总(?:规划|工程|经济|会计)师|调研员|主任科员|秘书长|行长|董事长|理事长|台长|馆长|校长|常委|政委)"
)
POSTS: Final = rf"(?P<post>{ONE_POST}(?:[、\s]{ONE_POST})*)"
ONE_NAME: Final = r"(?P<name>[\u3400-\u9fff]{2,4}?|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8})"
NAME_AND_POST: Final = (
    re.compile(rf"^{POSTS}[:：\s(,，、]*{ONE_NAME}\)?$"),
    re.compile(rf"^{ONE_NAME}[:：\s(,，、]*{POSTS}\)?$"),
)
HALF_A_POST: Final = ("副", "正", "总", "原")
NAME: Final = re.compile(
    r"^[\u3400-\u9fff\U00020000-\U0003ffff*×·XxＸ某]{2,4}$|^[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}$"
)
NUMBER: Final = (
    r"(?:(?:联系)?(?:电话|手机|座机)(?:号码?)?[:：]?\s{0,3}[\d*-]{3,}"
    r"|(?<!\d)(?:1[3-9][\d*]{9}|(?:\d{3,4}-)?[\d*]{7,8})(?!\d))"
)
PHONE: Final = re.compile(rf"\(\s{{0,3}}{NUMBER}\s{{0,3}}\)|[，,、;；]?\s{{0,3}}{NUMBER}")
LONGEST: Final = 1_000  # a hundred people with their posts; a longer cell names nobody
ROLE: Final = re.compile(r"^(牵头|配合|主办|协办|主责|具体负责|负责|主抓)$")
FILLERS: Final = frozenset({"无", "/", "-", "—", "待定", "同上", "暂无", "空"})


@dataclass(slots=True)
class People:
    """Who a cell names: names in order, and the post and department written beside them."""

    names: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        return "、".join(self.names) or None

    @property
    def post(self) -> str | None:
        return self.posts[0] if self.posts else None

    @property
    def department(self) -> str | None:
        return self.departments[0] if self.departments else None


def is_department(text: str) -> bool:
    """Whether a text names a part inside a unit: an office, a section, a station."""
    return INSIDE.search(text) is not None


def read(cell: str) -> People:
    """Read every person a cell names."""
    people = People()
    text = PHONE.sub(" ", tidy(cell[:LONGEST]).translate(BRACKETS_HALF)).strip()
    text = BROKEN_OFF.sub("", text)
    if found := _one_with_posts(LABEL.sub("", text)):
        people.names.append(found["name"])
        _note(re.sub(r"\s+", "、", found["post"]), people)
        return people
    for piece in _pieces(text):
        _read_one(POLITE.sub("", LABEL.sub("", piece.strip())), people)
    return people


def _one_with_posts(text: str) -> re.Match[str] | None:
    """A cell that is one name and its posts, however the two are joined."""
    for shape in NAME_AND_POST:
        found = shape.match(text)
        if found and _is_name(found["name"]) and not found["name"].endswith(("副", "总", "原")):
            return found if _has_surname(found["name"]) else None
    return None


def _pieces(text: str) -> list[str]:
    """The cell cut at separators outside brackets; posts such as 党组成员、副局长 stay whole."""
    pieces = _outside_brackets(text)
    joined: list[str] = []
    for piece in pieces:
        if joined and (
            POST.search(piece.strip().split(" ")[0]) and POST.search(joined[-1].strip())
        ):
            joined[-1] += "、" + piece
        else:
            joined.append(piece)
    return [piece for piece in joined if piece.strip()]


def _outside_brackets(text: str) -> list[str]:
    pieces, start, depth = [], 0, 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth <= 0 and SEPARATORS.match(char):
            pieces.append(text[start:index])
            start = index + 1
    return [*pieces, text[start:]]


def _read_one(text: str, people: People) -> None:
    if not text or text in FILLERS:
        return
    found = BRACKETS.match(text)
    if found and (outside := (found["before"] + " " + found["after"]).strip()):
        inside = found["inside"].strip()
        if _is_person(inside) and not _is_name(outside) and DEPARTMENT.search(outside):
            inside, outside = outside, inside
        _note(inside, people)
        _read_words(outside, people)
        return
    _read_words(text, people)


def _read_words(text: str, people: People) -> None:
    words = _words(text)
    names = [word for word in words if _is_name(word)]
    if len(words) == 1 and not names:
        _read_run_together(words[0], people)
        return
    if len(words) > 1 and all(map(_is_person, words)):
        people.names += map(given_name, words)
        return
    for word in words:
        if names and word == names[-1]:
            people.names.append(given_name(word))
        else:
            _note(word, people)


def _words(text: str) -> list[str]:
    """Words between blanks or colons, a name padded with blanks (王　芳) taken as one."""
    words: list[str] = []
    for word in re.split(r"[\s:：]+|(?<=[\u4e00-\u9fff])[-—－]+(?=[\u4e00-\u9fff])", text):
        single = len(word) == 1 and words and len(words[-1]) == 1
        if single:
            words[-1] += word
        elif word:
            words.append(word)
    return words


def _is_name(word: str) -> bool:
    """Whether a word can only be a person: a surname decides where the word is long."""
    if not NAME.match(word) or POST.search(word):
        return False
    if len(word) > 3 and "·" not in word:
        return word[:2] in SURNAMES
    return _has_surname(word) or not DEPARTMENT.search(word)


def _is_person(word: str) -> bool:
    """Whether a word is a person's name beyond doubt: a surname, and nothing like a section."""
    return _is_name(word) and _has_surname(word) and not DEPARTMENT.search(word)


def _has_surname(word: str) -> bool:
    return word[:2] in SURNAMES or word[:1] in SURNAMES


def _note(word: str, people: People) -> None:
    """A word beside a name is a post or a department."""
    if not word or word in FILLERS or ROLE.match(word):
        return
    if post := POST.search(word):
        people.posts.append(word)
        section = word[: post.start()].removesuffix("副")
        if is_department(section) and "、" not in section:
            people.departments.append(section)
    elif "、" in word:
        people.posts.append(word)
    else:
        people.departments.append(word)


def _read_run_together(text: str, people: People) -> None:
    """A department and a name without a blank between (学前教育科龚克俭), or a post and a name."""
    for name, rest in [*_named_last(text), *_named_first(text)]:
        people.names.append(given_name(name))
        _note(rest, people)
        return
    if DEPARTMENT.search(text) and len(text) > 2:
        people.departments.append(text)
    elif POST.search(text) and not _is_address(text):
        _note(text, people)
    else:
        people.names.append(given_name(text))


def _named_last(text: str) -> Iterator[tuple[str, str]]:
    for length in (3, 2, 4):
        before, name = text[:-length], text[-length:]
        is_name = len(before) >= 2 and NAME.match(name) and _has_surname(name)
        if is_name and (DEPARTMENT.search(before) or POST.search(before)):
            yield name, before


def _named_first(text: str) -> Iterator[tuple[str, str]]:
    if POST_FIRST.match(text):
        return
    for length in (3, 2, 4):
        name, after = text[:length], text[length:]
        is_half_a_post = name.endswith("副") or (len(name) > 2 and name.endswith(HALF_A_POST))
        if after and not is_half_a_post and NAME.match(name) and _has_surname(name):
            yield from [(name, after)] if POST.search(after) else []


def _is_address(text: str) -> bool:
    """Whether somebody is called by surname and post: 王主任."""
    post = text[1:].removeprefix("副")
    return len(text) <= 4 and text[:1] in SURNAMES and POST.fullmatch(post) is not None
