"""The people of the demo district: cadres of every unit and an account for every duty."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

import roster.rules as roster
from config.demo.texts import person_name
from roster.models import Cadre, Duty, Post, Unit, User
from roster.ordering import stroke_key
from roster.words import DEMO_PASSWORD, PostLevel, UnitKind, Work

TOWN_KINDS = {UnitKind.SUBDISTRICT, UnitKind.TOWN, UnitKind.TOWNSHIP, UnitKind.ZONE}
HEAD_TITLES = {UnitKind.SUBDISTRICT: "党工委书记", UnitKind.TOWN: "党委书记"}
DEPARTMENTS = ("办公室", "业务科", "法规科", "政务服务科", "督查科", "人事科")


@dataclass(frozen=True)
class Account:
    """One demo account: its name to sign in with and what it is set to do."""

    username: str
    name: str
    work: str
    unit_code: str = ""


ACCOUNTS = (
    Account("office", "周明", Work.OFFICE),
    Account("office2", "孙悦", Work.OFFICE),
    Account("reviewer", "钱进", Work.REVIEWER),
    Account("inspector", "赵正", Work.INSPECTOR),
    Account("inspector2", "何平", Work.INSPECTOR),
    Account("leader", "李新", Work.LEADER),
    Account("superior", "孙远", Work.SUPERIOR),
    Account("outreach", "田春", Work.OUTREACH, "U083"),
    Account("clerk-edu", "吴静", Work.CLERK, "U021"),
    Account("head-edu", "郑安", Work.HEAD, "U021"),
    Account("cadre-edu", "冯雪", Work.CADRE, "U021"),
    Account("clerk-health", "王远", Work.CLERK, "U038"),
    Account("head-health", "许强", Work.HEAD, "U038"),
    Account("system", "系统员严谨", Work.SYSTEM),
    Account("security", "安全员石磊", Work.SECURITY),
    Account("auditor", "审计员梁信", Work.AUDITOR),
)


def make_cadres(units: list[Unit], dice: Random, *, per_unit: int) -> list[Cadre]:
    """Fill the roster: a head, deputies, middle cadres and staff in each unit."""
    cadres = [cadre for unit in units for cadre in _cadres_of(unit, dice, per_unit)]
    made = Cadre.objects.bulk_create(cadres, batch_size=2000)
    Post.objects.bulk_create(
        (
            Post(cadre=cadre, unit_id=cadre.unit_id, title=cadre.title, level=cadre.level)
            for cadre in made
        ),
        batch_size=2000,
    )
    return made


def _cadres_of(unit: Unit, dice: Random, count: int) -> list[Cadre]:
    taken: set[str] = set()
    people = []
    for place in range(count):
        name = person_name(dice)
        while name in taken:
            name = person_name(dice)
        taken.add(name)
        title, level = _post(unit, place)
        people.append(
            Cadre(
                unit=unit,
                name=name,
                title=title,
                level=level,
                level_rank=Cadre.LEVELS.index(level),
                birth_month=f"{dice.randint(1968, 1998)}-{dice.randint(1, 12):02d}",
                stroke_key=stroke_key(name),
                hand_order=place + 1,
            )
        )
    return people


def _post(unit: Unit, place: int) -> tuple[str, PostLevel]:
    if place == 0:
        return HEAD_TITLES.get(UnitKind(unit.kind), "党组书记、局长"), PostLevel.HEAD
    if place <= 2:
        title = "党委委员、副镇长" if unit.kind in TOWN_KINDS else "党组成员、副局长"
        return title, PostLevel.DEPUTY
    if place <= 5:
        return f"{DEPARTMENTS[place % len(DEPARTMENTS)]}科长", PostLevel.MIDDLE
    return "一级科员", PostLevel.STAFF


def make_accounts(units: list[Unit]) -> None:
    """Open an account for every duty, and a clerk and a head for every unit."""
    by_code = {unit.code: unit for unit in units}
    hashed = make_password(DEMO_PASSWORD)
    for account in ACCOUNTS:
        unit = by_code.get(account.unit_code)
        cadre = None
        if unit and account.work == Work.CADRE:
            cadre = Cadre.objects.of(unit).by_post().reverse()[0]
            cadre.name = account.name
            cadre.save(update_fields=["name"])
        user = User.objects.create(
            username=account.username,
            name=account.name,
            unit=unit,
            cadre=cadre,
            password=hashed,
            is_demo=True,
        )
        roster.grant(user, work=account.work, unit=unit, by=None)
    _make_unit_accounts([unit for unit in units if unit.code not in {"U021", "U038"}], hashed)


def _make_unit_accounts(units: list[Unit], hashed: str) -> None:
    works = ((Work.CLERK, "联络员"), (Work.HEAD, "负责人"))
    users = User.objects.bulk_create(
        User(
            username=f"{work.value}-{unit.code.lower()}",
            name=f"{unit.short}{word}",
            unit=unit,
            password=hashed,
            is_demo=True,
        )
        for unit in units
        for work, word in works
    )
    Duty.objects.bulk_create(
        Duty(user=user, unit_id=user.unit_id, work=user.username.split("-")[0]) for user in users
    )
