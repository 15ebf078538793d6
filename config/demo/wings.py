"""The wings of the demo: visits, opinions, tickets, inspections, orders, cards, meetings."""

import struct
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

import supervision.rules as supervision
from campaigns.models import Campaign
from config.demo import hearing, hotline, leaving, letters, meetings, watching
from roster.models import Unit, User
from supervision.models import Inspection, Rung

Person = Callable[[str], User]


def fill(campaign: Campaign, dice: Random, today: date, person: Person, *, troubled: str) -> None:
    """Let each wing hold believable rows."""
    units = {unit.code: unit for unit in Unit.objects.in_official_order()[:89]}
    office, inspector, leader = person("office"), person("inspector"), person("leader")
    hearing.fill(campaign, units, dice, today, office)
    hotline.fill(campaign, units, dice, today, office)
    _inspect(campaign, units[troubled], units["U032"], today, inspector)
    _press(campaign, units[troubled], today, office, inspector, leader)
    watching.fill(
        campaign,
        units,
        today,
        office=office,
        inspector=inspector,
        leader=leader,
        troubled=troubled,
    )
    leaving.fill(office, person("office2"), leader)
    letters.fill(units, office, person)
    meetings.fill(campaign, units, dice, today, office)


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


def _inspect(campaign: Campaign, unit: Unit, other: Unit, today: date, inspector: User) -> None:
    """One unit has been told what was found there, the other not yet."""
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
        other,
        method=Inspection.Method.COVERT,
        inspected_on=today - timedelta(days=2),
        inspectors="赵正",
        text="暗访客运站，投诉电话号码已停机。",
        findings=["公示的投诉电话停机"],
        by=inspector,
    )


def _press(
    campaign: Campaign, unit: Unit, today: date, office: User, inspector: User, leader: User
) -> None:
    """An order, a yellow card that stands, an orange one that waits for a signature."""
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
