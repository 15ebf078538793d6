"""自查发现率: each event from outside is matched to an own earlier issue, by two people."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import journal.rules as journal
from common.refusal import Refused
from issues import policy, screening
from issues.figures import FROM_OUTSIDE
from issues.models import Foresight, Issue, Liability
from roster.models import User

Status = Foresight.Status


def found_outside_on(issue: Issue) -> date:
    """外部发现日期: the day the event became known; the day it was entered when none is given."""
    return issue.found_on or localdate(issue.created_at)


def foreseen_by(
    issue: Issue, *, limit: int = 5, by: User | None = None
) -> Sequence[tuple[Issue, int]]:
    """相近的自查问题: own issues of the unit approved before the event, with the likeness in %."""
    own = _own_before(issue, by)
    known = {str(row.pk): row for row in own}
    stored = [screening.Text(pk, f"{row.text}。{row.example}") for pk, row in known.items()]
    words = f"{issue.text}。{issue.example}"
    scored = [(known[text.key], screening.similarity(words, text.text)) for text in stored]
    best = sorted(scored, key=lambda pair: -pair[1])[:limit]
    return [(row, round(100 * alike)) for row, alike in best]


def _own_before(issue: Issue, by: User | None) -> Sequence[Issue]:
    seen = Issue.objects.visible_to(by) if by else Issue.objects.all()
    rows = seen.filter(unit=issue.unit_id, approved_at__date__lt=found_outside_on(issue))
    return list(rows.exclude(source__in=FROM_OUTSIDE).exclude(pk=issue.pk).order_by("pk"))


@transaction.atomic
def propose_foresight(
    outside: Issue, *, by: User, own: Issue | None = None, reason: str = ""
) -> Foresight:
    """提出核对: say that an event was foreseen by an own issue, or by none; a second one confirms.

    Raises Refused when the event is no outside one, is already matched, or the issue came later.
    """
    policy.require_foresight(by, outside)
    if outside.source not in FROM_OUTSIDE:
        raise Refused("只有外部点出的问题才核对是否自查发现在先。")
    Issue.objects.select_for_update().get(pk=outside.pk)
    if outside.foresights.exclude(status=Status.REFUSED).exists():
        raise Refused("这条外部问题已经有人提出核对，请复核，不要重复提出。")
    on = found_outside_on(outside)
    if own is not None:
        _refuse_later(outside, own, on)
    elif not reason.strip():
        raise Refused("认定没有自查发现的，请写明理由。")
    row = outside.foresights.create(
        own=own,
        own_on=localdate(own.approved_at) if own is not None and own.approved_at else None,
        outside_on=on,
        reason=reason,
        by=by,
    )
    journal.write(outside, "提出核对", by=by, note=row.word)
    return row


def _refuse_later(outside: Issue, own: Issue, on: date) -> None:
    if own.unit_id != outside.unit_id:
        raise Refused("只能对应同一单位自查的问题，请重新选择。")
    if own.source in FROM_OUTSIDE:
        raise Refused(f"{own.number}也是外部点出的，不算自查发现，请另选一条。")
    if own.approved_at is None or localdate(own.approved_at) >= on:
        raise Refused(f"{own.number}进入台账不早于外部发现日期{on}，不算发现在先。")


@transaction.atomic
def confirm_foresight(row: Foresight, *, by: User, passed: bool, answer: str = "") -> None:
    """复核: a second person agrees or not; an event nobody foresaw opens a responsibility row."""
    policy.require_foresight(by, row.outside)
    if by.pk == row.by_id:
        raise Refused("提出核对的人不能自己复核，请由另一人复核。")
    if not passed and not answer.strip():
        raise Refused("不同意的，请写明理由。")
    to = Status.CONFIRMED if passed else Status.REFUSED
    row.move(to, second=by, second_at=now(), answer=answer)
    journal.write(
        row.outside, "复核", by=by, note=f"{row.word}：{row.get_status_display()}。{answer}"
    )
    if passed and row.own_id is None:
        Liability.objects.create(foresight=row)


@transaction.atomic
def decide_liability(row: Liability, *, by: User, pursue: bool, text: str) -> None:
    """研究责任: the office or a leader decides whether an event found late is pursued."""
    policy.require_liability(by, row)
    to = Liability.Status.PURSUED if pursue else Liability.Status.WAIVED
    row.move(to, by=by, text=text, decided_at=now())
    outside = row.foresight.outside
    journal.write(outside, "研究责任", by=by, note=f"{row.get_status_display()}：{text}")
