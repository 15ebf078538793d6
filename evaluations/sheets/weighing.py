"""What the remarks of a counting workbook say about sides, items and their weights."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from common.workbook.text import squeeze
from evaluations.scoring.exact import exact
from evaluations.scoring.scheme import HUNDRED
from evaluations.sheets.sides import ALIKE

NUMBER = r"(\d+(?:\.\d+)?)"
CLAUSE = re.compile(r"[,;。，；、:：()（）+=＝]")
SENTENCE = re.compile(r"[;。；\n]")
NAME = r"([\u4e00-\u9fffA-Z]{2,16}?)"
WEIGHT = re.compile(
    rf"^{NAME}(?:的)?(?:平均|综合)?(?:得分|评分)?(?:的)?(?:权重|占比|占|比重|分值)*(?:为)?[×*xX]?"
    rf"(?:{NUMBER}[%％分]|(0?\.\d+))(?:的权重)?(?:计算|合成|折算|计分|计)?$"
)
TURNED = re.compile(rf"^{NUMBER}[%％][×*xX]{NAME}(?:平均|综合)?(?:得分|评分)?$")
BRACKETED = re.compile(r"[(（](?:权重|占比|占|比重)?(?:为)?(\d+(?:\.\d+)?[%％])[)）]")
COLON = re.compile(r"[:：](?=\d+(?:\.\d+)?[%％])")
NOT_SIDES = re.compile(r"率|不超过|以上|以下|低于|高于|最高|最低|单位数|去掉|满意$|不足|少于|浮动")
RATIO = re.compile(r"(?<![\d:])\d{1,3}(?::\d{1,3}){1,6}(?![\d:])")
TRIPLE = re.compile(r"(?<![\d/—-])(\d{1,3})([/—:-])(\d{1,3})\2(\d{1,3})(?![\d/—:-])")
EQUAL = re.compile(r"权重(?:均)?(?:相等|相同|均等|一样)|等权|平均分配权重|各占(?:三分之一|1/3)")
SHARES = re.compile(rf"{NAME}(?:占|得)?{NUMBER}份")
INNER = re.compile(
    rf"{NAME}(?:占|权重)?{NUMBER}[%％][(（]([^()（）]*[%％][^()（）]*[%％][^()（）]*)[)）]"
)
RATERS = re.compile(r"评|测|上级|同级|领导|群众|对象|职工|部门|镇街|企业|代表|调查|检查|投诉")
ITEMS = re.compile(r"(?:评议|测评|评价)(?:内容|项目|要素|指标)")


def clauses(remarks: str) -> list[str]:
    """The remarks cut at every stop."""
    return [piece for piece in CLAUSE.split(remarks) if piece]


def sides(remarks: str) -> list[dict[str, Any]]:
    """The sides with their weights, when the remarks give all of them; else nothing."""
    inner = {name: _shares(names) for name, _, names in INNER.findall(remarks)}
    outer = INNER.sub(lambda found: f"{found[1]}{found[2]}%", remarks)
    found = _weighed(_plain(outer))
    if len(found) < 2 or sum((exact(weight) for _, weight in found), Fraction(0)) != HUNDRED:
        return []
    return _apart(
        side(name, weight) | ({"subgroups": inner[name]} if inner.get(name) else {})
        for name, weight in found
    )


def _apart(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sides that would share a usual code are told apart by their names."""
    found = list(rows)
    codes = [row["code"] for row in found]
    return [row if codes.count(row["code"]) < 2 else row | {"code": row["name"]} for row in found]


def _plain(remarks: str) -> str:
    """Weights in brackets or behind a colon stand directly behind their names."""
    return COLON.sub("", BRACKETED.sub(r"\1", remarks))


def _weighed(remarks: str) -> list[tuple[str, str]]:
    named: dict[str, str] = {}
    for piece in clauses(remarks):
        name, weight = _pair(piece)
        if name and RATERS.search(name) and not NOT_SIDES.search(name):
            named.setdefault(name, weight)
    return list(named.items())


def _pair(piece: str) -> tuple[str, str]:
    piece = re.sub(r"^(?:按|由|即|其中|以)", "", piece)
    if match := WEIGHT.match(piece):
        return match[1], match[2] or str(Decimal(match[3]) * 100)
    if match := TURNED.match(piece):
        return match[2], match[1]
    return "", ""


