"""Which side, part and item of a scheme a set of headings speaks of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.workbook.text import squeeze
from evaluations.scoring.scheme import SchemeRule, SideRule

NOISE = re.compile(
    r"计票|统计|汇总|打分|评分|登记|录入|民主测评|评议|测评|评价|得分|分数|情况|结果|意见|"
    r"\d+(\.\d+)?[%％分]|[()（）【】\[\]:：、，,.．·\-—_/\s]"
)
TAIL = re.compile(r"(评|表|票|分|类|方|组|占|权重)+$")
ALIKE: dict[str, tuple[str, ...]] = {
    "UP": ("上级", "领导", "A票"),
    "PEER": ("同级", "互评", "平级", "横向", "B票"),
    "SERV": ("服务对象", "被服务", "群众", "企业", "社会", "公众", "客商", "C票"),
    "STAFF": ("干部职工", "职工", "本单位", "内部", "D票"),
    "TOWN": ("镇街", "乡镇", "街道"),
    "DEPT": ("部门", "机关"),
    "PUB": ("民意", "群众", "公众"),
    "SUP": ("督考", "督查", "考核"),
    "CPL": ("投诉", "举报"),
    "CHECK": ("检查", "督查"),
    "DAILY": ("日常", "平时"),
    "FOCUS": ("集中", "年底"),
    "HEAD": ("同级干部", "处级"),
}

SURE = 300
SHARE = re.compile(r"\d\s*[%％]")


def core(text: str) -> str:
    """The words of a heading that tell one side from another."""
    return TAIL.sub("", NOISE.sub("", squeeze(text)))


@dataclass(frozen=True)
class Place:
    """Where a number belongs, and whether its own heading said so."""

    side: SideRule
    part: str = ""
    from_first: bool = False


def place(scheme: SchemeRule, texts: Sequence[str]) -> Place | None:
    """The side and the part that these headings mean, nearest heading first."""
    for least in (SURE, 1):
        for at, text in enumerate(texts):
            side = _best(text, scheme.sides, least)
            if side is not None:
                return Place(side, part_of(side, texts), at == 0)
    for side in scheme.sides:
        part = part_of(side, texts)
        if part:
            return Place(side, part)
    if len(scheme.sides) == 1:
        return Place(scheme.sides[0], part_of(scheme.sides[0], texts))
    return None


def _best(text: str, sides: Iterable[SideRule], least: int) -> SideRule | None:
    if len(SHARE.findall(text)) > 1:
        return None
    ranked = sorted(((likeness(text, side), side) for side in sides), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < least:
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def likeness(text: str, side: SideRule) -> int:
    """How surely a heading means a side; nothing when it does not."""
    written, name = squeeze(text), squeeze(side.name)
    if name in written:
        return 1000 + len(name)
    if re.search(rf"(?<![A-Za-z]){re.escape(side.code)}(?![A-Za-z])", written, re.IGNORECASE):
        return 900
    short, wanted = core(written), core(name)
    if len(wanted) >= 2 and wanted in short:
        return 500 + len(wanted)
    if len(short) >= 2 and short in wanted:
        return 300 + len(short)
    alike = [word for word in ALIKE.get(side.code, ()) if word in written]
    return 100 + max(len(word) for word in alike) if alike else 0


def part_of(side: SideRule, texts: Sequence[str]) -> str:
    """The sub-group or half of the year that the headings name, or nothing."""
    for text in texts:
        found = [part.name for part in side.parts if _names_part(part.name, [text])]
        if len(found) == 1:
            return found[0]
    found = [part.name for part in side.parts if _names_part(part.name, texts)]
    return found[0] if len(found) == 1 else ""


def _names_part(name: str, texts: Sequence[str]) -> bool:
    return all(any(_holds(text, piece) for text in texts) for piece in name.split("·"))


def _holds(text: str, piece: str) -> bool:
    written, wanted = squeeze(text), squeeze(piece)
    short, bare = core(written), core(wanted)
    if wanted in written or (len(bare) >= 2 and bare in short):
        return True
    return len(short) >= 2 and short in bare


def item_of(scheme: SchemeRule, spot: Place, group: Sequence[str], leaf: str = "") -> str:
    """The item of the ballot among the headings over a column, if they name one."""
    named = {share.name for share in spot.side.items}
    for text in (leaf, *reversed(group)):
        if text in named:
            return text
        found = next((name for name in named if squeeze(name) in squeeze(text)), None)
        if found:
            return found
    left = [text for text in group if not _is_place(scheme, spot, text)]
    return left[-1] if left else ""


def _is_place(scheme: SchemeRule, spot: Place, text: str) -> bool:
    if any(likeness(text, side) >= SURE for side in scheme.sides):
        return True
    return likeness(text, spot.side) > 0 or any(_holds(text, p.name) for p in spot.side.parts)
