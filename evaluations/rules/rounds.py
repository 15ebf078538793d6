"""A round from its draft to its end: cohorts, rehearsal, freezing, opening, ending."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Ballot, Cohort, Invitation, Panel, Round, Scheme, Side, SideTally
from evaluations.rules.agreeing import require_agreement
from evaluations.rules.raters import electorate, forget_contacts
from evaluations.rules.schemes import composed, digest, plan_of
from evaluations.words import MAX_ITEMS
from roster.models import Unit, User

PER_UNIT_CODES = frozenset({"SERV", "STAFF", "PUB"})


@transaction.atomic
def draft(
    campaign: Campaign, *, name: str, scheme: Scheme, by: User | None, show_min: int = 5
) -> Round:
    """筹备评议: a round from a scheme, with sides and with the campaign's units by cohort."""
    policy.require(by, "draft")
    round_ = Round.objects.create(
        campaign=campaign, name=tidy(name), scheme=scheme, show_min=show_min
    )
    _lay_sides(round_)
    _lay_cohorts(round_)
    journal.write(round_, "筹备评议", by=by, scheme=scheme.code)
    return round_


def _lay_sides(round_: Round) -> None:
    """The sides of all schemes in play; those that stay keep their raters."""
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    for rule in plan_of(round_).schemes:
        for side in rule.sides:
            for part in [share.name for share in side.parts] or [""]:
                wanted.setdefault(
                    (side.code, part),
                    {
                        "name": side.name,
                        "weight": float(side.weight),
                        "excludes_self": side.exclude_self,
                        "is_per_unit": side.code in PER_UNIT_CODES,
                    },
                )
    for row in round_.sides.all():
        if (row.code, row.part) not in wanted:
            row.delete()
    for order, ((code, part), fields) in enumerate(wanted.items(), 1):
        Side.objects.update_or_create(
            round=round_, code=code, part=part, defaults={"order": order, **fields}
        )


def _lay_cohorts(round_: Round) -> None:
    known = {row["code"]: row for row in dictionary("roster", "units")["cohorts"]}
    members: dict[str, list[Unit]] = {}
    rows = round_.campaign.participations.select_related("unit").order_by("unit__order")
    for entry in rows:
        members.setdefault(entry.cohort or entry.unit.cohort or "ALL", []).append(entry.unit)
    for order, code in enumerate(sorted(members), 1):
        row = known.get(code, {"name": code if code != "ALL" else "全部单位"})
        cohort = Cohort.objects.create(
            round=round_,
            code=code,
            name=row["name"],
            is_ranked=row.get("ranked", True),
            is_published=row.get("published", True),
            order=order,
        )
        cohort.units.set(members[code])


@transaction.atomic
def configure(
    round_: Round, cohort: Cohort, *, by: User | None, units: Iterable[Unit], **fields: Any
) -> None:
    """调整分类: name, members, ranking and own scheme of a cohort, while the round is a draft."""
    policy.require(by, "configure")
    _must_be(round_, Round.Status.DRAFT, "只有筹备中的评议可以调整分类。")
    chosen = list(units)
    elsewhere = round_.cohorts.exclude(pk=cohort.pk).filter(units__in=chosen).first()
    if elsewhere:
        raise Refused(f"有单位已在“{elsewhere}”中，一个单位只能参加一个分类。")
    Cohort.objects.filter(pk=cohort.pk, round=round_).update(**fields)
    cohort.units.set(chosen)
    _lay_sides(round_)
    journal.write(round_, "调整分类", by=by, cohort=cohort.code, units=[u.code for u in chosen])


@transaction.atomic
def rehearse(round_: Round, *, by: User | None) -> None:
    """试运行: codes and ballots of a rehearsal are real in form and wiped by one key."""
    policy.require(by, "rehearse")
    if round_.status == Round.Status.DRAFT:
        _lay_sides(round_)
    _check_ready(round_)
    round_.move(Round.Status.REHEARSING)
    journal.write(round_, "试运行", by=by)


