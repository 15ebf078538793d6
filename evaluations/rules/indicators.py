"""Figures from outside: read from pasted lines, kept with their source, counted as a side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Indicator, Round, Side
from evaluations.rules.entering import enter
from evaluations.rules.schemes import plan_of
from evaluations.rules.sealing import side_boxes
from roster.directory import Directory, Entry
from roster.models import Unit, User

SPLIT = re.compile(r"[\s,，]+")
COUNTS = ("有效回访", "已联系", "已解决", "满意", "基本满意")
SHARES = {"响应率": Decimal("0.1"), "解决率": Decimal("0.5"), "满意率": Decimal("0.4")}
BASICALLY = Decimal("0.9")
TENTH, HUNDRED = Decimal("0.1"), Decimal(100)


@dataclass
class Figure:
    """One unit's figure as read, with the counts it was made from."""

    unit: Unit
    value: Decimal
    facts: dict[str, Any] = field(default_factory=dict)


def rates(counts: dict[str, int]) -> dict[str, Decimal]:
    """The hotline's three rates in percent over 有效回访; 基本满意 weighs nine tenths."""
    base = Decimal(counts["有效回访"])
    happy = counts["满意"] + BASICALLY * counts["基本满意"]
    return {
        "响应率": counts["已联系"] * HUNDRED / base,
        "解决率": counts["已解决"] * HUNDRED / base,
        "满意率": happy * HUNDRED / base,
    }


def read_figures(round_: Round, kind: str, text: str) -> list[Figure]:
    """Lines of a unit and its figure, or its five hotline counts; every bad line is named."""
    units = {
        u.code: u for u in Unit.objects.filter(cohorts__round=round_).prefetch_related("aliases")
    }
    directory = Directory(
        [
            Entry(u.code, u.name, u.short, tuple(a.name for a in u.aliases.all()))
            for u in units.values()
        ]
    )
    found: dict[int, Figure] = {}
    faults = []
    for at, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in SPLIT.split(line.strip()) if cell.strip()]
        if not cells or (len(cells) > 1 and not cells[1][:1].isdigit() and at == 1):
            continue
        try:
            row = _figure(cells, kind, directory, units)
            if row.unit.pk in found:
                raise Refused(f"“{row.unit}”写了两次")
            found[row.unit.pk] = row
        except Refused as fault:
            faults.append(f"第{at}行：{fault}。")
    if faults:
        raise Refused("".join(faults[:20]))
    if not found:
        raise Refused("没有读到数字，请一行写一个单位和它的数。")
    return list(found.values())


def _figure(
    cells: Sequence[str], kind: str, directory: Directory, units: dict[str, Unit]
) -> Figure:
    code = directory.one(cells[0])
    if code is None:
        raise Refused(f"“{cells[0]}”不在本次评议范围内，或可能指多个单位")
    numbers = [_number(cell) for cell in cells[1:]]
    if kind == Indicator.Kind.HOTLINE and len(numbers) == len(COUNTS):
        return _hotline(units[code], [int(number) for number in numbers])
    if len(numbers) != 1:
        raise Refused("应写一个得分" + ("，或五个数" if kind == Indicator.Kind.HOTLINE else ""))
    return _scored(units[code], numbers[0], {})


def _number(cell: str) -> Decimal:
    try:
        return Decimal(cell.rstrip("%分"))
    except InvalidOperation as fault:
        raise Refused(f"“{cell}”不是数字") from fault


def _hotline(unit: Unit, numbers: list[int]) -> Figure:
    counts = dict(zip(COUNTS, numbers, strict=True))
    base = counts["有效回访"]
    if base < 1:
        raise Refused("有效回访为0，不能计算三率")
    if max(counts.values()) > base or counts["满意"] + counts["基本满意"] > base:
        raise Refused("分项多于有效回访")
    found = rates(counts)
    whole = sum((share * found[name] for name, share in SHARES.items()), Decimal(0))
    told = {name: f"{rate:.2f}" for name, rate in found.items()}
    return _scored(unit, whole, {**counts, **told})


def _scored(unit: Unit, value: Decimal, facts: dict[str, Any]) -> Figure:
    if not 0 <= value <= HUNDRED:
        raise Refused(f"得分{value}应在0到100之间")
    kept = value.quantize(TENTH, rounding=ROUND_HALF_UP)
    return Figure(unit, kept, facts or {"原数": str(value)})


@transaction.atomic
def enter_indicators(
    round_: Round,
    side: Side,
    *,
    kind: str,
    text: str,
    since: date,
    until: date,
    source: str,
    by: User | None,
    method: str = "",
) -> int:
    """导入指标: figures of one source for all units of a side; entering again replaces them."""
    policy.require(by, "enter")
    _check(round_, side, kind, since, until, source, method)
    figures = read_figures(round_, kind, text)
    for row in figures:
        Indicator.objects.update_or_create(
            round=round_,
            side=side,
            unit=row.unit,
            defaults={
                "kind": kind,
                "value": row.value,
                "facts": row.facts,
                "since": since,
                "until": until,
                "source": tidy(source),
                "method": tidy(method),
                "entered_by": by,
            },
        )
        items = side_boxes(plan_of(round_), side)[1]
        marks = {item: {str(int(row.value * 10)): 1} for item in items}
        enter(round_, row.unit, side, by=by, marks=marks)
    journal.write(round_, "导入指标", by=by, side=str(side), kind=kind, count=len(figures))
    return len(figures)


def _check(
    round_: Round, side: Side, kind: str, since: date, until: date, source: str, method: str
) -> None:
    options, _ = side_boxes(plan_of(round_), side)
    if not options.is_numeric:
        raise Refused(f"“{side}”不是百分制，请在评议办法里把这一方的选项组设为百分制。")
    if until < since:
        raise Refused("统计期的截止日期早于起始日期，请改正。")
    if not source.strip():
        raise Refused("请写明来源（文号、报告名称或导出表）。")
    if kind == Indicator.Kind.SURVEY and not method.strip():
        raise Refused("第三方调查请写明方法：谁做的、多少样本、怎样抽样、怎样访问。")
