"""Counting again from what was sealed: whoever doubts a result can have it proved."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from django.db.models import Count

from evaluations.models import Ballot, BallotScore, Batch, Invitation, Round
from evaluations.rules.batching import batch_lines
from evaluations.rules.counting import folded, said
from evaluations.rules.ranking import results_of
from evaluations.rules.releasing import published_leaves
from evaluations.rules.rounds import frozen_digest
from evaluations.rules.schemes import digest, plan_of
from evaluations.rules.sealing import encoded, side_boxes
from evaluations.rules.validity import accounts
from evaluations.scoring import report
from evaluations.scoring.leaves import root_of_sorted
from evaluations.words import Source

Ticks = dict[tuple[int, int, str, str, str], int]


@dataclass(frozen=True)
class Proof:
    """One thing that was looked at again, and what was found."""

    about: str
    holds: bool
    found: str


def verify(round_: Round) -> list[Proof]:
    """核验: recount from the sealed slips and compare every published digest; writes nothing."""
    proofs = [*_frozen(round_), *_balanced(round_)]
    if round_.sealed_at:
        proofs += [*_listed(round_), *_recounted(round_)]
    if round_.is_counted:
        proofs.append(_ranked(round_))
    return proofs


def _frozen(round_: Round) -> Iterator[Proof]:
    if round_.plan_digest:
        again = frozen_digest(round_, round_.plan)
        yield _same("评议办法、参评单位与冻结时一致", again, round_.plan_digest)
    if round_.codes_digest:
        alive = round_.invitations.exclude(state=Invitation.State.VOID)
        again = digest(sorted(alive.values_list("digest", flat=True)))
        yield _same("测评码与开始评议时一致，没有增减", again, round_.codes_digest)


def _same(about: str, again: str, known: str) -> Proof:
    return Proof(about, again == known, f"重算{again[:16]}…，公布{known[:16]}…")


def _balanced(round_: Round) -> Iterator[Proof]:
    for row in accounts(round_):
        parts = f"收回{row.returned}＋未用{row.unused}＋作废码{row.withdrawn}"
        void = f"；收回中整票无效{row.void}" if row.void else ""
        yield Proof(f"{row.side}收发相符", row.balances, f"发出{row.issued}＝{parts}{void}")


def _listed(round_: Round) -> Iterator[Proof]:
    leaves = published_leaves(round_)
    yield _same("回执清单的摘要", root_of_sorted(leaves), round_.leaves_digest)
    slips = Ballot.objects.filter(round=round_).count()
    found = f"清单{len(leaves)}条，票箱{slips}张"
    yield Proof("清单与票箱张数相同", len(leaves) == slips, found)
    known = set(leaves)
    for row in round_.batches.all():
        yield _kept(row, known)


def _kept(row: Batch, known: set[str]) -> Proof:
    """What was published on a day must still be there at the end."""
    lines = list(batch_lines(row))
    lost = sum(line not in known for line in lines)
    holds = not lost and len(lines) == row.slips and root_of_sorted(lines) == row.root
    return Proof(f"{row.on}公布的{row.slips}条回执仍在清单中", holds, f"缺{lost}条")


def _recounted(round_: Round) -> Iterator[Proof]:
    bodies, scores = _from_bodies(round_), _from_scores(round_)
    about = "逐张重读封存的票面，与票面分一致"
    yield Proof(about, bodies == scores, f"共{sum(bodies.values())}个评价")
    if round_.is_counted:
        held = _from_tallies(round_)
        yield Proof("重新汇总，与计票结果一致", scores == held, f"共{sum(held.values())}个评价")


def _from_bodies(round_: Round) -> Ticks:
    """Slip by slip from the box itself; equal slips are read once."""
    boxes = {side.pk: side_boxes(plan_of(round_), side) for side in round_.sides.all()}
    ticks: Ticks = {}
    slips = Ballot.objects.filter(round=round_).order_by("side", "body")
    lines = slips.values_list("side", "body").annotate(n=Count("*"))
    for side, body, count in lines.iterator():
        for unit, _, values in encoded(round_, repeat(f"{side}\t{body}", 1)):
            options, items = boxes[side]
            for item, value in zip(items, values, strict=True):
                if value is not None:
                    place = (unit, side, item, *said(value, options))
                    ticks[place] = ticks.get(place, 0) + count
    return ticks


def _from_scores(round_: Round) -> Ticks:
    return _ticks(folded(round_)) if BallotScore.objects.filter(round=round_).exists() else {}


def _from_tallies(round_: Round) -> Ticks:
    return _ticks(round_.tallies.filter(source=Source.CODES))


def _ticks(rows: object) -> Ticks:
    return {
        (row.unit_id, row.side_id, item, box, word): count
        for row in rows  # type: ignore[attr-defined]
        for box in ("counts", "marks")
        for item, shelf in getattr(row, box).items()
        for word, count in shelf.items()
    }


def _ranked(round_: Round) -> Proof:
    again = digest(report.cohorts([result for _, result in results_of(round_)]))
    return _same("重新计算得分和名次，结果逐字节相同", again, round_.result_digest)
