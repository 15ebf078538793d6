"""From draft to released paper: approval freezes the figures, release takes the number."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations.models import Round
from reports import drafts, policy
from reports.drafts import Said
from reports.figures import Facts, Figure, checks, every_figure, keep
from reports.models import Circular, Frozen, Reconciliation
from roster.models import User

LIMIT = 4000
Section = dict[str, str]


@transaction.atomic
def compose(
    campaign: Campaign, *, kind: str, by: User, today: date, round: Round | None = None
) -> Circular:
    """拟稿: a draft whose sentences name the figures; people write on from there."""
    policy.require(by, "compose")
    if kind not in Circular.Kind.values:
        raise Refused("请选择文稿种类。")
    if kind == Circular.Kind.RANKING and (round is None or not round.is_counted):
        raise Refused("评议结果通报须选择已计票的评议。")
    pattern = drafts.pattern(kind)
    names = {"活动": campaign.name, "评议": _plain(round.name) if round else ""}
    names |= drafts.counted_cases(campaign, today) if kind == Circular.Kind.CASES else {}
    row = Circular.objects.create(
        kind=kind,
        campaign=campaign,
        round=round if kind == Circular.Kind.RANKING else None,
        title=drafts.fill(pattern["title"], names)[:200],
        sections=drafts.first_sections(pattern, campaign, today),
        addressee=pattern.get("addressee", Circular._meta.get_field("addressee").default),
        series=pattern.get("series", Circular._meta.get_field("series").default),
        as_of=today,
        made_by=by,
    )
    journal.write(row, "拟稿", by=by)
    return row


def _plain(name: str) -> str:
    """A round's name for a title that goes on with 评议结果, so that 评议 is not said twice."""
    return name.replace("（", "").replace("）", "").removesuffix("评议")


@transaction.atomic
def edit(
    row: Circular,
    *,
    by: User,
    title: str,
    addressee: str,
    sections: Sequence[Section],
    **margins: Any,
) -> None:
    """改稿: change the text of a draft; numbers are named in it, nobody types them.

    `margins` are copies, series, reports_to, sends_to and prints: what stands around the text.
    Raises Refused when the text names a figure that does not exist.
    """
    policy.require(by, "edit")
    if not tidy(title):
        raise Refused("请填写标题。")
    kept = [{"title": tidy(part["title"]), "text": tidy(part["text"])} for part in sections]
    changes = {
        "title": tidy(title),
        "addressee": tidy(addressee),
        "sections": kept,
        **_margins(row, margins),
    }
    if row.status == Circular.Status.DRAFT:
        _refuse_unknown(kept, drafts.words_of(row))
    if not Circular.objects.filter(pk=row.pk, status=Circular.Status.DRAFT).update(**changes):
        raise Conflict("这份文稿已不是草稿，不能再改；需要更正的请撤回后另发。")
    row.refresh_from_db()
    journal.write(row, "改稿", by=by)


def _margins(row: Circular, given: dict[str, Any]) -> dict[str, Any]:
    texts = {
        name: tidy(given.get(name) or "") for name in ("copies", "series", "reports_to", "sends_to")
    }
    return {**texts, "series": texts["series"] or row.series, "prints": given.get("prints") or 0}


def _refuse_unknown(sections: Sequence[Section], words: Sequence[Said]) -> None:
    drafts.refuse_unknown((part["text"] for part in sections), {one.label: "" for one in words})


@transaction.atomic
def approve(row: Circular, *, by: User, today: date) -> None:
    """审定: a leader agrees to text and numbers as they stand today; both are held from here.

    What the leader has read is what goes out: figures, tables and cross-checks are frozen now.
    """
    policy.require(by, "approve")
    facts = Facts(row.campaign, today)
    words = drafts.said(facts, row.round, row.earlier)
    _refuse_unknown(row.sections, words)
    annexes = drafts.annexes_of(facts, row.kind, row.round)
    earlier = row.earlier
    row.move(
        Circular.Status.APPROVED, approved_by=by, as_of=today, annexes=annexes, previous=earlier
    )
    _freeze(row, words, facts)
    journal.write(row, "审定", by=by)