def _shares(names: str) -> list[dict[str, Any]]:
    """Groups inside a side: percentages of it, or parts of its own weight."""
    found = [pair for piece in clauses(_plain(names)) if (pair := _pair(piece))[0]]
    total = sum((exact(weight) for _, weight in found), Fraction(0))
    if len(found) < 2 or not total:
        return []
    return [{"name": name, "weight": exact(weight) * 100 / total} for name, weight in found]


def items(remarks: str) -> list[dict[str, Any]]:
    """The items of the ballot with their weights, where a sentence gives all of them."""
    for sentence in SENTENCE.split(remarks):
        if ITEMS.search(sentence):
            written = ITEMS.split(sentence, maxsplit=1)[1].lstrip("及其的权重为:：")
            named = [pair for piece in clauses(_plain(written)) if (pair := _pair(piece))[0]]
            if sum((exact(weight) for _, weight in named), Fraction(0)) == HUNDRED:
                return _shares(written)
    return []


def items_named(remarks: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """The headings that are items when the remarks or their own brackets give all their shares."""
    found: dict[str, str] = {}
    for name in names:
        bare = squeeze(BRACKETED.sub("", squeeze(name)))
        own = BRACKETED.search(squeeze(name))
        said = own or re.search(
            rf"{re.escape(bare)}[”\"」]?(?:的)?(?:权重|占比|占|比重|分值|满分)*(?:为)?[×*xX(:=]?"
            rf"({NUMBER}[%％分])",
            remarks,
        )
        if bare and said:
            found[bare] = said[1].rstrip("%％分")
    if len(found) < 2 or sum((exact(one) for one in found.values()), Fraction(0)) != HUNDRED:
        return []
    return [{"name": name, "weight": weight} for name, weight in found.items()]


def ratio(remarks: str) -> list[dict[str, Any]]:
    """Sides in a ratio such as 3:6:3:3, named beside it in the same order, or in parts."""
    for sentence in SENTENCE.split(remarks):
        shared = [(name, n) for name, n in SHARES.findall(sentence) if RATERS.search(name)]
        if len(shared) > 1:
            return _apart(side(name, weight) for name, weight in shared)
        for match in RATIO.finditer(sentence):
            weights = match[0].split(":")
            for names in _listed(sentence, match):
                if len(names) == len(weights) and all(RATERS.search(name) for name in names):
                    pairs = zip(names, weights, strict=True)
                    return _apart(side(name, weight) for name, weight in pairs)
    return []


def _listed(sentence: str, match: re.Match[str]) -> Iterator[list[str]]:
    """The names before the ratio, and those in the brackets behind it."""
    before = re.split(r"[:(,]", sentence[: match.start()])
    for piece in reversed(before):
        names = re.sub(r"(?:的)?(?:权重|比例|之比|比)*(?:为|按|是)*$", "", piece)
        yield [
            re.sub(r"^(?:按|由|即|其中)", "", name) for name in re.split(r"[、与和]", names) if name
        ]
    behind = re.match(r"[^(]{0,8}\(([^()]+)\)", sentence[match.end() :])
    if behind:
        yield [name for name in re.split(r"[、:与和]", behind[1]) if name]


def triple(written: str, usual: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The three usual sides with weights such as 20/20/60 or 3:2:5, or with equal ones."""
    if EQUAL.search(written):
        return [{**row, "weight": "1"} for row in usual]
    for match in TRIPLE.finditer(written):
        weights = (match[1], match[3], match[4])
        total = sum(map(int, weights))
        is_ratio = match[2] == ":" and re.search(r"三评议|三方", written[: match.start()])
        if total == 100 or (is_ratio and total):
            return [{**row, "weight": weight} for row, weight in zip(usual, weights, strict=True)]
    return []


def side(name: str, weight: str) -> dict[str, Any]:
    """One side by its name, with the usual code where the name tells it."""
    alike = [code for code, words in ALIKE.items() if any(word in name for word in words)]
    code = alike[0] if alike else name
    return {"code": code, "name": name, "weight": weight, "exclude_self": code == "PEER"}
