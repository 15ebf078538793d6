"""What the remarks of a counting workbook say about the scheme and its rules."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from evaluations.scoring.library import default_rules
from evaluations.sheets.sides import ALIKE

NUMBER = r"(\d+(?:\.\d+)?)"
DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
CLAUSE = re.compile(r"[,;。，；、:：()（）]")
SENTENCE = re.compile(r"[;。；\n]")
WEIGHT = re.compile(
    rf"^([\u4e00-\u9fffA-Z]{{2,16}}?)(?:的)?(?:权重|占比|占|比重|分值)*(?:为)?{NUMBER}[%％]$"
)
NOT_SIDES = re.compile(r"率|不超过|以上|以下|低于|高于|最高|最低|单位数|去掉|满意$|不足|少于|浮动")
RATIO = re.compile(r"(?<![\d:])\d{1,3}(?::\d{1,3}){1,6}(?![\d:])")
RATERS = re.compile(r"评|测|领导|群众|对象|职工|部门|镇街|企业|代表|调查|检查|投诉")
BELOW = re.compile(r"(?<!不)计入(?:计分)?(?:分母|总票数|总数|有效票)")
CUT = re.compile(
    r"去掉?(?:一个|1个|一|1)?最高(?:分)?(?:和|、|及|与)?(?:去掉?)?(?:一个|1个|一|1)?最低"
)
CUT_SHARE = re.compile(rf"最高(?:分)?(?:和|、|及|与)?(?:的)?最低(?:分)?(?:的)?各?{NUMBER}[%％]")
MORE_THAN = re.compile(r"(?:超过|多于|大于|>)(\d+)(?:人|名|个|份|张|票)?")
AT_LEAST = re.compile(r"(\d+)(?:人|名|个|份|张)(?:及|或)?以上|不少于(\d+)(?:人|名|个|份|张)")
FINAL = re.compile(r"保留([一两二三四\d])位(?:小数)?")
GRADE = r"[“\"]?([\u4e00-\u9fff]{1,5}?)[”\"]?"
GRADES = (
    re.compile(rf"(?:≥|>=|不低于){NUMBER}分?(?:的|为|评为|定为|是)*{GRADE}$"),
    re.compile(rf"{NUMBER}分?(?:\(含\))?(?:及)?以上(?:的|为|评为|定为|是)*{GRADE}$"),
    re.compile(
        rf"{NUMBER}分?(?:[—\-~～–]+|至|到){NUMBER}分?(?:\(不含\))?(?:的|为|评为|定为|是)*{GRADE}$"
    ),
    re.compile(rf"(?:<|低于|不足){NUMBER}分?(?:的|为|评为|定为|是)*{GRADE}$"),
    re.compile(rf"{NUMBER}分?以下(?:的|为|评为|定为|是)*{GRADE}$"),
)
CHAIN = re.compile(
    r"(?:相同|并列)[^。;；]{0,12}?(?:比较|以|按|看)([^。;；]+?)(?:得分)?(?:高者|高的|排|决定|定)"
)
MOST = r"(?:不超过|最多|最高|封顶|上限)(?:为)?"
QUOTA = re.compile(
    rf"(?:每类|各类|同类)?[“\"]?([\u4e00-\u9fff]{{1,4}}?)[”\"]?(?:等次)?(?:比例|名额|单位)?(?:不|最多不)(?:超过|得超过|高于)"
    rf"(?:本类|同类|该类|参评)?(?:单位)?(?:总)?数?(?:的)?{NUMBER}[%％]"
)


def clauses(remarks: str) -> list[str]:
    """The remarks cut at every stop."""
    return [piece for piece in CLAUSE.split(remarks) if piece]


def sides(remarks: str) -> list[dict[str, Any]]:
    """The sides with their weights, when the remarks give all of them; else nothing."""
    found = _weighed(remarks)
    if len(found) > 1 and sum(float(weight) for _, weight in found) == 100:
        return [_side(name, weight) for name, weight in found]
    return []


def _weighed(remarks: str) -> list[tuple[str, str]]:
    named: dict[str, str] = {}
    for piece in clauses(remarks):
        match = WEIGHT.match(piece)
        if match and RATERS.search(match[1]) and not NOT_SIDES.search(match[1]):
            named.setdefault(match[1], match[2])
    return list(named.items())


def ratio(remarks: str) -> list[dict[str, Any]]:
    """Sides in a ratio such as 3:6:3:3, named beside it in the same order."""
    for sentence in SENTENCE.split(remarks):
        for match in RATIO.finditer(sentence):
            weights = match[0].split(":")
            for names in _listed(sentence, match):
                if len(names) == len(weights) and all(RATERS.search(name) for name in names):
                    pairs = zip(names, weights, strict=True)
                    return [_side(name, weight) for name, weight in pairs]
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


def _side(name: str, weight: str) -> dict[str, Any]:
    alike = [code for code, words in ALIKE.items() if any(word in name for word in words)]
    code = alike[0] if alike else name
    return {"code": code, "name": name, "weight": weight, "exclude_self": code == "PEER"}


def rules(remarks: str) -> dict[str, Any]:
    """The rules that the remarks state; what they do not speak of is left out."""
    stated = {**_denominators(remarks), **_trimming(remarks), **_rounding(remarks)}
    return {**stated, **_ties(remarks), **_grades(remarks), **_caps(remarks)}


def _denominators(remarks: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for sentence in SENTENCE.split(remarks):
        about: list[str] = []
        for piece in re.split(r"[,，]", sentence):
            about = _boxes_named(piece) or about
            if BELOW.search(piece):
                found |= dict.fromkeys(about, True)
    return found


def _boxes_named(piece: str) -> list[str]:
    words = {
        "unknown_in_denominator": r"不了解|不清楚",
        "abstain_in_denominator": r"弃权|空白|未填",
    }
    return [rule for rule, word in words.items() if re.search(word, piece)]


def _trimming(remarks: str) -> dict[str, Any]:
    for sentence in SENTENCE.split(remarks):
        share = CUT_SHARE.search(sentence)
        if share:
            return {"trim": {"method": "percent", "percent": share[1]}}
        if CUT.search(sentence) and not re.search(r"不去掉|不再去", sentence):
            return {"trim": {"method": "one_high_one_low", "apply_if_raters_gt": _above(sentence)}}
    return {}


def _above(sentence: str) -> int:
    """From how many raters on the ends are cut."""
    more, least = MORE_THAN.search(sentence), AT_LEAST.search(sentence)
    if more:
        return int(more[1])
    return int(least[1] or least[2]) - 1 if least else 2


def _rounding(remarks: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in re.split(r"[,;。，；]", remarks):
        kept = FINAL.search(piece)
        if kept:
            number = DIGITS.get(kept[1]) or int(kept[1])
            among_sides = re.search(r"各方|单项|每方|各项|中间", piece)
            found["intermediate" if among_sides else "final"] = number
    if re.search(r"四舍六入", remarks):
        found["mode"] = "half_even"
    elif re.search(r"(?<!不)(?:截尾|舍去尾数|只舍不入)|不四舍五入", remarks):
        found["mode"] = "down"
    return {"rounding": found} if found else {}


def _ties(remarks: str) -> dict[str, Any]:
    tie: dict[str, Any] = {}
    if re.search(r"名次(?:不顺延|不跳|连续)|1、2、2、3|1,2,2,3|1223", remarks):
        tie["method"] = "dense"
    chain = CHAIN.search(remarks)
    if chain:
        order = [code for part in re.split(r"[、,]", chain[1]) for code in _codes(part)]
        if order:
            tie |= {"tiebreak": list(dict.fromkeys(order)), "decides": True}
    return {"tie": tie} if tie else {}


def _codes(words: str) -> list[str]:
    return [code for code, names in ALIKE.items() if any(name in words for name in names)][:1]


def _grades(remarks: str) -> dict[str, Any]:
    rows: dict[str, str] = {}
    for piece in clauses(remarks):
        for at, pattern in enumerate(GRADES):
            match = pattern.search(piece)
            if match:
                label = match.groups()[-1]
                rows.setdefault(label, "0" if at >= 3 else match[1])
                break
    if len(rows) < 2 or "0" not in rows.values():
        return _quota(remarks, [])
    table = sorted(rows.items(), key=lambda row: -float(row[1]))
    return {"tiers": [{"label": label, "min": least} for label, least in table]} | _quota(
        remarks, [label for label, _ in table]
    )


def _quota(remarks: str, labels: Sequence[str]) -> dict[str, Any]:
    if re.search(r"(?:不设|不限|没有)(?:等次)?(?:比例|名额)", remarks):
        return {"quota": None}
    match = QUOTA.search(remarks)
    if not match or (labels and match[1] not in labels):
        return {}
    up = re.search(r"向上取整", remarks)
    whole = re.search(r"(?:单位数|名额|%)[^。;；]{0,8}四舍五入", remarks)
    rounding = "ceil" if up else "half_up" if whole else "floor"
    share = str(Decimal(match[2]) / 100)
    usual = default_rules()["quota"]
    return {"quota": {**usual, "label": match[1], "max_ratio": share, "rounding": rounding}}


def _caps(remarks: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for rule, word in (("bonus_cap", "加分"), ("deduct_cap", "扣分")):
        match = re.search(rf"{word}[^。;；,，]{{0,6}}{MOST}{NUMBER}分", remarks)
        if match:
            found[rule] = match[1]
    return found
