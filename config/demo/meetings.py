"""The register of the demo: meetings, study with its tasks, a test with scores, rules made."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import activities.rules as activities
from activities.models import ActivityKind, Requirement
from campaigns.models import Campaign, Gate
from config.demo.texts import person_name
from config.demo.words import bank
from roster.models import Cadre, Unit, User


def fill(
    campaign: Campaign, units: dict[str, Unit], dice: Random, today: date, office: User
) -> None:
    """Let the register hold what a district has done in two months."""
    kinds = {kind.code: kind for kind in ActivityKind.objects.in_use()}
    _meet(campaign, list(units.values()), dice, today, office, kinds)
    _theme_meetings(campaign, units, today, office, kinds)
    _study(campaign, list(units.values()), dice, today, office, kinds)
    _test(campaign, units["U021"], dice, today, office, kinds)
    _make_rules(campaign, list(units.values()), dice, today, office)


def _facts(kind: ActivityKind, dice: Random) -> dict[str, Any]:
    """Believable words for what the kind asks."""
    made: dict[str, Any] = {}
    for field in kind.fields:
        if field["type"] == "choice":
            made[field["label"]] = dice.choice(field["choices"])
        elif field["type"] == "number":
            made[field["label"]] = dice.randint(2, 18)
        elif "人" in field["label"]:
            made[field["label"]] = person_name(dice)
    return made


def _meet(
    campaign: Campaign,
    units: list[Unit],
    dice: Random,
    today: date,
    office: User,
    kinds: dict[str, ActivityKind],
) -> None:
    heads = {cadre.unit_id: cadre for cadre in Cadre.objects.serving().filter(level="head")}
    titles = bank("meetings")["titles"]
    for unit in dice.sample(units, 48):
        code = dice.choice(list(titles))
        chief = heads.get(unit.pk)
        came = dice.randint(9, 80)
        activities.hold(
            campaign,
            unit,
            kind=kinds[code],
            title=dice.choice(titles[code]),
            held_on=today - timedelta(days=dice.randint(5, 60)),
            host=chief.name if chief else person_name(dice),
            expected_count=came + dice.choice((0, 0, 2, 5)),
            attended_count=came,
            facts=_facts(kinds[code], dice),
            leaders=[chief] if chief and code != "news" else [],
            by=office,
        )


def _theme_meetings(
    campaign: Campaign,
    units: dict[str, Unit],
    today: date,
    office: User,
    kinds: dict[str, ActivityKind],
) -> None:
    open_gates = Gate.objects.filter(campaign=campaign).exclude(cleared_at=None)
    cleared = set(open_gates.values_list("unit", flat=True))
    for unit in (unit for unit in units.values() if unit.pk in cleared):
        activities.hold(
            campaign,
            unit,
            kind=kinds["theme"],
            title="班子专题民主生活会",
            held_on=today - timedelta(days=3),
            host="主要负责人",
            attended_count=7,
            by=office,
        )


def _study(
    campaign: Campaign,
    units: list[Unit],
    dice: Random,
    today: date,
    office: User,
    kinds: dict[str, ActivityKind],
) -> None:
    monthly, once = _asked(campaign, today, office, kinds)
    answering = [(unit, once) for unit in dice.sample(units, 64)]
    answering += [(unit, monthly) for unit in dice.sample(units, 40)]
    for unit, row in answering:
        came = dice.randint(12, 60)
        activities.hold(
            campaign,
            unit,
            kind=row.kind,
            title=row.title,
            held_on=max(row.starts_on, today - timedelta(days=dice.randint(1, 20))),
            host=person_name(dice),
            expected_count=came + 3,
            attended_count=came,
            made_up_count=dice.randint(0, 3),
            requirement=row,
            by=office,
        )


def _asked(
    campaign: Campaign, today: date, office: User, kinds: dict[str, ActivityKind]
) -> tuple[Requirement, Requirement]:
    """What every unit is asked for: a piece each month, and one discussion."""
    return (
        activities.require_study(
            campaign,
            kind=kinds["study"],
            title="每月一学：群众身边案例",
            starts_on=min(today.replace(day=1), today - timedelta(days=7)),
            due_on=today + timedelta(days=60),
            rhythm=Requirement.Rhythm.MONTHLY,
            by=office,
        ),
        activities.require_study(
            campaign,
            kind=kinds["seminar"],
            title="“群众的事慢在哪里”大讨论",
            starts_on=today - timedelta(days=30),
            due_on=today + timedelta(days=2),
            is_required=False,
            by=office,
        ),
    )


def _test(
    campaign: Campaign,
    unit: Unit,
    dice: Random,
    today: date,
    office: User,
    kinds: dict[str, ActivityKind],
) -> None:
    people = list(Cadre.objects.serving().of(unit))
    row = activities.hold(
        campaign,
        unit,
        kind=kinds["test"],
        title="应知应会测试（第一次）",
        held_on=today - timedelta(days=12),
        expected_count=len(people),
        attended_count=max(len(people) - 1, 0),
        pass_mark=80,
        facts={"考试方式": "闭卷"},
        by=office,
    )
    marks = [
        activities.Mark(person, is_absent=True, integrity_note="因公外出，已请假")
        if number == 1
        else activities.Mark(person, score=Decimal(dice.randint(70, 100)))
        for number, person in enumerate(people)
    ]
    activities.record_results(row, marks, by=office)


def _make_rules(
    campaign: Campaign, units: list[Unit], dice: Random, today: date, office: User
) -> None:
    made = bank("meetings")["rules"]
    for unit, rule in zip(dice.sample(units, len(made)), made, strict=True):
        activities.register_institution(
            campaign,
            unit,
            title=rule["title"],
            old_text=rule["old"],
            new_text=rule["new"],
            issued_on=today - timedelta(days=dice.randint(20, 50)),
            check_on=today + timedelta(days=dice.randint(-5, 30)),
            by=office,
        )
