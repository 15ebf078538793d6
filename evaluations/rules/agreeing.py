"""Paper ballots that were keyed twice: both entries must say the same."""

from typing import Any

from common.refusal import Refused
from evaluations.models import Round
from evaluations.words import Source


def require_agreement(round_: Round) -> None:
    """Refuse while two entries of the same paper ballots differ."""
    entered: dict[tuple[int, int], list[Any]] = {}
    for row in round_.tallies.exclude(source=Source.CODES).select_related("unit", "side"):
        entered.setdefault((row.unit_id, row.side_id), []).append(row)
    for rows in entered.values():
        if len(rows) == 2 and (rows[0].counts, rows[0].marks) != (rows[1].counts, rows[1].marks):
            raise Refused(f"“{rows[0].unit}”的{rows[0].side}两遍录入不一致，请查对原票改一致。")
