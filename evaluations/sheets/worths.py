"""What the remarks of a counting workbook say that each box of the ballot is worth."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from evaluations.scoring.exact import exact
from evaluations.scoring.options import bare
from evaluations.sheets.weighing import NUMBER, RATERS, SENTENCE

BOX = (
    r"[“\"『「]?([\u4e00-\u9fff]{1,9}?|[A-Z])[”\"』」]?"
    r"(?:票|等次)?(?:的|者)?(?:每票|一票)?"
)
VERB = r"(?:得|计|记|按|为|是|值|折|赋|折算|折合|计为|记为|赋分|计分|得分|赋值|打)*"
SPOKEN = re.compile(rf"{BOX}[(:]?{VERB}[=:]?{NUMBER}分")
EQUATED = re.compile(rf"{BOX}{VERB}[=:(]{NUMBER}(?![\d%％.人张名票]|[-~—至到])")
CLOSE = re.compile(rf"{BOX}{NUMBER}(?![\d%％.人张名票位]|[-~—至到])")
FACTOR = re.compile(rf"{BOX}(?:的)?(?:系数|权数)?{VERB}[=:(]?{NUMBER}(?![\d%％.])")
TURNED = re.compile(rf"{NUMBER}分?[=:为]([\u4e00-\u9fff]{{1,6}}|[A-Z])(?=[,，、;；。)]|$)")
TICK = re.compile(r"满意|优|良|好|差|一般|称职|合格|^中$|^[A-E]$|档$")
NOTHING = re.compile(rf"{BOX}不(?:得|计|给)分")
LISTED = re.compile(
    r"([\u4e00-\u9fffA-Z“”\"]+(?:[、/,][\u4e00-\u9fffA-Z“”\"]+)+?)"
    rf"(?:票|档|四档|三档|五档)*(?:分别|依次|各|对应|相应)*(?:地)?{VERB}[=:(]?"
    rf"(\d+(?:\.\d+)?分?(?:[、/,]\d+(?:\.\d+)?分?)+)"
)
LAST = re.compile(
    r"(?:票|赋分|计分|得分|[三四五]?档|分别|依次|各|对应|相应|得|计|记|按|为|是|赋)+$"
)
SPEAKS = re.compile(r"计分|赋分|分值|折分|折算|赋值|得分标准|评分标准|计分标准|票面|选项|档")
PREFIX = re.compile(
    r"^(?:其中|标准为|为|是|凡|选|评|评为|评价为|划|勾选|填|投|按|每|即|和|或|分别|计分|赋分|标准)+"
)
STRANGE = re.compile(
    r"单位|名次|等次|加分|扣分|最高|最低|总分|平均|权重|低于|以上|以下|保留|封顶|率$|牌|每|次$"
)
FILLED = re.compile(r"(?<=.)(?:得|计|记|按|为|是|值|折|赋|打)+$")
OUTSIDE = re.compile(r"不了解|不清楚|说不清|不知道|弃权|空白|未填|作废|无效")


def worths(remarks: str) -> dict[str, Fraction]:
    """Every box that the remarks give a worth, in the order they speak of it."""
    found: dict[str, Fraction] = {}
    for sentence in SENTENCE.split(_joined(remarks)):
        for name, worth in _of_sentence(sentence):
            if name and not STRANGE.search(name) and not RATERS.search(name):
                found.setdefault(name, worth)
    is_share = len(found) > 1 and max(found.values()) == 1
    return {name: worth * 100 if is_share else worth for name, worth in found.items()}


def worth(names: Iterable[str], said: Mapping[str, Fraction]) -> Fraction | None:
    """What a box under one of these names is worth, by its own words."""
    for name in names:
        if name in said:
            return said[name]
    return None


def labels(remarks: str) -> tuple[str, ...]:
    """The boxes that the remarks give a worth, when they name at least two."""
    found = tuple(worths(remarks))
    return found if len(found) > 1 else ()


def _joined(remarks: str) -> str:
    """Pairs that stops keep apart, as in 计分:优=100;良=85, read as one sentence."""
    pieces = SENTENCE.split(remarks)
    glued: list[str] = pieces[:1]
    for before, piece in pairwise(pieces):
        is_pair = _is_pair(before) and _is_pair(piece)
        glued[-1:] = [f"{glued[-1]},{piece}"] if is_pair else [glued[-1], piece]
    return "。".join(glued)


def _is_pair(piece: str) -> bool:
    tail = re.split(r"[:,、]", piece)[-1]
    return bool(re.fullmatch(rf"{BOX}{VERB}[=:(]?{NUMBER}分?\)?", tail))


def _of_sentence(sentence: str) -> list[tuple[str, Fraction]]:
    if "系数" in sentence and (rows := _factors(sentence)):
        return rows
    rows = _listed(sentence) or _pairs(SPOKEN, sentence)
    if len(rows) < 2:
        rows += _pairs(EQUATED, sentence)
    if len(rows) < 2:
        close = _pairs(CLOSE, sentence)
        is_about = bool(SPEAKS.search(sentence))
        rows = [row for row in close if is_about or TICK.search(row[0])] + rows
    if len(rows) < 2:
        turned = [(_clean(match[2]), exact(match[1])) for match in TURNED.finditer(sentence)]
        rows = [row for row in turned if TICK.search(row[0])] or rows
    nothing = [(_clean(match[1]), Fraction(0)) for match in NOTHING.finditer(sentence)]
    return rows + [row for row in nothing if not OUTSIDE.search(row[0])]


def _pairs(pattern: re.Pattern[str], sentence: str) -> list[tuple[str, Fraction]]:
    return [(_clean(match[1]), exact(match[2])) for match in pattern.finditer(sentence)]


def _factors(sentence: str) -> list[tuple[str, Fraction]]:
    """Factors such as 优秀1.0、良好0.8 are hundredths of the full worth."""
    rows = _pairs(FACTOR, sentence)
    if len(rows) < 2 or any(value > 1 for _, value in rows):
        return []
    return [(name, value * 100) for name, value in rows]


def _listed(sentence: str) -> list[tuple[str, Fraction]]:
    """Names in a row with their worths in a row: 满意、基本满意、不满意分别计100、70、30分."""
    for match in LISTED.finditer(sentence):
        names = [_clean(re.sub(r"[“”\"]", "", one)) for one in re.split(r"[、/,]", match[1])]
        values = [Decimal(one.rstrip("分")) for one in re.split(r"[、/,]", match[2])]
        names[-1] = LAST.sub("", names[-1]) or names[-1]
        if len(names) == len(values) and not any(STRANGE.search(name) for name in names):
            return [(name, exact(str(value))) for name, value in zip(names, values, strict=True)]
    return []


def _clean(name: str) -> str:
    if len(name) < 2:
        return name
    return bare(FILLED.sub("", PREFIX.sub("", name)) or name)
