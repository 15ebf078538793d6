"""Reference scores beside the result: the same ballots from raters of one common strictness."""

import json
from fractions import Fraction

from django.db.models import Count

from evaluations.models import Ballot, Round, Side
from evaluations.rules.schemes import plan_of
from evaluations.rules.sealing import side_boxes
from evaluations.scoring.exact import exact
from evaluations.scoring.options import ABSTAIN, OptionSet
from evaluations.scoring.severity import Reference, Sheet, reference


def references(round_: Round) -> list[tuple[Side, dict[str, Reference]]]:
    """尺度参考: sides whose raters marked different units, with strictness evened out."""
    sheets: dict[int, list[Sheet]] = {}
    plan = plan_of(round_)
    sides = {side.pk: side for side in round_.sides.all()}
    boxes = {pk: side_boxes(plan, side)[0] for pk, side in sides.items()}
    slips = Ballot.objects.filter(round=round_).order_by("side", "body")
    for side, body, count in slips.values_list("side", "body").annotate(n=Count("*")).iterator():
        marks = _worths(json.loads(body).get("marks", {}), boxes[side])
        if len(marks) > 1:
            sheets.setdefault(side, []).append((marks, count))
    told = [(sides[side], reference(held)) for side, held in sheets.items()]
    return [(side, _shown(rows, round_.show_min)) for side, rows in told if rows]


def _shown(rows: dict[str, Reference], least: int) -> dict[str, Reference]:
    return {unit: row for unit, row in rows.items() if row.raters >= least}


def _worths(marks: dict[str, dict[str, str]], options: OptionSet) -> dict[str, float]:
    """The mean mark of one slip for each unit that it judges."""
    found = {}
    for unit, items in marks.items():
        worths = [worth for mark in items.values() if (worth := _worth(mark, options)) is not None]
        if worths:
            found[unit] = float(sum(worths) / len(worths))
    return found


def _worth(mark: str, options: OptionSet) -> Fraction | None:
    if options.is_numeric:
        return None if mark == ABSTAIN else exact(mark)
    option = options.get(mark)
    return option.score if option and option.counted else None
