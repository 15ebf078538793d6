"""Rows that are valid by default; a test names only what it is about."""

from datetime import date
from itertools import count

import campaigns.rules as campaign_rules
import roster.rules as roster_rules
from roster.models import Unit
from roster.words import PostLevel, UnitKind

_numbers = count(1)


def make_unit(**over) -> Unit:
    number = next(_numbers)
    fields = {
        "code": f"X{number:03d}",
        "name": f"示例单位{number}",
        "kind": UnitKind.GOVERNMENT,
        "cohort": "C",
        "order": number,
        **over,
    }
    return roster_rules.found(by=None, **fields)


def make_user(username, name, *works, unit=None, password="Zhenggai-2026"):
    user, _ = roster_rules.open_account(
        username=username, name=name, unit=unit, password=password, is_demo=True, by=None
    )
    for work in works:
        roster_rules.grant(user, work=work, unit=unit, by=None)
    return user


def make_cadre(unit, **over):
    fields = {"name": "王芳", "title": "科长", "level": PostLevel.MIDDLE, **over}
    return roster_rules.appoint(unit=unit, by=None, **fields)


def make_campaign(*, units=(), launched=True, **over):
    fields = {
        "name": "2026年机关干部作风整顿",
        "template": "T4",
        "starts_on": date(2026, 3, 2),
        "received_on": date(2026, 3, 20),
        **over,
    }
    campaign = campaign_rules.plan(by=None, **fields)
    campaign_rules.enrol(campaign, units, by=None)
    if launched and units:
        campaign_rules.launch(campaign, by=None)
    return campaign
