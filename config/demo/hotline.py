"""Tickets of the demo: some late, some called back, one handed to and fro, one not placed."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import localdate, make_aware, now

import campaigns.rules as campaigns
from campaigns.models import Campaign
from config.demo.texts import person_name
from config.demo.words import names
from outreach.models import Shift, Stray, Sum, Ticket
from roster.models import Unit, User

TICKETS = (
    ("路面坑洼", "城市管理／道路养护", "来电人反映{road}与文化路交叉口路面坑洼，要求尽快修补。"),
    ("供暖不热", "公用事业／供热", "来电人反映家中室温只有15度，报修两次未见上门。"),
    ("占道经营", "城市管理／占道经营", "来电人反映{road}夜间烧烤占道，油烟扰民。"),
    ("窗口态度", "政务服务／服务态度", "来电人反映办事窗口答复生硬，要求道歉。"),
)
TOWNS = ("站前街道", "红旗街道", "柳河镇", "文化街道")
ANSWERS = ("yes", "yes", "fair", "no")


def fill(
    campaign: Campaign, units: dict[str, Unit], dice: Random, today: date, office: User
) -> None:
    """Forty tickets of a month, as an export would bring them."""
    pool = [units[code] for code in ("U030", "U031", "U032", "U045", "U071", "U077", "U083")]
    days = campaigns.calendar()
    rows = []
    for number in range(40):
        title, category, content = dice.choice(TICKETS)
        day = today - timedelta(days=dice.randint(1, 30))
        sent = make_aware(datetime.combine(day, time(9)))
        row = Ticket(
            campaign=campaign,
            unit=dice.choice(pool),
            order_no=f"BJ{today:%Y%m}{number:05d}",
            title=title,
            content=content.format(road=dice.choice(names("roads"))),
            channel="电话",
            appeal_type="投诉",
            category=category,
            town=dice.choice(TOWNS),
            phone_masked="138****0000",
            dispatched_at=sent,
            due_at=make_aware(datetime.combine(days.add(day, 7), time(17, 30))),
        )
        if number % 4:
            _end(row, sent, number, dice)
        rows.append(row)
    rows[1].redos = 3
    Ticket.objects.bulk_create(rows)
    _shifts(campaign, pool, rows, dice, today, office)
    _sums(campaign, rows, today)
    Stray.objects.create(
        campaign=campaign,
        digest="demo",
        order_no=f"BJ{today:%Y%m}00055",
        unit_said="市轨道建设集团",
        reason="名册里没有这个单位",
        content="来电人反映地铁施工围挡占用盲道。",
        facts={"content": "来电人反映地铁施工围挡占用盲道。"},
    )


def _shifts(
    campaign: Campaign,
    pool: list[Unit],
    tickets: list[Ticket],
    dice: Random,
    today: date,
    office: User,
) -> None:
    """Two shifts held, one that nobody wrote up, two to come."""
    places = zip(pool, (-12, -6, -3, 2, 5), strict=False)
    rows = [
        Shift(
            campaign=campaign,
            unit=unit,
            held_on=today + timedelta(days=away),
            leader=f"{person_name(dice)} 局长",
            by=office,
        )
        for unit, away in places
    ]
    for row in rows[:2]:
        row.answered_by, row.answered_at, row.calls = row.leader, now(), dice.randint(5, 14)
        row.note = "多为供热和道路诉求，当场答复一半，其余转单办理。"
    rows[1].answered_by = f"{person_name(dice)} 副局长"
    Shift.objects.bulk_create(rows)
    taken = [next(one for one in tickets if one.unit == row.unit) for row in rows[:2]]
    for ticket, row in zip(taken, rows, strict=False):
        ticket.shift, ticket.channel = row, "领导接听热线"
    Ticket.objects.bulk_update(taken, ["shift", "channel"])


def _sums(campaign: Campaign, tickets: list[Ticket], today: date) -> None:
    """The hotline's own table of the last month; one unit's number is not ours."""
    first = today - timedelta(days=30)
    counted = Counter(row.unit for row in tickets)
    ended = [row for row in tickets if row.finished_at and localdate(row.finished_at) <= today]
    said = Counter((row.unit, row.satisfied) for row in ended)
    done = Counter(row.unit for row in ended)
    rows = [
        Sum(
            campaign=campaign,
            unit=unit,
            first=first,
            last=today,
            sent=number + (2 if nth == 1 else 0),
            done=done[unit],
            extended=nth % 2,
            content=said[unit, "yes"],
            fair=said[unit, "fair"],
            bad=said[unit, "no"],
        )
        for nth, (unit, number) in enumerate(counted.items())
    ]
    Sum.objects.bulk_create(rows)


def _end(row: Ticket, sent: datetime, number: int, dice: Random) -> None:
    """Finished, and mostly called back."""
    row.reply, row.is_finished = "已派人到场处理并回访。", True
    row.finished_at = sent + timedelta(days=dice.randint(1, 11))
    if number % 5:
        row.is_visited, row.is_contacted = True, True
        row.satisfied = ANSWERS[number % 4]
        row.is_solved = row.satisfied != "no"
        row.complaint = "只回了电话，现场没有人来。" if row.satisfied == "no" else ""
