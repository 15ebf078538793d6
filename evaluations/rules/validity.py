"""What became of every ballot: issued, returned, void by which rule, valid; nothing is silent."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from evaluations.models import Ballot, Invitation, Round, Side
from evaluations.rules.ranking import sessions_of
from evaluations.rules.schemes import plan_of
from evaluations.scoring.ballots import REASONS
from evaluations.scoring.options import ROW_VOID
from evaluations.scoring.sessions import REASONS as SESSION_REASONS
from evaluations.scoring.sessions import why_void

VOID_MARK = '{"void":'


@dataclass
class Account:
    """The ballots of one side: on paper and with codes together."""

    side: Side
    issued: int = 0
    returned: int = 0
    unused: int = 0
    withdrawn: int = 0
    void: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rows_void: int = 0
    sessions: list[str] = field(default_factory=list)

    @property
    def valid(self) -> int:
        """Returned ballots that are not void as a whole."""
        return self.returned - self.void

    @property
    def balances(self) -> bool:
        """Whether what was issued came back, was never used or was withdrawn before opening."""
        known = self.returned + self.unused + self.withdrawn
        return known == self.issued and self.void <= self.returned

    @property
    def reasons_said(self) -> str:
        """Why ballots are void, with numbers."""
        return "、".join(f"{reason}{count}张" for reason, count in self.reasons.items())


def accounts(round_: Round) -> list[Account]:
    """收发清点: an account for each side, from the codes, the box and the register of paper."""
    found = {side.pk: Account(side) for side in round_.sides.all()}
    _count_codes(round_, found)
    _count_void_slips(round_, found)
    _count_void_rows(round_, found)
    for row in round_.sessions:
        _add_paper(row, found)
    rules = plan_of(round_).rules
    for line in sessions_of(round_):
        reason = why_void(line, rules)
        if reason:
            _of(found, line.side, line.part).sessions.append(
                f"{line.scope}：{SESSION_REASONS.get(reason, reason)}"
            )
    return list(found.values())


def _of(found: dict[int, Account], code: str, part: str) -> Account:
    rows = list(found.values())
    fitting = [row for row in rows if row.side.code == code and part in ("", row.side.part)]
    return (fitting or rows)[0]


def _count_codes(round_: Round, found: dict[int, Account]) -> None:
    state = Invitation.State
    counted = round_.invitations.order_by().values_list("side")
    for side, unused, spent, withdrawn in counted.annotate(
        unused=Count("pk", filter=Q(state=state.UNUSED)),
        spent=Count("pk", filter=Q(state=state.SPENT)),
        withdrawn=Count("pk", filter=Q(state=state.VOID)),
    ):
        row = found[side]
        row.issued, row.returned = unused + spent + withdrawn, spent
        row.unused, row.withdrawn = unused, withdrawn


def _count_void_slips(round_: Round, found: dict[int, Account]) -> None:
    slips = Ballot.objects.filter(round=round_, body__startswith=VOID_MARK).order_by()
    for side, body, count in slips.values_list("side", "body").annotate(n=Count("*")):
        rule = json.loads(body)["void"]
        found[side].reasons[REASONS.get(rule, rule)] += count
        found[side].void += count


def _count_void_rows(round_: Round, found: dict[int, Account]) -> None:
    for side, counts in round_.tallies.exclude(source="second").values_list("side", "counts"):
        found[side].rows_void += max((box.get(ROW_VOID, 0) for box in counts.values()), default=0)


def _add_paper(line: dict[str, Any], found: dict[int, Account]) -> None:
    row = _of(found, str(line["side"]), str(line.get("part") or ""))
    issued, returned, void = (int(line.get(name) or 0) for name in ("issued", "returned", "void"))
    row.issued += issued
    row.returned += returned
    row.unused += max(0, issued - returned)
    row.void += void
    if void:
        row.reasons["纸质票整票无效"] += void
