"""Plans of inspection: announce who may be drawn, then draw by a public seed."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.lots import digest_of, drawn
from common.refusal import Conflict, Refused
from common.wording import tidy
from roster.models import Unit, User
from supervision import policy
from supervision.models import Drawn, Plan


@transaction.atomic
def plan_inspections(
    campaign: Campaign,
    *,
    title: str,
    rhythm: str,
    starts_on: date,
    ends_on: date,
    focus: str,
    units: Sequence[Unit],
    teams: Sequence[str],
    share: int,
    by: User,
) -> Plan:
    """制定计划: pool, teams and share stand with a digest before the seed is known."""
    policy.require_looking(by)
    names = [tidy(team) for team in teams if tidy(team)]
    if ends_on < starts_on:
        raise Refused("结束日期早于开始日期，请改正其中一个。")
    if not names:
        raise Refused("请至少写一个督查组。")
    if not 1 <= share <= len(units):
        raise Refused(f"抽查单位数应在1到{len(units)}之间。")
    codes = sorted(unit.code for unit in units)
    plan = Plan.objects.create(
        campaign=campaign,
        title=tidy(title),
        rhythm=rhythm,
        starts_on=starts_on,
        ends_on=ends_on,
        focus=tidy(focus),
        pool=codes,
        teams=names,
        share=share,
        pool_digest=digest_of([*codes, *names, str(share)]),
        by=by,
    )
    journal.write(plan, "制定督查计划", by=by, note=plan.title, digest=plan.pool_digest)
    return plan


@transaction.atomic
def draw(plan: Plan, *, by: User, seed: str = "", seed_note: str = "", witness: str) -> None:
    """双随机抽取: units by lot, teams by lot, from a seed anybody can repeat. Once only."""
    policy.require_looking(by)
    if not tidy(witness):
        raise Refused("请填写见证人姓名。")
    seed = tidy(seed) or secrets.token_hex(8)
    free = Plan.objects.filter(pk=plan.pk, drawn_at=None)
    if not free.update(seed=seed, seed_note=tidy(seed_note), witness=tidy(witness), drawn_at=now()):
        raise Conflict("这个计划已经抽取过，结果不能重抽。")
    plan.refresh_from_db()
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=plan.pool)}
    for place, (code, team) in enumerate(assigned(plan), 1):
        Drawn.objects.create(plan=plan, unit=units[code], team=team, place=place)
    journal.write(plan, "双随机抽取", by=by, note=seed, witness=plan.witness)


def assigned(plan: Plan) -> list[tuple[str, str]]:
    """Which unit falls to which team: both sides in the order of their lots, teams in turn."""
    codes = drawn(plan.seed, plan.pool, plan.share)
    teams = drawn(plan.seed, plan.teams, len(plan.teams))
    return [(code, teams[place % len(teams)]) for place, code in enumerate(codes)]
