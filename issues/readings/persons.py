"""责任领导 and 责任人: names, posts and departments as people run them together in one cell."""

import re
from dataclasses import dataclass, field
from typing import Final

from common.workbook.text import tidy
from roster.readings import SURNAMES, given_name

BRACKETS_HALF: Final = str.maketrans("（）【】", "()()")
BRACKETS: Final = re.compile(r"^(?P<before>[^()]*)\((?P<inside>.*)\)(?P<after>[^()]*)$")
SEPARATORS: Final = re.compile(r"[、，,；;/\n]|\s+和\s+")
LABEL: Final = re.compile(
    r"^(牵头|责任|分管|主管|包联|配合|直接|第一)?(领导|责任人|负责人|人)[:：]"
)
POST: Final = re.compile(
    r"(书记|局长|主任|部长|镇长|乡长|区长|县长|院长|检察长|主席|委员|成员|组长|科长|股长|所长|站长|队长|"
    r"馆长|校长|会长|经理|总规划师|总工程师|总经济师|总会计师|调研员|主任科员|科员|负责人|干部|人员|秘书长|"
    r"行长|董事长|巡视员|理事长|台长|社长|处长|庭长|厂长|主管|专员|干事|工程师|常委|政委)(\(.*\))?$"
)
DEPARTMENT: Final = re.compile(
    r"(科|股|室|处|所|站|队|办|办公室|中心|大厅|馆|党委|党组|党支部|支部|纪委|纪检组|部|局|组|院|校|窗口|分局|"
    r"委员会|工会|团委|妇联|园|社|厅|街道|镇|乡|公司|专班|法庭|台|库|团)$"
)
INSIDE: Final = re.compile(
    r"(?:科|股|处|[^镇乡会]办公室|^办公室|窗口|大厅|中队|站|所|机关党委|机关纪委)$"
)
NAME: Final = re.compile(
    r"^[\u3400-\u9fff\U00020000-\U0003ffff*×·XxＸ某]{2,4}$|^[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}$"
)
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
    for piece in _pieces(tidy(cell).translate(BRACKETS_HALF)):
        _read_one(LABEL.sub("", piece.strip()), people)
    return people


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
        _note(found["inside"].strip(), people)
        _read_words(outside, people)
        return
    _read_words(text, people)


def _read_words(text: str, people: People) -> None:
    words = _words(text)
    names = [word for word in words if _is_name(word)]
    if len(words) == 1 and not names:
        _read_run_together(words[0], people)
        return
    for word in words:
        if names and word == names[-1]:
            people.names.append(given_name(word))
        else:
            _note(word, people)


def _words(text: str) -> list[str]:
    """Words between blanks or colons, a name padded with blanks (王　芳) taken as one."""
    words: list[str] = []
    for word in re.split(r"[\s:：]+", text):
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


def _has_surname(word: str) -> bool:
    return word[:2] in SURNAMES or word[:1] in SURNAMES


def _note(word: str, people: People) -> None:
    """A word beside a name is a post or a department."""
    if not word or word in FILLERS:
        return
    if POST.search(word) or "、" in word:
        people.posts.append(word)
    else:
        people.departments.append(word)


def _read_run_together(text: str, people: People) -> None:
    """A department and a name without a blank between (学前教育科龚克俭), or a post and a name."""
    for length in (3, 2, 4):
        before, name = text[:-length], text[-length:]
        if len(before) < 2 or not NAME.match(name) or not _has_surname(name):
            continue
        if DEPARTMENT.search(before) or POST.search(before):
            people.names.append(given_name(name))
            _note(before, people)
            return
    for length in (3, 2, 4):
        name, after = text[:length], text[length:]
        if after and NAME.match(name) and _has_surname(name) and POST.search(after):
            people.names.append(given_name(name))
            _note(after, people)
            return
    if DEPARTMENT.search(text) and len(text) > 2:
        people.departments.append(text)
    else:
        people.names.append(given_name(text))
