"""Sealing: two people together; afterwards no slip keeps its old id, place or company."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import now

import journal.rules as journal
from common.refusal import Conflict, Refused
from evaluations import policy
from evaluations.models import Ballot, BallotScore, Invitation, Round, Side
from evaluations.rules.agreeing import require_agreement
from evaluations.rules.casting import leaf
from evaluations.rules.schemes import plan_of
from evaluations.rules.scrubbing import overwrite_deleted
from evaluations.rules.spooling import Spool
from evaluations.scoring.exact import exact
from evaluations.scoring.leaves import root_of_sorted
from evaluations.scoring.library import Plan
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.words import ABSTAINED, MAX_ITEMS, VOIDED
from roster.models import Unit, User

BATCH = 5000
VALUES = {ABSTAIN: ABSTAINED, ROW_VOID: VOIDED}
CODE_FIELDS = ("digest", "side_id", "unit_id", "excluded_id", "panel_id", "state")
Row = TypeVar("Row", bound=Model)
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
    slips, digest = _rewrite(round_)
    round_.move(Round.Status.SEALED, sealed_at=now(), sealed_second_by=by, leaves_digest=digest)
    journal.write(round_, "封存选票", by=by, slips=slips, digest=digest)
    return True


def _sign_first(round_: Round, by: User) -> None:
    require_agreement(round_)
    waiting = Round.objects.filter(pk=round_.pk, status=Round.Status.ENDED, sealed_first_by=None)
    if not waiting.update(sealed_first_by=by):
        raise Conflict("另一人刚刚已确认封存，请刷新页面查看。")
    round_.sealed_first_by = by
    journal.write(round_, "确认封存", by=by)


def leaves_path(round_: Round) -> str:
    """Where the published list of leaves lies."""
    return f"rounds/{round_.pk}/leaves.txt"


def _rewrite(round_: Round) -> tuple[int, str]:
    """Leaves from the old ids, then every slip under a fresh id, sorted by its content.

    The box may be larger than memory: leaves, contents and scores are sorted on disk.
    """
    overwrite_deleted()
    leaves, contents = Spool(), Spool()
    for slip in Ballot.objects.filter(round=round_).order_by("pk").iterator(BATCH):
        leaves.take(leaf(slip))
        contents.take(f"{slip.side_id}\t{slip.body}")
    _rewrite_codes(round_)
    Ballot.objects.filter(round=round_).delete()
    insert(Ballot, (_fresh_slip(round_, line) for line in contents.lines()))
    _write_scores(round_, contents)
    keep_lines(leaves_path(round_), leaves.lines())
    return leaves.size, root_of_sorted(leaves.lines())


def _rewrite_codes(round_: Round) -> None:
    """Codes in the order of their hashes: PostgreSQL lays a spent one behind the one before it."""
    lines = Spool()
    rows = Invitation.objects.filter(round=round_).order_by("pk")
    for row in rows.values_list(*CODE_FIELDS).iterator(BATCH):
        lines.take(json.dumps(row))
    Invitation.objects.filter(round=round_).delete()
    insert(Invitation, (_code(round_, json.loads(line)) for line in lines.lines()))


def _code(round_: Round, values: list[Any]) -> Invitation:
    return Invitation(round=round_, **dict(zip(CODE_FIELDS, values, strict=True)))


def insert(model: type[Row], rows: Iterable[Row]) -> None:
    """Insert rows batch by batch, so that no more than one batch is held."""
    waiting = iter(rows)
    while held := list(islice(waiting, BATCH)):
        model._default_manager.bulk_create(held)


def _fresh_slip(round_: Round, line: str) -> Ballot:
    side, _, body = line.partition("\t")
    return Ballot(round=round_, side_id=int(side), body=body)


def keep_lines(path: str, lines: Iterable[str]) -> None:
    """Write a list of leaves where everybody may fetch it, over what lay there before."""
    if default_storage.exists(path):
        default_storage.delete(path)
    with tempfile.TemporaryFile("w+b") as file:
        file.writelines(f"{line}\n".encode() for line in lines)
        file.seek(0)
        default_storage.save(path, File(file))


def _write_scores(round_: Round, contents: Spool) -> None:
    """The marks of every unit apart, in the order of their values, so that no two lie together."""
    BallotScore.objects.filter(round=round_).delete()
    scores = Spool()
    for unit, side, values in encoded(round_, contents.lines()):
        written = " ".join("" if value is None else str(value) for value in values)
        scores.take(f"{unit:09} {side:09} {written}")
    insert(BallotScore, (_score(round_, line) for line in scores.lines()))


def _score(round_: Round, line: str) -> BallotScore:
    unit, side, *values = line.split(" ")
    named = {f"s{at}": int(value) if value else None for at, value in enumerate(values, 1)}
    return BallotScore(round=round_, unit_id=int(unit), side_id=int(side), **named)


def encoded(round_: Round, lines: Iterable[str]) -> Iterator[Encoded]:
    """The score rows of the slips; equal slips lie together and are read once."""
    plan = plan_of(round_)
    units = dict(Unit.objects.filter(cohorts__round=round_).values_list("code", "pk"))
    boxes = {side.pk: side_boxes(plan, side) for side in round_.sides.all()}
    for line, equals in groupby(lines):
        side, _, body = line.partition("\t")
        options, items = boxes[int(side)]
        marks = json.loads(body).get("marks", {})
        rows = [
            (units[code], int(side), tuple(_value(row.get(item), options) for item in items))
            for code, row in marks.items()
            if code in units
        ]
        for _ in equals:
            yield from rows


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
