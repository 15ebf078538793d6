"""What the remarks of a counting workbook say about the rules of the count."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluations.scoring.library import default_rules
from evaluations.sheets.sides import ALIKE
from evaluations.sheets.weighing import NUMBER, SENTENCE, clauses

DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
BELOW = re.compile(r"(?<!不)计入(?:计分)?(?:分母|总票数|总数|有效票)")
NOUGHT = re.compile(r"按(?:0|零)分(?:计|算|处理)")
BELOW_WITH = re.compile(r"分母[^。;；不]{0,14}(?:含|包括|包含)([^)）。;；]*)")
CUT = re.compile(
    r"去掉?(?:一个|1个|一|1)?最高(?:分)?(?:和|、|及|与)?(?:去掉?)?(?:一个|1个|一|1)?最低"
)
CUT_SHARE = re.compile(rf"最高(?:分)?(?:和|、|及|与)?(?:的)?最低(?:分)?(?:的)?各?{NUMBER}[%％]")
MORE_THAN = re.compile(r"(?:超过|多于|大于|>)(\d+)(?:人|名|个|份|张|票)?")
AT_LEAST = re.compile(r"(\d+)(?:人|名|个|份|张)(?:及|或)?以上|不少于(\d+)(?:人|名|个|份|张)")
FINAL = re.compile(r"保留(?:到)?(?:小数)?(?:点)?(?:后)?([一两二三四\d])位(?:小数)?")
WHOLE = re.compile(r"(?:保留|取|取到|精确到)(?:整数|个位)")
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
DENSE = re.compile(
    r"名次(?:不顺延|不跳|连续|不空)|不占(?:用)?(?:后续|后面|下一个?)?(?:的)?名次|1、2、2、3|1,2,2,3|1223"
)
HIGHER = re.compile(
    r"(?:相同|并列|同分)(?:的|时|者)*[,，:：]?([^。;；,，]{2,12}?)(?:的)?(?:得分|分数|分)?(?:高|多)(?:者|的)"
    r"[^。;；]{0,6}(?:前|先|靠前|优先)"
)
MOST = r"(?:不超过|最多|最高|封顶|上限)(?:为)?"
QUOTA = re.compile(
    rf"(?:每类|各类|同类)?[“\"]?([\u4e00-\u9fff]{{1,4}}?)[”\"]?(?:等次)?(?:比例|名额|单位)?(?:不|最多不)(?:超过|得超过|高于)"
    rf"(?:本类|同类|该类|参评)?(?:单位)?(?:总)?数?(?:的)?{NUMBER}[%％]"
)


def rules(remarks: str) -> dict[str, Any]:
    """The rules that the remarks state; what they do not speak of is left out."""
    stated = {**_denominators(remarks), **_trimming(remarks), **_rounding(remarks)}
    stated |= {**_ties(remarks), **_grades(remarks), **_caps(remarks)}
    return {**stated, **_few(remarks), **_session_void(remarks)}


def _denominators(remarks: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for sentence in SENTENCE.split(remarks):
        about: list[str] = []
        for piece in re.split(r"[,，]", sentence):
            about = _boxes_named(piece) or about
            if BELOW.search(piece) or NOUGHT.search(piece):
                found |= dict.fromkeys(about, True)
        if said := BELOW_WITH.search(sentence):
            found |= dict.fromkeys(_boxes_named(said[1]), True)
    return found


def _boxes_named(piece: str) -> list[str]:
    words = {
        "unknown_in_denominator": r"不了解|不清楚|说不清|不知道",
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
        if kept or WHOLE.search(piece):
            number = (DIGITS.get(kept[1]) or int(kept[1])) if kept else 0
            among_sides = re.search(r"各方|单项|每方|各项|中间|过程", piece)
            found["intermediate" if among_sides else "final"] = number
    if re.search(r"四舍六入", remarks):
        found["mode"] = "half_even"
    elif re.search(r"(?<!不)(?:截尾|舍去尾数|只舍不入)|不四舍五入", remarks):
        found["mode"] = "down"
    return {"rounding": found} if found else {}


def _ties(remarks: str) -> dict[str, Any]:
    tie: dict[str, Any] = {}
    if DENSE.search(remarks):
        tie["method"] = "dense"
    chain = CHAIN.search(remarks) or HIGHER.search(remarks)
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


LEAST = re.compile(
    r"(?:不足|不满|少于|低于|不少于|不低于|至少|最低|最少)(?:为)?(\d+)(?:张|票|份|人|名|个)"
)
NO_LEAST = re.compile(
    r"(?:最低|最少)?有效票[^。;；]{0,8}(?:不作要求|不设下限|不作限制|不限)|不设(?:置)?最低有效票"
)


def least(remarks: str, sides: Mapping[str, str]) -> dict[str, int]:
    """The fewest valid ballots of every side (code: name), as far as the remarks say so."""
    if NO_LEAST.search(remarks):
        return dict.fromkeys(sides, 1)
    found: dict[str, int] = {}
    for sentence in SENTENCE.split(remarks):
        if re.search(r"有效票|计分票|有效评议|有效测评|有效份|有效问卷", sentence):
            found |= _least_of(sentence, sides)
    return found


def _least_of(sentence: str, sides: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    waiting: list[str] = []
    for piece in clauses(sentence):
        waiting += [code for code in sides if code not in found and _names(code, sides, piece)]
        number = LEAST.search(piece) or (waiting and re.search(r"(\d+)(?:张|票|份|人|名|$)", piece))
        if number:
            found |= dict.fromkeys(waiting or (() if found else sides), int(number[1]))
            waiting = []
    return found


def _names(code: str, sides: Mapping[str, str], piece: str) -> bool:
    return sides[code] in piece or any(word in piece for word in ALIKE.get(code, ()))


def _few(remarks: str) -> dict[str, Any]:
    """What becomes of a unit when a side has too few valid ballots."""
    for sentence in SENTENCE.split(remarks):
        if re.search(r"有效票", sentence) and LEAST.search(sentence):
            if re.search(
                r"(?:该|被评|相应)单位[^,，]{0,6}(?:不计总分|不出总分|不计分|不排名)", sentence
            ):
                return {"min_valid_policy": "no_score"}
            if re.search(r"照常计|仍计入|照样计", sentence):
                return {"min_valid_policy": "keep"}
    return {}


def _session_void(remarks: str) -> dict[str, Any]:
    """Under which return rate a whole session is void."""
    found = re.search(
        rf"(?:回收率|收回率)(?:低于|不足|未达到?|达不到|不到){NUMBER}[%％](?:的)?[^。;；]{{0,8}}无效",
        remarks,
    )
    if not found:
        return {}
    too_few = {"ratio": str(Decimal(found[1]) / 100)}
    return {"session_void": {"more_returned_than_issued": {}, "return_rate": too_few}}
