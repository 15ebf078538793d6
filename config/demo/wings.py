"""The wings of the demo: visits, opinions, tickets, inspections, orders, cards, meetings."""

import struct
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import make_aware

import outreach.rules as outreach
import supervision.rules as supervision
from campaigns.models import Campaign
from config.demo import letters, meetings, watching
from config.demo.texts import person_name
from config.demo.words import names
from outreach.models import Opinion, Ticket, Visit
from roster.models import Unit, User
from supervision.models import Inspection, Rung

DEMANDS = (
    "门前路灯坏了半个月，晚上孩子放学看不清路",
    "办老年优待证跑了三趟，每次说的材料都不一样",
    "小区二次供水泵站夜里噪声大，反映后没人上门测",
    "企业想扩建仓库，不知道该先找哪个部门",
    "村里的公交末班车提前了一小时，赶集回不来",
    "医保报销回执上没有写原因，只写“不符合规定”",
)
TICKETS = (
    ("路面坑洼", "来电人反映{road}与文化路交叉口路面坑洼，雨天积水，要求尽快修补。"),
    ("供暖不热", "来电人反映家中室温只有15度，报修两次未见上门。"),
    ("占道经营", "来电人反映{road}夜间烧烤占道，油烟扰民。"),
    ("窗口态度", "来电人反映办事窗口答复生硬，要求道歉。"),
)
Person = Callable[[str], User]


def fill(campaign: Campaign, dice: Random, today: date, person: Person, *, troubled: str) -> None:
    """Let each wing hold believable rows."""
    units = {unit.code: unit for unit in Unit.objects.in_official_order()[:89]}
    office, inspector, leader = person("office"), person("inspector"), person("leader")
    _visits(campaign, units, dice, today, office)
    _tickets(campaign, units, dice, today)
    _supervise(campaign, units[troubled], today, office, inspector, leader)
    watching.fill(
        campaign,
        units,
        today,
        office=office,
        inspector=inspector,
        leader=leader,
        troubled=troubled,
    )
    letters.fill(units, office, person)
    meetings.fill(campaign, units, dice, today, office)


def _visits(
    campaign: Campaign, units: dict[str, Unit], dice: Random, today: date, office: User
) -> None:
    kinds, towns = list(Visit.Kind), [unit for unit in units.values() if unit.cohort == "F"]
    for number in range(36):
        unit = dice.choice(towns)
        kind = dice.choice(kinds)
        target = dice.choice(names("firms" if kind == Visit.Kind.FIRM else "villages"))
        visit = outreach.record_visit(
            campaign,
            unit,
            kind=kind,
            target=target,
            visited_on=today - timedelta(days=dice.randint(1, 40)),
            visitor=person_name(dice),
            demand=dice.choice(DEMANDS) if number % 3 else "",
            by=office,
        )
        if number % 3 == 1:
            outreach.settle(
                visit, by=office, handling="settled", reply="当场联系责任人，次日办结。"
            )
    for number, text in enumerate(DEMANDS):
        row = outreach.record_opinion(
            campaign,
            dice.choice(list(units.values())[19:48]),
            channel=dice.choice(list(Opinion.Channel)),
            text=text,
            received_on=today - timedelta(days=dice.randint(5, 50)),
            by=office,
        )
        if number % 3 == 0:
            outreach.adopt(row, by=office)
        elif number % 3 == 1:
            outreach.decline(row, by=office, reason="属市级事权，已转市直部门并告知反映人。")


def _tickets(campaign: Campaign, units: dict[str, Unit], dice: Random, today: date) -> None:
    pool = [units[code] for code in ("U030", "U031", "U032", "U045", "U071", "U077", "U083")]
    rows = []
    for number in range(40):
        title, content = dice.choice(TICKETS)
        sent = make_aware(datetime.combine(today - timedelta(days=dice.randint(1, 30)), time(9)))
        rows.append(
            Ticket(
                campaign=campaign,
                unit=dice.choice(pool),
                order_no=f"BJ{today:%Y%m}{number:05d}",
                title=title,
                content=content.format(road=dice.choice(names("roads"))),
                channel="电话",
                category="城市管理",
                phone_masked="138****0000",
                reply="已派人到场处理并回访。" if number % 4 else "",
                dispatched_at=sent,
                due_at=sent + timedelta(days=7),
                is_finished=bool(number % 4),
            )
        )
    Ticket.objects.bulk_create(rows)


def _plain_picture() -> bytes:
    """A grey picture where an office would keep its photograph."""
    wide, high = 64, 48
    parts = [
        (b"IHDR", struct.pack(">2I5B", wide, high, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + b"\xb4" * wide) * high)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _supervise(
    campaign: Campaign, unit: Unit, today: date, office: User, inspector: User, leader: User
) -> None:
    seen = supervision.inspect(
        campaign,
        unit,
        method=Inspection.Method.COVERT,
        inspected_on=today - timedelta(days=12),
        place="政务大厅城管窗口",
        inspectors="赵正、何平",
        text="上午9时40分至10时20分，窗口无人在岗，咨询电话无人接听。",
        findings=["工作时间窗口空岗40分钟，3名群众等候未办", "公示的咨询电话三次拨打无人接听"],
        photos=[SimpleUploadedFile("窗口.png", _plain_picture())],
        by=inspector,
    )
    supervision.release(seen, by=inspector)
    supervision.inspect(
        campaign,
        Unit.objects.get(code="U032"),
        method=Inspection.Method.COVERT,
        inspected_on=today - timedelta(days=2),
        inspectors="赵正",
        text="暗访客运站，投诉电话号码已停机。",
        findings=["公示的投诉电话停机"],
        by=inspector,
    )
    order = supervision.send_order(
        campaign,
        unit,
        subject="夜间烧烤占道反复投诉",
        content="请于时限内拿出疏导点方案并逐户回访反映人。",
        due_on=today + timedelta(days=7),
        by=office,
    )
    supervision.acknowledge(order, by=User.objects.get(username=f"clerk-{unit.code.lower()}"))
    yellow, orange = (Rung.objects.get(code=code) for code in ("yellow", "orange"))
    card = supervision.propose_card(
        campaign,
        unit,
        rung=yellow,
        reason="暗访发现窗口空岗，且3件问题逾期未申请延期",
        by=inspector,
    )
    supervision.sign_card(card, by=leader)
    supervision.propose_card(
        campaign, unit, rung=orange, reason="黄牌发出后仍有5件问题逾期", by=inspector
    )
