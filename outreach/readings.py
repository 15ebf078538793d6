"""Reading hotline orders: moments, states, and what must not stay in a free text."""

import re
from datetime import datetime
from functools import cache
from typing import Final

from common.dictionaries import dictionary
from common.workbook.dictionary import Dictionary
from common.workbook.grid import Cell
from common.workbook.text import half_width, squeeze, visible

MOMENT: Final = re.compile(
    r"(20\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?"
    r"(?:[\sT]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})秒?)?)?"
)

RUN_TOGETHER: Final = re.compile(
    r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?:[\sT]*(\d{2}):?(\d{2})(?::?(\d{2}))?)?(?!\d)"
)


def moment(cell: Cell) -> datetime | None:
    """The moment a cell names, as text or as a date."""
    if cell.moment is not None:
        return cell.moment
    text = half_width(visible(cell.text))
    found = MOMENT.search(text) or RUN_TOGETHER.search(text)
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


@cache
def finished_words() -> frozenset[str]:
    """States of an order that mean it is finished."""
    return frozenset(dictionary("outreach", "tickets")["finished"])


REMARKED: Final = re.compile(
    r"[(](满意|基本满意|不满意|已回访|待回访|已评价|按时|超期)[)]$|[-—,，]?(已|待)(回访|评价|归档)$"
)


IN_TIME: Final = re.compile(
    r"^(按期|按时|如期|限时|提前|超期|超时|逾期|延期)(?=(已)?(办结|完成|归档)$)"
)


def is_finished(state: str) -> bool:
    """Whether an order is finished; one handed back for another try is not."""
    said = squeeze(state)
    bare = IN_TIME.sub("", REMARKED.sub("", said))
    return not finished_words().isdisjoint({said, bare})


NO_WORDS: Final = frozenset(
    {"否", "无", "没有", "未联系", "未响应", "未解决", "无效", "0", "N", "no"}
)
YES_WORDS: Final = frozenset(
    {"是", "有", "有效", "已联系", "已响应", "已解决", "解决", "1", "Y", "yes"}
)
CONTENT: Final = {
    "yes": frozenset({"满意", "非常满意", "很满意", "是"}),
    "fair": frozenset({"基本满意", "比较满意", "一般"}),
    "no": frozenset({"不满意", "很不满意", "非常不满意", "否"}),
}


def is_said(text: str | None) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    word = squeeze(text or "")
    return True if word in YES_WORDS else False if word in NO_WORDS else None


def content_of(text: str | None) -> str:
    """How content the caller was, as a word of the ticket; empty where it is not said."""
    word = squeeze(text or "")
    return next((name for name, words in CONTENT.items() if word in words), "")


KINDS: Final = {
    "firm": re.compile(r"企业|商户|公司|个体|门店|合作社|厂$|市场主体"),
    "household": re.compile(r"群众|居民|村民|农户|户$|个人|住户|百姓"),
    "village": re.compile(r"村(居|屯|委会|委)?$|社区|居委会"),
}
WAYS: Final = {
    "visit": "上门入户走访",
    "phone": "电话",
    "meeting": "座谈会议",
    "online": "网络微信线上",
}
HANDLINGS: Final = {
    "settled": "现场解决 当场解决 立即解决 已解决 现场办结 即办",
    "explained": "解释说明 解释 说明 当场解释 现场解释 政策解释 现场答复 当场答复",
    "transferred": "转12345 12345 转办热线",
    "assigned": "交办 转办 转交办 转交 分办 交办单位",
}


def visit_kind(text: str) -> str:
    """Whom a visit went to, as a word of the visit; empty where it is not said."""
    word = squeeze(text)
    return next((name for name, known in KINDS.items() if known.search(word)), "")


def way_of(text: str) -> str:
    """How a visit was made; at the door where nothing else is said."""
    word = squeeze(text)
    return next((name for name, known in WAYS.items() if word and word[:2] in known), "visit")


def handling_of(text: str) -> str:
    """What became of a demand, as a word of the visit; empty where it is not said."""
    word = squeeze(text)
    return next((name for name, known in HANDLINGS.items() if word in known.split()), "")


def count_of(text: str | None) -> int:
    """A number of times as a cell writes it."""
    found = re.search(r"\d{1,3}", half_width(text or ""))
    return int(found[0]) if found else 0


@cache
def limits() -> dict[str, int]:
    """Workdays from dispatch by word of the appeal type."""
    table: dict[str, int] = dictionary("outreach", "tickets")["limits"]
    return table


def limit_of(appeal_type: str) -> int:
    """The workdays an order of this type may take from its dispatch."""
    table = limits()
    return next((days for word, days in table.items() if word in appeal_type), table["其他"])


@cache
def headings() -> Dictionary:
    """The headings of hotline exports."""
    more: dict[str, list[str]] = dictionary("outreach", "tickets")["more"]
    taken = {alias for aliases in more.values() for alias in aliases}
    known: dict[str, list[str]] = dictionary("outreach", "hotline")["hotline"]["field_aliases"]
    fields = {
        name: [*(alias for alias in aliases if alias not in taken), *more.get(name, ())]
        for name, aliases in known.items()
    }
    shapes: dict[str, str] = dictionary("outreach", "tickets")["shapes"]
    return Dictionary.from_mapping({"fields": {**more, **fields}, "shapes": shapes})
