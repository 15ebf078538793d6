"""From draft to released paper: figures are frozen, cross-checks made, the number taken once."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations.models import Round
from reports import policy
from reports.drafts import first_draft
from reports.figures import Check, Facts, checks, values
from reports.models import Circular, Frozen, Reconciliation
from roster.models import User

LIMIT = 4000
Section = dict[str, str]


@transaction.atomic
def compose(
    campaign: Campaign, *, kind: str, by: User, today: date, round: Round | None = None
) -> Circular:
    """拟稿: a draft whose sections already carry today's figures; people write on from there."""
    policy.require(by, "compose")
    if kind not in Circular.Kind.values:
        raise Refused("请选择通报种类。")
    if kind == Circular.Kind.RANKING and (round is None or not round.is_counted):
        raise Refused("评议结果通报须选择已计票的评议。")
    draft = first_draft(Facts(campaign, today), kind, round)
    row = Circular.objects.create(
        kind=kind,
        campaign=campaign,
        round=round if kind == Circular.Kind.RANKING else None,
        title=draft.title,
        sections=draft.sections,
        annexes=draft.annexes,
        as_of=today,
        made_by=by,
    )
    journal.write(row, "拟稿", by=by)
    return row


@transaction.atomic
def edit(
    row: Circular,
    *,
    by: User,
    title: str,
    addressee: str,
    sections: Sequence[Section],
    copies: str = "",
) -> None:
    """改稿: change the text of a draft; the tables of figures are not typed by anybody."""
    policy.require(by, "edit")
    if not tidy(title):
        raise Refused("没有写标题。")
    kept = [{"title": tidy(part["title"]), "text": tidy(part["text"])} for part in sections]
    drafts = Circular.objects.filter(pk=row.pk, status=Circular.Status.DRAFT)
    changes = {
        "title": tidy(title),
        "addressee": tidy(addressee),
        "sections": kept,
        "copies": tidy(copies),
    }
    if not drafts.update(**changes):
        raise Conflict("这份通报已不是草稿，不能再改；需要更正的请撤回后另发。")
    row.refresh_from_db()
    journal.write(row, "改稿", by=by)


@transaction.atomic
def approve(row: Circular, *, by: User) -> None:
    """审定: a leader agrees to the text."""
    policy.require(by, "approve")
    row.move(Circular.Status.APPROVED, approved_by=by)
    journal.write(row, "审定", by=by)


@transaction.atomic
def send_back(row: Circular, *, by: User, reason: str) -> None:
    """退回: the leader wants changes."""
    policy.require(by, "send_back")
    if not tidy(reason):
        raise Refused("请写明修改意见。")
    row.move(Circular.Status.DRAFT, approved_by=None)
    journal.write(row, "退回改稿", by=by, note=tidy(reason))


@transaction.atomic
def release(row: Circular, *, by: User, reason: str = "", override_by: User | None = None) -> str:
    """印发: make the cross-checks, freeze the figures and tables, take the next number.

    A broken cross-check refuses the release unless a leader takes it upon themselves with a
    reason. Returns the number. A released paper never changes.
    """
    policy.require(by, "release")
    facts = Facts(row.campaign, row.as_of)
    tested = checks(facts)
    _refuse_broken(tested, reason, override_by)
    draft = first_draft(facts, row.kind, row.round)
    number = _next_number(row)
    digest = _digest(row, draft.annexes)
    row.move(
        Circular.Status.RELEASED,
        year=row.as_of.year,
        number=number,
        released_at=now(),
        annexes=draft.annexes,
        text_digest=digest,
    )
    _freeze(row, facts, tested, reason, override_by)
    journal.write(row, "印发", by=by, note=row.written_number, digest=digest)
    return row.written_number


def _refuse_broken(tested: Sequence[Check], reason: str, leader: User | None) -> None:
    broken = [check.sentence for check in tested if not check.is_ok]
    if not broken:
        return
    if leader is None or not tidy(reason):
        raise Refused("勾稽不一致，不能印发：" + "；".join(broken) + "。须由领导写明理由后放行。")
    policy.require(leader, "override")


def _next_number(row: Circular) -> int:
    issued = Circular.objects.filter(campaign=row.campaign, year=row.as_of.year)
    return (issued.aggregate(top=Max("number"))["top"] or 0) + 1


def _digest(row: Circular, annexes: Any) -> str:
    content = [row.title, row.addressee, row.sections, annexes, row.as_of.isoformat()]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _freeze(
    row: Circular, facts: Facts, tested: Sequence[Check], reason: str, leader: User | None
) -> None:
    Frozen.objects.bulk_create(
        Frozen(
            circular=row,
            code=code,
            label=value.figure.label,
            definition=value.figure.definition,
            text=value.text,
            unit=value.figure.unit,
            url=value.figure.url(),
        )
        for code, value in values(facts).items()
    )
    Reconciliation.objects.bulk_create(
        Reconciliation(
            circular=row,
            code=check.code,
            sentence=check.sentence,
            is_ok=check.is_ok,
            overridden_by=None if check.is_ok else leader,
            reason="" if check.is_ok else tidy(reason),
        )
        for check in tested
    )


@transaction.atomic
def withdraw(row: Circular, *, by: User, reason: str) -> None:
    """撤回: a released paper is taken back with its reason; its number is not given again."""
    policy.require(by, "withdraw")
    if not tidy(reason):
        raise Refused("请写明撤回的原因。")
    row.move(Circular.Status.WITHDRAWN, withdrawn_reason=tidy(reason)[:200])
    journal.write(row, "撤回", by=by, note=tidy(reason))
