"""What a text shows: who, what, when, how many — and how much of it is only formula."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from issues.screening.lexicon import Lexicon

DIGITS: Final = "〇零一二两三四五六七八九十百千万半几"
UNITS: Final = (
    "名户家件人次天年月日号时点分元块亩座台辆只条份页封张盏棵头楼层栋眼吨斤趟遍箱本扇间处届批声把桶袋"
    "期成口根双套副幅支枚株笔份版字页里米岁%倍成倍组盒瓶包卷艘匹所幢组盘碗"
)
FACT: Final = re.compile(
    rf"(?:\d[\d.,，]*|[{DIGITS}]+)(?:余|多)?"
    rf"(?:[{UNITS}]|小时|分钟|公里|平方米|立方米|厘米|万元|亿元|个(?:多?月|半?小时|工作日|村|镇|社区|科室|小区|人|字|学期|站|点))"
    rf"|\d+[:：]\d+"
)
EMPTY_COUNT: Final = re.compile(
    r"一次性|一年[一来]|一把手|一线|一流|第一时间|一件事|一步|一体|一支|一批|一套|一本|两个维护|一层|[一两三四五六七八]个方面|四个意识|三会一课|20\d\d年(?!\d*月)|一日|一时|一家人|一点|万一|百分之百|千万|十分|一度|一张网|一处"
)
QUOTED: Final = re.compile(r"[“\"「]([^”\"」]{2,})[”\"」]")
NARRATIVE: Final = re.compile(
    r"被|把|了|着(?!力|眼|手|重)|(?<!通)过(?!程|硬|紧|往|于|关|日)|却|才(?!能|干|队)|竟|称|自己|某|没有人|没人|无人|至今|仍在|仍是|仍未|未按|未经|擅自|一直|直到"
)
CONTRAST: Final = re.compile(r"多[、，][\u4e00-\u9fff“”]{2,12}少(?=[，。；]|$)")
WORD: Final = re.compile(r"[\u4e00-\u9fff〇]|[A-Za-z]+|\d[\d.,]*")
SEEN: Final = frozenset({"silent", "people", "acts", "things", "moments"})
CAP: Final = 3
TELLING: Final = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """The counted traces of one text; shares lie between 0 and 1."""

    phrases: tuple[tuple[int, str], ...]
    found: Counter[str]
    shares: dict[str, float]
    size: int

    def measures(self) -> dict[str, float]:
        """The figures that are weighed, each bounded."""
        return {
            **{tag: float(min(count, CAP)) for tag, count in self.found.items()},
            **self.shares,
            "spared": float(self.size >= TELLING and not self.found["empty"]),
        }


def weigh(text: str, lexicon: Lexicon) -> Evidence:
    """Count what is in a text."""
    phrases = tuple((m.start(), m.group()) for m in lexicon.phrases.finditer(text))
    found: Counter[str] = Counter(
        facts=len(FACT.findall(EMPTY_COUNT.sub("，", text))),
        narrative=len(NARRATIVE.findall(text)),
        quotes=sum(_says_something(said, lexicon) for said in QUOTED.findall(text)),
    )
    covered = _cover(text, phrases, lexicon, found)
    found["empty"] = len(phrases) + found.pop("silent", 0) + len(CONTRAST.findall(text))
    size = sum(count for tag, count in covered.items() if tag != "function")
    return Evidence(phrases, found, _shares(covered, size), size)


def _cover(
    text: str, phrases: tuple[tuple[int, str], ...], lexicon: Lexicon, found: Counter[str]
) -> Counter[str]:
    """Walk the text by the longest known word; return characters by kind and count the words."""
    covered: Counter[str] = Counter()
    starts = dict(phrases)
    at = 0
    while at < len(text):
        if at in starts:
            word, tag = starts[at], "phrase"
        else:
            word, tag = _longest(text, at, lexicon)
        covered[tag] += len(word)
        found[tag] += tag in SEEN
        at += len(word)
    return covered


def _longest(text: str, at: int, lexicon: Lexicon) -> tuple[str, str]:
    for size in range(min(lexicon.longest, len(text) - at), 0, -1):
        word = text[at : at + size]
        if tag := lexicon.tags.get(word):
            return word, tag
    single = text[at]
    if single in lexicon.function or not WORD.match(single):
        return single, "function"
    return single, "residue"


def _says_something(said: str, lexicon: Lexicon) -> bool:
    """Words in quotation marks count unless they are formula themselves."""
    return any(_longest(said, at, lexicon)[1] == "residue" for at in range(len(said)))


def _shares(covered: Counter[str], size: int) -> dict[str, float]:
    formula = covered["jargon"] + covered["silent"]
    return {
        "residue": covered["residue"] / max(1, size),
        "jargon": formula / max(1, size),
        "phrase": covered["phrase"] / max(1, size),
    }
