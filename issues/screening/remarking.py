"""Remarks beside the entry grid while somebody types: vague words, and what is still missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from issues.screening.alike import similarity
from issues.screening.evidence import weigh
from issues.screening.lexicon import Lexicon, shipped
from issues.screening.texts import judge

SAME: Final = 0.9
TIMES: Final = re.compile(r"\d+[年月日时点]|[一二三四]季度|[去今前]年|半年|年底|月底|以来|期间")
PLACES: Final = re.compile(
    r"某|[镇乡村屯路街园区校店厂站所院库桥楼号厅场](?!位)|窗口|社区|小区|科室|门口|现场|工地"
)
NUMBERS: Final = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+(?:名|户|家|件|人|次|天|个|条|处|份)"
)
PARTS: Final = re.compile(r"[，。；、：！？,.;!?\s]+|\d+[.．、)]")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked word and where it begins in its field."""

    word: str
    start: int


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one field: a sentence, and the words it speaks of."""

    field: str
    text: str
    words: tuple[Span, ...] = ()


def remarks(
    text: str, *, example: str = "", measure: str = "", lexicon: Lexicon | None = None
) -> list[Remark]:
    """Return everything worth saying about what is being typed."""
    lexicon = lexicon or shipped()
    said = [*_on_issue(text, lexicon, asked=bool(example)), *_on_example(text, example, lexicon)]
    return [*said, *_on_measure(measure, lexicon)]


def _on_issue(text: str, lexicon: Lexicon, *, asked: bool) -> Iterator[Remark]:
    if not text:
        return
    yield from _short("issue", text, lexicon)
    if judge(text, lexicon=lexicon).label == "vague":
        if words := _marked(text, lexicon):
            yield Remark("issue", "这些话说得空，请换成具体的人、事、时间、地点", words)
        else:
            yield Remark("issue", "看不出说的是哪一件事，请写明谁在什么时候做了什么")
        if not asked:
            yield from _absent("issue", text)


def _on_example(text: str, example: str, lexicon: Lexicon) -> Iterator[Remark]:
    if not example:
        return
    yield from _short("example", example, lexicon)
    if text and similarity(text, example) >= SAME:
        yield Remark("example", "事例与问题是同一句话，请写一件实际发生的事")
    if judge(example, lexicon=lexicon).label == "vague":
        yield Remark(
            "example", "事例仍是概括的话，请写出时间、地点、人和经过", _marked(example, lexicon)
        )
        yield from _absent("example", example)


def _on_measure(measure: str, lexicon: Lexicon) -> Iterator[Remark]:
    if not measure:
        return
    yield from _short("measure", measure, lexicon)
    found = [Span(word, at) for word in lexicon.stock_measures if (at := measure.find(word)) >= 0]
    if found and not NUMBERS.search(measure):
        yield Remark(
            "measure",
            "措施多是套话，请写明做什么、做到什么程度、谁来验收",
            tuple(sorted(found, key=lambda one: one.start)),
        )


def _short(field: str, text: str, lexicon: Lexicon) -> Iterator[Remark]:
    least, size = lexicon.least[field], len(PARTS.sub("", text))
    if size < least:
        yield Remark(field, f"只有{size}个字，一般不少于{least}个字才说得清")


def _absent(field: str, text: str) -> Iterator[Remark]:
    wanted = {"时间": TIMES, "地点或单位": PLACES, "数量": NUMBERS}
    missing = [name for name, pattern in wanted.items() if not pattern.search(text)]
    if missing:
        yield Remark(field, f"没有写{'、'.join(missing)}")


def _marked(text: str, lexicon: Lexicon) -> tuple[Span, ...]:
    return tuple(Span(word, at) for at, word in weigh(text, lexicon).phrases)
