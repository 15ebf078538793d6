"""Categories, sources, types and states: what was typed, matched to the office's lists."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from common.workbook.text import squeeze

STOPS: Final = re.compile(r"[^\w√✓✔☑×✗✘%]+")
NUMBERED: Final = re.compile(r"^(\d+|[一二三四五六七八九十]+)[、.．)]\s*")
ASPECT: Final = re.compile(r"(方面|问题|类|上)+$")
UNFINISHED: Final = re.compile(
    r"^(未|尚未|没有?|暂未|还未|无进展)|未(完成|整改|启动|销号|办结|开展|落实|解决|到位|完毕)|不(到位|彻底)|^否$|^no?$|^[×✗✘x]$"
    r"|^0+(\.0+)?%?$|逾期未"
)
EXPECTED: Final = re.compile(r"预计|拟于|争取|力争|计划|即将|将于|有望|可望|预期")
DONE_AND_STANDING: Final = re.compile(
    r"^(已|均|全部)*(立行立改)?(完成|整改完成|整改到位|完成整改|办结|销号)(整改)?[^%\d]{0,4}(长期|持续|常态)"
)
APPLIED: Final = re.compile(
    r"(申请|待|拟|提请|报请).{0,8}(销号|验收)|已申请"
    r"|(销号|验收)(申请|报告)"
)
REJECTED: Final = re.compile(r"不通过|驳回|退回|重办|反弹|重新整改")
CANCELLED: Final = re.compile(r"撤销|不成立|合并|移交")
UNDERWAY: Final = re.compile(
    r"基本|阶段性|部分|正在|推进|整改中|在办|办理中|处理中|落实中|实施中|进行中|持续|长期|已启动|取得|初步|接近|将近|临近|差不多|快要|一半|过半|大部|主体"
    r"|(?<![\d.])[1-9]\d?(\.\d+)?%"
)
CLOSED: Final = re.compile(
    r"完成|办结|验收通过|通过验收|整改到位|落实到位|已到位|已整改|解决|销号|清零|完毕|结案|已落实|已验收|验收合格|^是$|^y(es)?$|^[√✓✔☑](已|验收|完成|销号)*$|^100(\.0+)?%$|^已改$"
)
EMPTY_BOX: Final = re.compile(r"[□○◯☐]\s?[\u4e00-\u9fff]")
FILLED_BOX: Final = re.compile(r"[■☑√✓✔☒●▣]\s?([\u4e00-\u9fff]{1,8})")
SHORTEST_PART: Final = 2


def key(text: str) -> str:
    """A choice for comparing: no blanks, no stops."""
    return STOPS.sub("", squeeze(text)).lower()


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list, with the names people use for it."""

    code: str
    label: str
    names: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Option":
        label = str(raw["label"])
        halves = re.split(r"[、，]", label)
        short = [raw["short"]] if "short" in raw else []
        return cls(raw["code"], label, (*short, *raw.get("aliases", ()), *halves))


class Options:
    """A list of options that can be asked which of them a text means."""

    def __init__(self, options: Iterable[Option]) -> None:
        self.options = list(options)
        self._exact: dict[str, str] = {}
        for option in self.options:
            for name in (option.code, option.label):
                self._exact.setdefault(key(name), option.code)
        for option in self.options:
            for name in option.names:
                self._exact.setdefault(key(name), option.code)
                self._exact.setdefault(ASPECT.sub("", key(name)) or key(name), option.code)

    def exactly(self, text: str) -> str | None:
        """The code of the option the text names in full."""
        bare = NUMBERED.sub("", text.strip())
        wanted = key(text)
        return (
            self._exact.get(wanted)
            or self._exact.get(key(bare))
            or self._exact.get(ASPECT.sub("", key(bare)))
        )

    def holding(self, text: str, *, shortest: int) -> str | None:
        """The code of the option whose longest name stands inside the text."""
        wanted = key(text)
        inside = [name for name in self._exact if len(name) >= shortest and name in wanted]
        return self._exact[max(inside, key=len)] if inside else None

    def held_by(self, text: str) -> str | None:
        """The code of the only option that has the text inside one of its names."""
        wanted = key(text)
        if len(wanted) < SHORTEST_PART:
            return None
        codes = {code for name, code in self._exact.items() if wanted in name}
        return codes.pop() if len(codes) == 1 else None


def category(text: str, options: Options) -> str | None:
    """The category a text names: in full, by its short name, by its half or inside more words."""
    return (
        options.exactly(text)
        or options.holding(text, shortest=4)
        or options.holding(text, shortest=3)
    )


def source(
    text: str, options: Options, shapes: Mapping[str, re.Pattern[str]] | None = None
) -> str | None:
    """The source a text names; forgiving, because the list of sources is short.

    `shapes` are what people call a source in words that no list foresaw.
    """
    looks = (code for code, shape in (shapes or {}).items() if shape.search(key(text)))
    return (
        options.exactly(text)
        or options.holding(text, shortest=SHORTEST_PART)
        or options.held_by(text)
        or next(looks, None)
    )


def rectify_type(text: str, options: Options) -> str | None:
    """The type of rectification a text names."""
    return options.exactly(text) or options.holding(text, shortest=3)


def is_state(text: str) -> bool:
    """Whether a text is a word for how far an issue is, and not a report in words."""
    wanted = key(text)
    known = (UNFINISHED, REJECTED, APPLIED, UNDERWAY, CLOSED)
    return any(pattern.search(wanted) for pattern in known)


def _boxed(text: str) -> str:
    """Of several words with boxes before them, the one whose box is filled."""
    if not EMPTY_BOX.search(text):
        return text
    found = FILLED_BOX.findall(text)
    return found[0] if len(found) == 1 else text


def status(text: str) -> str | None:
    """How far an issue is: closed, rectifying, close_applied, unfinished or cancelled."""
    wanted = key(_boxed(text))
    if not wanted:
        return None
    for pattern, meaning in (
        (UNFINISHED, "unfinished"),
        (REJECTED, "rectifying"),
        (APPLIED, "close_applied"),
        (CANCELLED, "cancelled"),
        (EXPECTED, "rectifying"),
        (DONE_AND_STANDING, "closed"),
        (UNDERWAY, "rectifying"),
        (CLOSED, "closed"),
    ):
        if pattern.search(wanted):
            return meaning
    return "rectifying"


def status_by_percent(percent: int) -> str:
    """How far an issue is when only a percentage says so."""
    if percent >= 100:
        return "closed"
    return "rectifying" if percent > 0 else "unfinished"
