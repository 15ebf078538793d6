"""Paper ballots: counts and register lines entered by tellers, once or twice."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from evaluations import policy
from evaluations.models import Round, Side, SideTally
from evaluations.rules.schemes import plan_of
from evaluations.rules.sealing import side_boxes
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.words import Source
from roster.models import Unit, User

TAKES = (Round.Status.FROZEN, Round.Status.OPEN, Round.Status.ENDED)


@transaction.atomic
def enter(
    round_: Round,
    unit: Unit,
    side: Side,
    *,
    by: User | None,
    counts: Mapping[str, Mapping[str, int]] | None = None,
    marks: Mapping[str, Mapping[str, int]] | None = None,
    source: str = Source.FIRST,
) -> SideTally:
    """录入: the ticks of one unit from one side on paper; typed again, the same entry is replaced.

    The two entries that are compared are typed by two people.
    `counts` is {item: {label: n}}, `marks` is {item: {tenths of a point: n}}; no item is "".
    """
    policy.require(by, "enter")
    _check_open(round_, unit)
    if by and has_typed(by, round_, side, other_entry(source), unit):
        raise Refused(f"“{unit}”的另一遍是您录入的，两遍须由两个人各自对着原票录入，请换一人登录。")
    options, _ = side_boxes(plan_of(round_), side)
    ticked = {item: _clean(boxes, options) for item, boxes in (counts or {}).items()}
    marked = {item: _clean_marks(boxes, options) for item, boxes in (marks or {}).items()}
    row, _ = SideTally.objects.update_or_create(
        round=round_,
        unit=unit,
        side=side,
        source=source,
        defaults={"counts": ticked, "marks": marked, "entered_by": by},
    )
    return row


def other_entry(source: str) -> str:
    """The entry that this one is compared with."""
    return Source.FIRST if source == Source.SECOND else Source.SECOND


def has_typed(by: User, round_: Round, side: Side, source: str, unit: Unit | None = None) -> bool:
    """Whether this person typed the entry, for one unit or for any."""
    rows = round_.tallies.filter(side=side, source=source, entered_by=by)
    return (rows.filter(unit=unit) if unit else rows).exists()


def _check_open(round_: Round, unit: Unit) -> None:
    if round_.status not in TAKES or round_.sealed_first_by_id is not None:
        raise Refused("只有已冻结、评议中或结束未封存的评议可以录入纸质票。")
    if not round_.cohorts.filter(units=unit).exists():
        raise Refused(f"“{unit}”不在本次评议范围内。")


def _clean(boxes: Mapping[str, int], options: OptionSet) -> dict[str, int]:
    allowed = (*options.labels, ABSTAIN, ROW_VOID)
    for label, count in boxes.items():
        if label not in allowed:
            raise Refused(f"没有“{label}”这一选项，可用：{'、'.join(allowed)}。")
        if count < 0:
            raise Refused(f"“{label}”的票数不能小于0。")
    return {label: int(boxes[label]) for label in sorted(boxes) if boxes[label]}


def _clean_marks(boxes: Mapping[str, int], options: OptionSet) -> dict[str, int]:
    for tenths, count in boxes.items():
        if not options.low * 10 <= int(tenths) <= options.high * 10 or count < 0:
            raise Refused(f"分数{int(tenths) / 10}超出{options.low}到{options.high}的范围。")
    return {str(int(tenths)): int(n) for tenths, n in sorted(boxes.items()) if n}


@transaction.atomic
def register(round_: Round, lines: list[dict[str, Any]], *, by: User | None) -> None:
    """登记发放回收: what was issued, came back and was void, line by line."""
    policy.require(by, "enter")
    if round_.status not in TAKES:
        raise Refused("只有已冻结、评议中或结束未封存的评议可以登记发放回收。")
    for line in lines:
        side = line.get("scope") or line.get("side_name")
        if (line.get("void") or 0) > (line.get("returned") or 0):
            raise Refused(f"“{side}”的整票无效多于收回票，请对照原票改正。")
        if (line.get("valid") or 0) + (line.get("void") or 0) > (line.get("returned") or 0):
            raise Refused(f"“{side}”的有效票加无效票多于收回票，请对照原票改正。")
    Round.objects.filter(pk=round_.pk).update(sessions=lines)
    round_.sessions = lines
    journal.write(round_, "登记发放回收", by=by, lines=len(lines))
