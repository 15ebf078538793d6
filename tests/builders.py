"""Rows that are valid by default; a test names only what it is about."""

from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

import campaigns.rules as campaign_rules
import issues.rules as issue_rules
import roster.rules as roster_rules
from campaigns.models import Category
from issues.models import Issue
from issues.rules.counting import step
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


def make_issue(campaign, unit, **over):
    """A complete draft on the unit's list."""
    fields = {
        "text": "民办幼儿园普惠认定办理慢，园方等不到结果",
        "example": "3月6日柳河镇某幼儿园递交认定材料，补正3次，41天后才组织评估",
        "cause": "材料谁收谁压，没有人对园方等待的时间负责",
        "target": "受理到公示不超过20个工作日",
        "measures": ["一次性列明补正清单", "受理次日排定评估日期"],
        "leader": "董万春",
        "owner": "龚克俭",
        "due_on": date(2026, 6, 30),
        "category": Category.objects.get(code="ZF05"),
        **over,
    }
    if "issue_list" not in fields:
        fields["issue_list"] = issue_rules.open_list(campaign, unit, by=None)
    return issue_rules.draft(campaign, unit, by=None, **fields)


def make_ledger_issue(campaign, unit, **over):
    """An issue that is being rectified."""
    issue = make_issue(campaign, unit, issue_list=None, **over)
    step(issue, Issue.Status.RECTIFYING, approved_at=now())
    return issue


def pdf(name="方案.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7\n1 0 obj<<>>endobj")
