"""Who leads in the demo: groups with members, leaders and their units, a street's own campaign."""

from datetime import date, timedelta
from random import Random

import campaigns.rules as campaigns
import roster.rules as roster
from campaigns.models import Campaign, Group, Member, Task
from config.demo.words import bank
from roster.models import Cadre, Unit, User
from roster.words import PostLevel

STREET = "新华街道"


def fill(campaign: Campaign, units: list[Unit], dice: Random, today: date, office: User) -> None:
    """Set up the bodies, pair leaders and units, let one street run its own campaign."""
    since = campaign.starts_on
    leaders = [
        roster.appoint(
            unit=units[0], name=one["name"], title=one["title"], level=PostLevel.DISTRICT, by=None
        )
        for one in bank("bodies")["leaders"]
    ]
    deputy = next(one for one in leaders if one.name == "李新")
    User.objects.filter(username="leader").update(cadre=deputy)
    _set_up(campaign, {leader.name: leader for leader in leaders}, since, office)
    _unit_groups(campaign, units, dice, since)
    share = len(units) // len(leaders) + 1
    shares = [units[start : start + share] for start in range(0, len(units), share)]
    for leader, some in zip(leaders, shares, strict=False):
        campaigns.pair(campaign, leader, some, by=office, from_on=since)
    _finish(campaign, today, office)
    _street(campaign, units, today, office)


def _set_up(campaign: Campaign, leaders: dict[str, Cadre], since: date, office: User) -> None:
    for body in bank("bodies")["groups"]:
        group = campaigns.set_up_group(
            campaign,
            name=body["name"],
            kind=body["kind"],
            duty=body["duty"],
            carries=body.get("carries", ""),
            by=office,
        )
        for name, role in body["seats"]:
            campaigns.seat(
                group, cadre=leaders.get(name), name=name, role=role, since_on=since, by=office
            )


def _unit_groups(campaign: Campaign, units: list[Unit], dice: Random, since: date) -> None:
    """Most units have registered their leading group, a few still have not."""
    by_unit: dict[int, list[Cadre]] = {}
    for cadre in Cadre.objects.serving().filter(unit__in=units).order_by("level_rank", "pk"):
        by_unit.setdefault(cadre.unit_id, []).append(cadre)
    ready = [unit for unit in units if by_unit.get(unit.pk) and dice.random() < 0.93]
    groups = Group.objects.bulk_create(
        Group(
            campaign=campaign,
            unit=unit,
            kind=Group.Kind.LEADING,
            name=f"{unit.short}作风整顿领导小组",
        )
        for unit in ready
    )
    roles = (Member.Role.HEAD, Member.Role.DEPUTY, Member.Role.LIAISON)
    Member.objects.bulk_create(
        Member(
            group=group,
            cadre=cadre,
            name=cadre.name,
            title=cadre.title,
            role=role,
            since_on=since,
        )
        for unit, group in zip(ready, groups, strict=True)
        for role, cadre in zip(roles, by_unit[unit.pk], strict=False)
    )


def _finish(campaign: Campaign, today: date, office: User) -> None:
    due = Task.objects.for_groups().filter(phase__campaign=campaign, due_on__lt=today)
    for task in due.order_by("due_on"):
        campaigns.finish_task(task, on=task.due_on - timedelta(days=1), by=office)


def _street(campaign: Campaign, units: list[Unit], today: date, office: User) -> None:
    street = next((unit for unit in units if unit.short == STREET), None)
    if street is None:
        return
    lower = campaigns.plan(
        name="新华街道“转作风、优服务”专项整顿",
        short="街道整顿",
        template=campaign.template,
        starts_on=today - timedelta(days=40),
        jurisdiction=street,
        parent=campaign,
        office_name="新华街道作风整顿办公室",
        by=office,
    )
    campaigns.enrol(lower, [street], by=office)
    campaigns.launch(lower, by=office)
    told = bank("bodies")["report"]
    campaigns.report_up(lower, title=told["title"], text=told["text"], by=office)
