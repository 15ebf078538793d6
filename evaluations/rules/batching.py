"""Publishing the box day by day, so that no slip can vanish later without being noticed."""

from collections.abc import Iterator
from datetime import date

from django.core.files.storage import default_storage
from django.db import transaction

import journal.rules as journal
from evaluations.models import Ballot, Batch, Round
from evaluations.rules.casting import leaf
from evaluations.rules.sealing import keep_lines
from evaluations.rules.spooling import Spool
from evaluations.scoring.leaves import root_of_sorted


def batch(today: date) -> int:
    """日摘要: once a day the leaves of every open box, if enough new slips came to hide in."""
    return sum(_batched(round_, today) for round_ in Round.objects.filter(status=Round.Status.OPEN))


def _batched(round_: Round, today: date) -> int:
    last = round_.batches.order_by("on").last()
    slips = Ballot.objects.filter(round=round_).count()
    if (last and last.on >= today) or slips - (last.slips if last else 0) < round_.show_min:
        return 0
    return _publish(round_, today)


@transaction.atomic
def _publish(round_: Round, today: date) -> int:
    leaves = Spool()
    for slip in Ballot.objects.filter(round=round_).iterator():
        leaves.take(leaf(slip))
    row, fresh = Batch.objects.get_or_create(
        round=round_,
        on=today,
        defaults={"slips": leaves.size, "root": root_of_sorted(leaves.lines())},
    )
    if fresh:
        keep_lines(row.path, leaves.lines())
        journal.write(round_, "公布日摘要", by=None, slips=row.slips, digest=row.root)
    return int(fresh)


def batch_lines(row: Batch) -> Iterator[str]:
    """The leaves of one day, sorted; nothing when the file is gone."""
    if default_storage.exists(row.path):
        with default_storage.open(row.path) as file:
            yield from (line.decode().strip() for line in file)
