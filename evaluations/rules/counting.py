"""The count as a sweep: sealed rounds, summaries from score rows, standings from summaries."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import now

import journal.rules as journal
import notices.rules as notices
from common.refusal import Conflict
from evaluations.models import BallotScore, Round, SideTally
from evaluations.rules.ranking import rank
from evaluations.rules.schemes import plan_of
from evaluations.rules.scrubbing import scrub
from evaluations.rules.sealing import side_boxes
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.words import ABSTAINED, VOIDED, Source
from roster.models import User
from roster.words import Work

WORDS = {ABSTAINED: ABSTAIN, VOIDED: ROW_VOID}
log = logging.getLogger(__name__)


def tally() -> int:
    """计票: count every sealed round; a round that fails waits for the next sweep."""
    counted = sum(_tried(round_) for round_ in Round.objects.sealed())
    if counted:
        scrub()
    return counted


def _tried(round_: Round) -> int:
    """One round's fault must not keep the others from being counted."""
    try:
        return _tally_one(round_)
    except Exception:
        log.exception("评议 %s 计票失败，下一次后台任务再试", round_.pk)
        return 0


@transaction.atomic
def _tally_one(round_: Round) -> int:
    try:
        round_.move(Round.Status.TALLIED, tallied_at=now())
    except Conflict:
        return 0
    fold(round_)
    rank(round_, by=None)
    journal.write(round_, "计票", by=None, digest=round_.result_digest)
    office = User.objects.filter(duties__work__in=[Work.OFFICE, Work.LEADER], is_active=True)
    notices.tell(
        office.distinct(),
        key=f"round-{round_.pk}-tallied",
        text=f"“{round_}”已计票，请审定结果。",
        url=round_.get_absolute_url(),
    )
    return 1


@transaction.atomic
def fold(round_: Round) -> int:
    """汇总: the summary rows of all cast ballots in one pass over the score rows."""
    rows = folded(round_)
    SideTally.objects.filter(round=round_, source=Source.CODES).delete()
    SideTally.objects.bulk_create(sorted(rows, key=lambda row: (row.unit_id, row.side_id)))
    return len(rows)


def folded(round_: Round) -> list[SideTally]:
    """重汇: one grouped pass an item over the ballots of all sides that ask it."""
    plan = plan_of(round_)
    boxes = {side.pk: side_boxes(plan, side) for side in round_.sides.all()}
    widest = max((len(items) for _, items in boxes.values()), default=0)
    rows: dict[tuple[int, int], SideTally] = {}
    for at in range(widest):
        asked = [side for side, (_, items) in boxes.items() if at < len(items)]
        for unit, side, value, count in _grouped(round_, asked, f"s{at + 1}"):
            if (unit, side) not in rows:
                rows[unit, side] = _empty(round_, unit, side)
            options, items = boxes[side]
            _add(rows[unit, side], items[at], value, count, options)
    return list(rows.values())


def _grouped(round_: Round, sides: Sequence[int], column: str) -> Iterator[tuple[Any, ...]]:
    known = BallotScore.objects.filter(round=round_, side__in=sides)
    named = known.exclude(**{column: None}).order_by().values_list("unit_id", "side_id", column)
    return iter(sorted(named.annotate(n=Count("*"))))


def _empty(round_: Round, unit: int, side: int) -> SideTally:
    return SideTally(
        round=round_, unit_id=unit, side_id=side, source=Source.CODES, counts={}, marks={}
    )


def _add(row: SideTally, item: str, value: int, count: int, options: OptionSet) -> None:
    box, word = said(value, options)
    shelf = getattr(row, box).setdefault(item, {})
    shelf[word] = shelf.get(word, 0) + count


def said(value: int, options: OptionSet) -> tuple[str, str]:
    """Which shelf a stored value belongs to, and under which word."""
    if value in WORDS:
        return "counts", WORDS[value]
    if options.is_numeric:
        return "marks", str(value)
    return "counts", options.options[value - 1].label
