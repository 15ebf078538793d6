"""The word lists of the text screen, compiled once; the office may hand in its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from common.dictionaries import dictionary

END: Final = r"(?=[，。；、：！]|$)"
TAGGED: Final = ("silent", "jargon", "people", "acts", "things", "moments")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What marks emptiness and what marks a fact, ready for matching."""

    phrases: re.Pattern[str]
    tags: Mapping[str, str]
    longest: int
    function: frozenset[str]
    weights: Mapping[str, float]
    least: Mapping[str, int]
    stock_measures: tuple[str, ...]

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Lexicon":
        tags = {word: tag for tag in TAGGED for word in _words(raw[tag])}
        return cls(
            phrases=_phrases(raw),
            tags=tags,
            longest=max(map(len, tags)),
            function=frozenset(raw["function"]),
            weights=raw["weights"],
            least=raw["checks"]["min_chars"],
            stock_measures=tuple(raw["checks"]["stock_measures"]),
        )


@cache
def shipped() -> Lexicon:
    """The lists that come with the product."""
    return Lexicon.from_mapping(dictionary("issues", "lexicon"))


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) + ")"


def _phrases(raw: Mapping[str, Any]) -> re.Pattern[str]:
    """One pattern for every way of saying nothing, the longest ways first."""
    ways = [
        *_gaps(raw["gaps"]),
        _needs(raw["needs"]),
        *_poorly(raw["evaluative"]),
        *_slack(raw["slack"]),
        _any(raw["subjects"]["heads"]) + _any(raw["subjects"]["tails"]),
        _any(raw["hedges"]),
        _any(raw["stock"]),
        rf"{_any(raw['low'])}(?![\d〇一二两三四五六七八九十百千万半成])",
    ]
    return re.compile("|".join(ways))


def _poorly(said: Mapping[str, list[str]]) -> list[str]:
    """“学得不深”“针对性不强”“不够系统深入”: a negated judgement of quality."""
    adjective, single = _any(said["adjectives"]), "[" + "".join(said["single"]) + "]"
    return [
        f"[{''.join(said['verbs'])}]得(?:还)?不(?:够|太)?{single}{END}",
        f"[{''.join(said['verbs'])}]得不{adjective}{END}",
        rf"{_any(said['nouns'])}(?:还|仍|也)?不(?:太)?{single}(?={END}|的)",
        rf"{_any(said['whole'])}(?:还|仍)?(?:不够|不足)",
        f"不{single}不{single}",
        f"{_any(said['lacks'])}{adjective}{{1,2}}{END}",
        rf"不够[\u4e00-\u9fff]{{1,4}}{END}",
        f"{_any(said['lacks'])}{adjective}{{1,2}}",
        rf"不{adjective}(?={END}|[的地])",
    ]


def _slack(said: Mapping[str, list[str]]) -> list[str]:
    """“比较薄弱”“有所减退”“没有充分调动”“重部署轻落实”."""
    return [
        f"{_any(said['degrees'])}{_any(said['bad'])}{END}",
        r"有所(?!上升|提|改|增|好转|进步|回升|突破)[\u4e00-\u9fff]{2}",
        f"{_any(said['negated'])}{_any(said['manners'])}{{1,2}}[\\u4e00-\\u9fff]{{2}}",
        r"重[\u4e00-\u9fff]{2}、?轻[\u4e00-\u9fff]{2}",
    ]


def _gaps(gaps: Mapping[str, list[str]]) -> list[str]:
    middle, tail = _any(gaps["middles"]), _any(gaps["tails"])
    return [
        f"不同程度地?存在{middle}?{tail}",
        f"{_any(gaps['heads'])}{middle}{{0,2}}{tail}",
    ]


def _needs(needs: Mapping[str, list[str]]) -> str:
    return f"{_any(needs['heads'])}{_any(needs['adverbs'])}{{0,2}}{_any(needs['verbs'])}"


KINDS: Final = {
    "stock": "空话套话",
    "hedges": "含混限定词",
    "low": "评价性断语",
    "jargon": "抽象名词",
    "people": "看得见的人",
    "acts": "看得见的动作",
    "things": "看得见的物和地",
    "stock_measures": "措施套话",
}
Changes = dict[str, dict[str, bool]]


def shipped_words(kind: str) -> list[str]:
    """The words of one shipped list."""
    raw = dictionary("issues", "lexicon")
    if kind == "stock_measures":
        return list(raw["checks"]["stock_measures"])
    return _words(raw[kind])


def edited(changes: Changes) -> Lexicon:
    """The shipped lists with words put on (true) and taken off (false)."""
    if not changes:
        return shipped()
    raw = dict(dictionary("issues", "lexicon"))
    for kind, words in changes.items():
        kept = [word for word in shipped_words(kind) if words.get(word, True)]
        kept += [word for word, is_on in words.items() if is_on and word not in kept]
        if kind == "stock_measures":
            raw["checks"] = {**raw["checks"], kind: kept}
        else:
            raw[kind] = kept
    return Lexicon.from_mapping(raw)
