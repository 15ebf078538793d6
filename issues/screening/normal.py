"""Taking from a text what a copyist changes: numbers, dates, units, places, common synonyms."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from common.dictionaries import dictionary

DIGITS: Final = "〇零一二两三四五六七八九十百千万亿半几"
WHEN: Final = re.compile(
    rf"(?:20\d\d年|[今去前]年|上个?[年月周]|本[年月周])|[\d{DIGITS}]+季度|[\d{DIGITS}]+(?:[至到—–\-~][\d{DIGITS}]+)?月(?:份|[\d{DIGITS}]+日)?"
    rf"|[\d{DIGITS}]+日|[上下]半年|[上下中]旬|凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜|以来|期间|今年"
)
COUNT: Final = re.compile(
    rf"\d[\d.,:：]*%?|[{DIGITS}]{{1,}}(?=[^\w]|[个名户家件人次天年月小时分钟元块亩座台辆只条份页处位张栋])|[一两三四五六七八九十](?=[个名户家件人次天年台辆只条份处位张])"
)
MEASURED: Final = re.compile(
    r"#个?[名位个份张件条户家人次趟遍回台辆只页处栋块座间所亩吨袋箱眼场项笔本封轮盏根棵头组]"
)
PERSON: Final = re.compile(r"[\u4e00-\u9fff]某[某甲乙丙]?(?![小楼企公商])|某")
STOPS: Final = re.compile(r"[^\w#]+")
TRIVIAL: Final = frozenset("的了着在于与和及并对由从到已所其该")


@cache
def _names() -> re.Pattern[str]:
    """Names of places and units: two or three characters before the kind of place."""
    kinds = sorted(dictionary("issues", "copies")["places"], key=len, reverse=True)
    return re.compile(
        rf"(?:(?<=^)|(?<=[，。；：、“\s在到从对由将把向经于]))(?:第[{DIGITS}\d]+|[\u4e00-\u9fff]{{2}})(?:{'|'.join(kinds)})"
    )


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = dictionary("issues", "copies")["synonyms"]
    one = {word: group[0][0] for group in groups for word in group}
    words = sorted(one, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), one


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text without what copyists change; clauses stay apart by a blank."""
    said = unicodedata.normalize("NFKC", text)
    said = PERSON.sub("", WHEN.sub("", _names().sub("", said)))
    said = MEASURED.sub("#", COUNT.sub("#", said))
    pattern, one = _synonyms()
    said = pattern.sub(lambda m: one[m.group()], said)
    said = "".join(c for c in said if c not in TRIVIAL)
    return STOPS.sub(" ", said).strip()
