"""The count as a sweep: sealed rounds, summaries from score rows, standings from summaries."""

import logging
from collections.abc import Iterable
from fractions import Fraction
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
from evaluations.words import Source
from roster.models import User
from roster.words import Work

POINT = 10_000
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
    rows = _folded(round_)
    SideTally.objects.filter(round=round_, source=Source.CODES).delete()
    SideTally.objects.bulk_create(sorted(rows, key=lambda row: (row.unit_id, row.side_id)))
    return len(rows)


def _folded(round_: Round) -> list[SideTally]:
    """One pass for all sides together: the ballots are read once, equal ones as one group."""
    plan = plan_of(round_)
    boxes = {side.pk: side_boxes(plan, side) for side in round_.sides.all()}
    widest = max((len(items) for _, items in boxes.values()), default=0)
    groups = (
        BallotScore.objects.filter(round=round_)
        .order_by()
        .values_list("unit_id", "side_id", *(f"s{at}" for at in range(1, widest + 1)))
        .annotate(n=Count("*"))
    )
    rows: dict[tuple[int, int], SideTally] = {}
    for unit_id, side_id, *values, count in groups.iterator():
        row = rows.get((unit_id, side_id))
        if row is None:
            row = SideTally(round=round_, unit_id=unit_id, side_id=side_id, source=Source.CODES)
            row.counts, row.marks = {}, {}
            rows[unit_id, side_id] = row
        options, items = boxes[side_id]
        _add(row, values[: len(items)], int(count), options, items)
    for row in rows.values():
        row.counts = {item: dict(sorted(shelf.items())) for item, shelf in row.counts.items()}
        row.marks = {item: dict(sorted(shelf.items())) for item, shelf in row.marks.items()}
    return list(rows.values())


def _add(
    row: SideTally,
    values: Iterable[int | None],
    count: int,
    options: OptionSet,
    items: tuple[str, ...],
) -> None:
    scores: list[Fraction] = []
    for item, value in zip(items, values, strict=True):
        if value is None:
            continue
        box, word, score = _read(value, options)
        shelf = getattr(row, box).setdefault(item, {})
        shelf[word] = shelf.get(word, 0) + count
        if score is not None:
            scores.append(score)
    if scores:
        fixed = round(sum(scores, Fraction(0)) / len(scores) * POINT)
        row.n += count
        row.sx += fixed * count
        row.sxx += fixed * fixed * count


def _read(value: int, options: OptionSet) -> tuple[str, str, Fraction | None]:
    """Which shelf a stored value belongs to, under which word, and what it is worth."""
    if value == 0 and not options.is_numeric:
        return "counts", ABSTAIN, None
    if value == -1:
        return "counts", ROW_VOID, None
    if options.is_numeric:
        return "marks", str(value), Fraction(value, 10)
    option = options.options[value - 1]
    return "counts", option.label, option.score if option.counted else None


def summed(
    counts: dict[str, dict[str, int]], marks: dict[str, dict[str, int]], options: OptionSet
) -> dict[str, Any]:
    """n, sum and sum of squares of entered counts, averaged over the items of the ballot."""
    pairs = [
        (option.score, boxes.get(option.label, 0))
        for boxes in counts.values()
        for option in options.options
        if option.counted and option.score is not None
    ]
    pairs += [(Fraction(int(v), 10), n) for boxes in marks.values() for v, n in boxes.items()]
    items = max(1, len(counts) + len(marks))
    fixed = [(round(score * POINT), n) for score, n in pairs]
    return {
        "n": sum(n for _, n in fixed) // items,
        "sx": sum(score * n for score, n in fixed) // items,
        "sxx": sum(score * score * n for score, n in fixed) // items,
    }
