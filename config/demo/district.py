"""The whole demo: a district of 89 units in the middle of its campaign, or a larger one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.conf import settings
from django.db import transaction

import activities.rules as activity_rules
import campaigns.rules as campaign_rules
import evaluations.rules as evaluation_rules
import issues.rules as issue_rules
import roster.rules as roster
import supervision.rules as supervision_rules
from campaigns.models import Campaign
from common.refusal import Refused
from config.demo import (
    bodies,
    chain,
    circulars,
    extras,
    last_year,
    ledger,
    people,
    rounds,
    screens,
    showing,
    uses,
    windows,
    wings,
)
from config.demo import campaign as course
from config.demo.shelf import Cast, Shelf
from config.demo.texts import Texts
from issues.models import Issue
from roster.models import Cadre, Unit, User
from roster.words import UnitKind

FORTNIGHT = timedelta(days=14)
TROUBLED, EXEMPLARY, WALKED = "U031", "U042", "U021"


@dataclass(frozen=True)
class Scale:
    """How large the demo is."""

    units: int
    cadres_per_unit: int
    issues_per_unit: int


SCALES = {
    "small": Scale(89, 8, 4),
    "district": Scale(89, 34, 60),
    "city": Scale(1500, 40, 334),
}


@transaction.atomic
def make(
    scale: str, *, seed: int, today: date, say: Callable[[str], object] = print
) -> dict[str, int]:
    """Make the demo; the same scale, seed and day give the same content. Returns what there is.

    Raises Refused on a production server or when the database already holds a campaign.
    """
    if settings.PRODUCTION:
        raise Refused("正式环境不能生成演示活动。")
    if Campaign.objects.exists():
        raise Refused("数据库里已有活动，演示活动只能建在空库里。")
    size, dice = SCALES[scale], Random(seed)  # noqa: S311 - believable content, not secrets
    units = _units(size, dice)
    say(f"单位 {len(units)} 个")
    people.make_cadres(units, dice, per_unit=size.cadres_per_unit)
    people.make_accounts(units)
    say(f"干部 {Cadre.objects.count()} 人，账号 {User.objects.count()} 个")
    campaign = _campaign(units, dice, today)
    count = _issues(campaign, units, dice, today, size)
    say(f"问题 {count} 条")
    bodies.fill(campaign, units, dice, today, _person("office"))
    wings.fill(campaign, dice, today, _person, troubled=TROUBLED)
    screens.fill(campaign, _person)
    issue_rules.sum_up(campaign)
    _rounds(campaign, dice, today)
    say("评议 3 轮，通报和文稿 13 份")
    return {
        "units": len(units),
        "cadres": Cadre.objects.count(),
        "issues": Issue.objects.count(),
        "accounts": User.objects.count(),
    }


def _units(size: Scale, dice: Random) -> list[Unit]:
    campaign_rules.install_dictionaries()
    evaluation_rules.install_schemes()
    evaluation_rules.install_designation_rules()
    activity_rules.install_kinds()
    supervision_rules.install_rungs()
    roster.install_units()
    units = list(Unit.objects.in_official_order())
    if size.units <= len(units):
        return units
    patterns = list(units)
    fresh = [
        _further_unit(number, dice.choice(patterns))
        for number in range(len(units) + 1, size.units + 1)
    ]
    Unit.objects.bulk_create(fresh, batch_size=500)
    for unit in fresh:
        unit.path = f"/{unit.pk}/"
    Unit.objects.bulk_update(fresh, ["path"], batch_size=500)
    return list(Unit.objects.in_official_order())


def _further_unit(number: int, pattern: Unit) -> Unit:
    district = f"第{number // 89 + 1}区"
    return Unit(
        code=f"U{number:04d}",
        name=f"{district}{pattern.name}（{number}）",
        short=f"{district}{pattern.short}",
        kind=UnitKind(pattern.kind),
        cohort=pattern.cohort,
        order=number,
    )


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _campaign(units: list[Unit], dice: Random, today: date) -> Campaign:
    office = _person("office")
    campaign = course.make_campaign(units, today=today, office=office)
    course.enrol_cadres(campaign)
    course.complete_tasks(campaign, units, dice, today=today, office=office, troubled=TROUBLED)
    return campaign


def _issues(campaign: Campaign, units: list[Unit], dice: Random, today: date, size: Scale) -> int:
    clerk, office = _person("clerk-edu"), _person("office")
    shelf = Shelf(
        campaign=campaign,
        dice=dice,
        texts=Texts(dice),
        today=today,
        cast=Cast(clerk, _person("inspector"), office),
        troubled=TROUBLED,
        exemplary=EXEMPLARY,
    )
    windows.make_windows(units, dice, today=today, office=_person("office"))
    walked = next(unit for unit in units if unit.code == WALKED)
    issues = course.walk_a_list(
        campaign,
        walked,
        dice,
        shelf.texts,
        clerk=clerk,
        head=_person("head-edu"),
        reviewer=_person("reviewer"),
    )
    course.walk_the_ledger(
        issues, clerk=clerk, inspector=_person("inspector"), office=office, today=today
    )
    last_year.fill(shelf)
    others = [unit for unit in units if unit.code != WALKED]
    count = ledger.fill(shelf, others, per_unit=size.issues_per_unit)
    circulars.make_earlier(
        campaign, day=today - FORTNIGHT, office=_person("office"), leader=_person("leader")
    )
    extras.fill(shelf)
    chain.fill(campaign, walked, shelf.texts, _person)
    showing.fill(campaign, walked, _person)
    issue_rules.remind(today)
    return count + len(issues)


def _rounds(campaign: Campaign, dice: Random, today: date) -> None:
    made = rounds.make_rounds(
        campaign,
        dice,
        today=today,
        office=_person("office"),
        second=_person("inspector"),
        leader=_person("leader"),
        troubled=TROUBLED,
        exemplary=EXEMPLARY,
    )
    uses.fill(
        made[0],
        today=today,
        office=_person("office"),
        leader=_person("leader"),
        troubled=TROUBLED,
        exemplary=EXEMPLARY,
    )
    circulars.make_circulars(
        campaign, made[0], today=today, office=_person("office"), leader=_person("leader")
    )
