"""Sealing: two people together; afterwards no slip keeps its old id, place or company."""

import json
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from common.refusal import Conflict, Refused
from evaluations import policy
from evaluations.models import Ballot, BallotScore, Round, Side
from evaluations.rules.casting import leaf
from evaluations.rules.schemes import plan_of
from evaluations.rules.scrubbing import overwrite_deleted
from evaluations.scoring.exact import exact
from evaluations.scoring.leaves import root
from evaluations.scoring.library import Plan
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.words import MAX_ITEMS
from roster.models import Unit, User

BATCH = 5000
VALUES = {ABSTAIN: 0, ROW_VOID: -1}
Encoded = tuple[int, int, tuple[int | None, ...]]


@transaction.atomic
def seal(round_: Round, *, by: User) -> bool:
    """封存: the first signature waits for a second person's; then the box is rewritten.

    Returns whether the round is sealed now.
    """
    policy.require(by, "seal")
    if round_.status != Round.Status.ENDED:
        raise Refused("只有已结束的评议可以封存。")
    if round_.sealed_first_by_id is None:
        _sign_first(round_, by)
        return False
    if round_.sealed_first_by_id == by.pk:
        raise Refused("封存须由办公室和监票人两人共同确认，请另一人确认。")
    leaves = _rewrite(round_)
    round_.move(
        Round.Status.SEALED, sealed_at=now(), sealed_second_by=by, leaves_digest=root(leaves)
    )
    journal.write(round_, "封存选票", by=by, slips=len(leaves), digest=round_.leaves_digest)
    return True


def _sign_first(round_: Round, by: User) -> None:
    waiting = Round.objects.filter(pk=round_.pk, status=Round.Status.ENDED, sealed_first_by=None)
    if not waiting.update(sealed_first_by=by):
        raise Conflict("另一人刚刚已确认封存，请刷新后再试。")
    round_.sealed_first_by = by
    journal.write(round_, "确认封存", by=by)


def leaves_path(round_: Round) -> str:
    """Where the published list of leaves lies."""
    return f"rounds/{round_.pk}/leaves.txt"


def _rewrite(round_: Round) -> list[str]:
    """Leaves from the old ids, then every slip under a fresh id, sorted by its content."""
    overwrite_deleted()
    slips = list(Ballot.objects.filter(round=round_))
    leaves = sorted(leaf(slip) for slip in slips)
    contents = sorted((slip.side_id, slip.body) for slip in slips)
    Ballot.objects.filter(round=round_).delete()
    Ballot.objects.bulk_create(
        [Ballot(round=round_, side_id=side, body=body) for side, body in contents],
        batch_size=BATCH,
    )
    _write_scores(round_, contents)
    _publish_leaves(round_, leaves)
    return leaves


def _publish_leaves(round_: Round, leaves: list[str]) -> None:
    path = leaves_path(round_)
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, ContentFile("\n".join(leaves).encode()))


def _write_scores(round_: Round, contents: Iterable[tuple[int, str]]) -> None:
    units = dict(Unit.objects.filter(cohorts__round=round_).values_list("code", "pk"))
    BallotScore.objects.filter(round=round_).delete()
    encoded = sorted(_encoded(round_, contents, units), key=_sortable)
    BallotScore.objects.bulk_create(
        [
            BallotScore(
                round=round_,
                unit_id=unit,
                side_id=side,
                **{f"s{at}": value for at, value in enumerate(values, 1)},
            )
            for unit, side, values in encoded
        ],
        batch_size=BATCH,
    )


def _sortable(row: Encoded) -> tuple[int, int, tuple[int, ...]]:
    unit, side, values = row
    return unit, side, tuple(-9 if value is None else value for value in values)


def _encoded(
    round_: Round, contents: Iterable[tuple[int, str]], units: dict[str, int]
) -> Iterator[Encoded]:
    plan = plan_of(round_)
    boxes = {side.pk: side_boxes(plan, side) for side in round_.sides.all()}
    for side_id, body in contents:
        options, items = boxes[side_id]
        for code, row in json.loads(body).get("marks", {}).items():
            if code in units:
                values = tuple(_value(row.get(item), options) for item in items)
                yield units[code], side_id, values


def side_boxes(plan: Plan, side: Side) -> tuple[OptionSet, tuple[str, ...]]:
    """The options and the items of a side, in the order of the score columns."""
    for scheme in plan.schemes:
        for rule in scheme.sides:
            if rule.code == side.code:
                items = tuple(share.name for share in rule.items) or ("",)
                return scheme.options_of(rule), items[:MAX_ITEMS]
    raise Refused(f"评议办法里没有“{side}”，无法计票。")


def _value(mark: str | None, options: OptionSet) -> int | None:
    if mark is None:
        return None
    if mark in VALUES:
        return VALUES[mark]
    if options.is_numeric:
        return int(exact(mark) * 10)
    return options.labels.index(mark) + 1 if mark in options.labels else None
