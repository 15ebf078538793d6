"""Visits and opinions of the demo: teams, targets, demands in every state, opinions merged."""

from datetime import date, timedelta
from random import Random

import outreach.rules as outreach
from campaigns.models import Campaign
from config.demo.texts import person_name
from config.demo.words import names
from outreach.models import Opinion, Visit
from roster.models import Unit, User

DEMANDS = (
    "门前路灯坏了半个月，晚上孩子放学看不清路",
    "办老年优待证跑了三趟，每次说的材料都不一样",
    "小区二次供水泵站夜里噪声大，反映后没人上门测",
    "企业想扩建仓库，不知道该先找哪个部门",
    "村里的公交末班车提前了一小时，赶集回不来",
    "医保报销回执上没有写原因，只写“不符合规定”",
)


def fill(
    campaign: Campaign, units: dict[str, Unit], dice: Random, today: date, office: User
) -> None:
    """A month of visits and opinions."""
    towns = [unit for unit in units.values() if unit.cohort == "F"]
    for unit in towns[:3]:
        _targets(campaign, unit, dice, office)
    for number in range(36):
        _visit(campaign, dice.choice(towns), number, dice, today, office)
    for number, text in enumerate(DEMANDS):
        unit = dice.choice(list(units.values())[19:48])
        _opinion(campaign, unit, number, text, dice, today, office)


def _targets(campaign: Campaign, unit: Unit, dice: Random, office: User) -> None:
    officer = person_name(dice)
    team = outreach.form_team(
        campaign, unit, name="第一服务队", officer=officer, members=person_name(dice), by=office
    )
    for kind, words in ((Visit.Kind.FIRM, "firms"), (Visit.Kind.VILLAGE, "villages")):
        listed = names(words)[:8]
        outreach.list_targets(campaign, unit, kind=kind, names=listed, team=team, by=office)


def _visit(
    campaign: Campaign, unit: Unit, number: int, dice: Random, today: date, office: User
) -> None:
    kind = dice.choice(list(Visit.Kind))
    visit = outreach.record_visit(
        campaign,
        unit,
        kind=kind,
        target=dice.choice(names("firms" if kind == Visit.Kind.FIRM else "villages")),
        visited_on=today - timedelta(days=dice.randint(1, 40)),
        visitor=person_name(dice),
        demand=dice.choice(DEMANDS) if number % 3 else "",
        by=office,
    )
    if number % 3 == 1:
        outreach.settle(visit, by=office, handling="settled", reply="当场联系责任人，次日办结。")
    elif number in {2, 5}:
        outreach.settle(visit, by=office, handling="transferred", order_no=f"BJ{number:05d}")
        if number == 2:
            outreach.tell_back(visit, by=office, reply="已修好，电话告知本人。")
            outreach.call_back(visit, by=office, is_satisfied=True)


def _opinion(
    campaign: Campaign,
    unit: Unit,
    number: int,
    text: str,
    dice: Random,
    today: date,
    office: User,
) -> None:
    row = outreach.record_opinion(
        campaign,
        unit,
        channel=dice.choice(list(Opinion.Channel)),
        text=text,
        received_on=today - timedelta(days=dice.randint(5, 50)),
        occasion="企业代表座谈会" if number == 3 else "",
        by=office,
    )
    if number % 3 == 0:
        outreach.adopt(row, by=office)
    elif number % 3 == 1:
        outreach.decline(row, by=office, reason="属市级事权，已转市直部门并告知反映人。")
        outreach.answer_opinion(row, by=office, answer="已电话告知反映人。")