@transaction.atomic
def wipe(round_: Round, *, by: User | None) -> None:
    """清除试运行: every code and slip of the rehearsal goes; the round is a draft again."""
    policy.require(by, "wipe")
    round_.move(Round.Status.DRAFT)
    Ballot.objects.filter(round=round_).delete()
    Invitation.objects.filter(round=round_).delete()
    SideTally.objects.filter(round=round_).delete()
    Panel.objects.filter(round=round_).delete()
    journal.write(round_, "清除试运行", by=by)


@transaction.atomic
def freeze(round_: Round, *, by: User | None) -> None:
    """冻结: scheme, rules, cohorts and sides stand; afterwards only voiding and a new round."""
    policy.require(by, "freeze")
    if round_.status == Round.Status.DRAFT:
        _lay_sides(round_)
    _check_ready(round_)
    content = composed(round_)
    frozen = frozen_digest(round_, content)
    round_.move(Round.Status.FROZEN, plan=content, plan_digest=frozen)
    journal.write(round_, "冻结评议办法", by=by, digest=frozen)


def frozen_digest(round_: Round, content: dict[str, Any]) -> str:
    """What stands for the scheme, the rules, the units and the least number shown."""
    targets = {
        cohort.code: sorted(cohort.units.values_list("code", flat=True))
        for cohort in round_.cohorts.all()
    }
    return digest({"plan": content, "targets": targets, "show_min": round_.show_min})


def _check_ready(round_: Round) -> None:
    if not Unit.objects.filter(cohorts__round=round_).exists():
        raise Refused("还没有参加评议的单位，请先在分类中添加单位。")
    for rule in plan_of(round_).schemes:
        for side in rule.sides:
            if len(side.items) > MAX_ITEMS:
                raise Refused(f"“{side.name}”的评议内容超过{MAX_ITEMS}项，请合并后再冻结。")


@transaction.atomic
def open(round_: Round, *, by: User | None) -> None:
    """开始评议: from now on codes are taken; which codes exist is fixed by their digest."""
    policy.require(by, "open")
    digests = sorted(round_.invitations.unused().values_list("digest", flat=True))
    if not digests and not round_.tallies.exists():
        raise Refused("还没有发放测评码，也没有录入纸质票，不能开始评议。")
    round_.move(
        Round.Status.OPEN,
        opened_at=now(),
        codes_digest=digest(digests),
        electorate_digest=electorate(round_),
    )
    journal.write(round_, "开始评议", by=by, codes=len(digests), digest=round_.codes_digest)


@transaction.atomic
def end(round_: Round, *, by: User | None) -> None:
    """结束评议: every code goes dead; two entries of paper ballots must agree."""
    policy.require(by, "end")
    require_agreement(round_)
    round_.move(Round.Status.ENDED, ended_at=now())
    forget_contacts(round_)
    journal.write(round_, "结束评议", by=by)


@transaction.atomic
def void(round_: Round, *, by: User | None, reason: str) -> None:
    """作废: the round counts for nothing; why is written down."""
    policy.require(by, "void")
    if not reason.strip():
        raise Refused("请写明作废原因。")
    round_.move(Round.Status.VOID)
    journal.write(round_, "作废评议", by=by, note=tidy(reason))


@transaction.atomic
def finish(round_: Round, *, by: User | None, today: date) -> None:
    """定案: after the objection period and with every appeal answered the result is final."""
    policy.require(by, "finish")
    if round_.appeal_until_on and today <= round_.appeal_until_on:
        raise Refused(f"复核申请期到{round_.appeal_until_on}为止，期满后才能定案。")
    if round_.standings.exclude(appealed_at=None).filter(answered_at=None).exists():
        raise Refused("还有复核申请没有答复，请先答复。")
    round_.move(Round.Status.FINAL, final_at=now())
    journal.write(round_, "评议定案", by=by)


def _must_be(round_: Round, status: str, sentence: str) -> None:
    if round_.status != status:
        raise Refused(sentence)
