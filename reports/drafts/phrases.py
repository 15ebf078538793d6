"""Phrases made from figures: who leads, who is late, what changed since the last paper."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from issues.models import Issue
from reports.drafts.said import Piece, Said, strung, way_of
from reports.figures import Facts, Figure, Value
from reports.models import Circular

FEW = 5
GOOD_SHARE = 0.5
LEAST = 10
Numbers = Mapping[str, Value]
Words = list[Piece | str]
COMPARED = ("issues_ledger", "issues_closed", "issues_open", "overdue", "close_rate")


def joined(names: list[str]) -> str:
    """Names as documents list them."""
    return "、".join(names)


def progress_phrases(facts: Facts, numbers: Numbers, earlier: Circular | None) -> list[Said]:
    """What can be said of the ledger as a whole, also beside what the last paper said."""
    day = facts.today
    unsent = joined([unit.short for unit in facts.units_without_list]) or "无"
    return [
        Said.phrase("p_campaign", "活动", "活动名称", [facts.campaign.name]),
        Said.phrase("p_day", "截至日期", "数据截至的日子", [f"{day.month}月{day.day}日"]),
        Said.phrase("p_span", "活动期间", "活动的起始日期", [_span(facts)]),
        Said.phrase("p_best", "先进单位", "整改率不低于50%的前五名单位", _best(facts)),
        Said.phrase("p_late", "逾期较多单位", "逾期件数最多的五个单位", _late(facts)),
        Said.phrase("p_unsent", "未报送单位名单", "尚未报送清单的单位", [unsent]),
        Said.phrase(
            "p_change", "较上期", "与上一份已印发文件的数字相比", _change(numbers, earlier)
        ),
    ]


def _span(facts: Facts) -> str:
    first = facts.campaign.starts_on
    return f"{first.year}年{first.month}月{first.day}日以来"


def _best(facts: Facts) -> Words:
    rated = []
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        if whole:
            rated.append((counts.get(Issue.Status.CLOSED, 0) / whole, whole, pk, unit.short))
    rated.sort(reverse=True)
    names = [
        (Piece(name, way_of("issues_closed", pk, "issues_ledger")),)
        for share, _, pk, name in rated[:FEW]
        if share >= GOOD_SHARE
    ]
    return [*strung(names, "、"), "整改率居前"] if names else ["各单位正在按时限推进"]


def _late(facts: Facts) -> Words:
    found = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])
    if found and found[0][1][0] == 1:
        return ["逾期问题涉及", Piece(f"{len(found)}", "overdue"), "个单位，各有一件"]
    names = [
        (Piece(facts.units[unit].short), Piece(f"{count}件", way_of("overdue", unit)))
        for unit, (count, _) in found[:FEW]
        if unit in facts.units
    ]
    return ["逾期问题较多的单位是", *strung(names, "、")] if names else ["目前没有逾期问题"]


def _change(numbers: Numbers, earlier: Circular | None) -> Words:
    before = dict(earlier.figures.values_list("code", "text")) if earlier else {}
    parts = [
        (Piece(said, f"~{code}"),)
        for code in COMPARED
        if code in before
        and (said := change(numbers[code].figure, numbers[code].text, before[code]))
    ]
    if not earlier or not parts:
        return []
    title = Piece(earlier.called, earlier.get_absolute_url())
    if all(piece.text.endswith("持平") for (piece,) in parts):
        return ["与上期（", title, "）相比，", Piece("各项数字持平", "~issues_ledger")]
    return ["与上期（", title, "）相比，", *strung(parts, "，")]


def change(figure: Figure, now: str, before: str) -> str:
    """One difference as a clause; empty when either side has no number."""
    try:
        step = Decimal(now) - Decimal(before)
    except ArithmeticError:
        return ""
    if not step:
        return f"{figure.label}持平"
    if figure.unit == "%":
        return f"{figure.label}{'提高' if step > 0 else '下降'}{abs(step)}个百分点"
    verb = "增加" if step > 0 else "减少"
    return f"{figure.label}{verb}{abs(step)}{figure.unit}{_share_of(step, Decimal(before))}"


def _share_of(step: Decimal, before: Decimal) -> str:
    """环比 in brackets; of a few no share is told, 1 to 11 would be 增长1000.0%."""
    if abs(before) < LEAST:
        return ""
    share = (100 * abs(step) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"（环比{'增长' if step > 0 else '下降'}{share}%）"