def _freeze(row: Circular, words: Sequence[Said], facts: Facts) -> None:
    """Hold every number; of those that text and tables stand on also the question and the rows."""
    asked, figures = drafts.behind_paper(row, words), every_figure(facts)
    Frozen.objects.bulk_create(
        Frozen(
            circular=row,
            code=one.code,
            label=one.label,
            definition=one.definition,
            text=one.text,
            unit=one.unit,
            pieces=[[piece.text, piece.way] for piece in one.pieces],
            **(_kept(facts, figures.get(one.code)) if one.code in asked else {}),
        )
        for one in words
    )
    Reconciliation.objects.bulk_create(
        Reconciliation(
            circular=row,
            code=check.code,
            sentence=check.sentence[:300],
            is_ok=check.is_ok,
            units=list(check.units),
        )
        for check in checks(facts, row.previous)
    )


def _kept(facts: Facts, figure: Figure | None) -> dict[str, Any]:
    return asdict(keep(facts, figure)) if figure else {}


@transaction.atomic
def send_back(row: Circular, *, by: User, reason: str) -> None:
    """退回: the leader wants changes; the figures run free again."""
    policy.require(by, "send_back")
    if not tidy(reason):
        raise Refused("请写明修改意见。")
    row.move(Circular.Status.DRAFT, approved_by=None, annexes=[], previous=None)
    row.figures.all().delete()
    row.reconciliations.all().delete()
    journal.write(row, "退回改稿", by=by, note=tidy(reason))


@transaction.atomic
def override(row: Circular, *, by: User, reason: str) -> None:
    """放行: a leader takes broken cross-checks upon themselves, with the reason on record."""
    policy.require(by, "override")
    if not tidy(reason):
        raise Refused("请写明放行的理由：哪里对不上、为什么可以先印发。")
    if row.status != Circular.Status.APPROVED:
        raise Refused("只有已审定、待印发的文稿可以放行。")
    broken = row.reconciliations.filter(is_ok=False, overridden_by=None)
    if not broken.update(overridden_by=by, reason=tidy(reason)[:200]):
        raise Refused("没有需要放行的勾稽问题。")
    journal.write(row, "放行", by=by, note=tidy(reason))


@transaction.atomic
def release(row: Circular, *, by: User) -> str:
    """印发: take the next number of the series for the paper the leader approved.

    Refused while a cross-check is broken and no leader has taken it on. Returns the number; a
    released paper never changes.
    """
    policy.require(by, "release")
    _refuse_broken(row)
    number, digest = _next_number(row), _digest(row)
    try:
        with transaction.atomic():
            row.move(
                Circular.Status.RELEASED,
                year=row.as_of.year,
                number=number,
                full_number=row.numbered(row.as_of.year, number),
                full_text=_full_text(row),
                released_at=now(),
                text_digest=digest,
            )
    except IntegrityError:
        raise Conflict("这个文号刚被另一份文件取走，请再点一次印发。") from None
    journal.write(row, "印发", by=by, note=row.written_number, digest=digest)
    return row.written_number


def _refuse_broken(row: Circular) -> None:
    broken = row.reconciliations.filter(is_ok=False, overridden_by=None)
    if sentences := list(broken.values_list("sentence", flat=True)):
        raise Refused("勾稽不一致，不能印发：" + "；".join(sentences) + "。须由领导写明理由放行。")


def _next_number(row: Circular) -> int:
    """A series runs through the year for the issuing office; briefings are told by campaign."""
    issued = Circular.objects.filter(series=row.series, year=row.as_of.year)
    if row.kind == Circular.Kind.BRIEFING:
        issued = issued.filter(campaign=row.campaign)
    else:
        issued = issued.filter(campaign__office_name=row.campaign.office_name)
    return (issued.aggregate(top=Max("number"))["top"] or 0) + 1


def _full_text(row: Circular) -> str:
    """What the archive searches: the text as it went out, with its tables."""
    words = {one.label: one.text for one in drafts.words_of(row)}
    parts = [f"{one['title']}\n{one['text']}" for one in drafts.filled(row.sections, words)]
    tables = ["\n".join("　".join(line) for line in table["rows"]) for table in row.annexes]
    return "\n".join([row.title, row.addressee, *parts, *tables])


def _digest(row: Circular) -> str:
    words = {one.label: one.text for one in drafts.words_of(row)}
    text = drafts.filled(row.sections, words)
    content = [row.title, row.addressee, text, row.annexes, row.as_of.isoformat()]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def withdraw(row: Circular, *, by: User, reason: str) -> None:
    """撤回: a released paper is taken back with its reason; its number is not given again."""
    policy.require(by, "withdraw")
    if not tidy(reason):
        raise Refused("请写明撤回的原因。")
    row.move(Circular.Status.WITHDRAWN, withdrawn_reason=tidy(reason)[:200])
    journal.write(row, "撤回", by=by, note=tidy(reason))
