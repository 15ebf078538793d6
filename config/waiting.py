"""Panels of the homes about the ledger: claims, handovers and long terms that wait."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from campaigns.models import Campaign, Gate
from config.menu import address
from exchange.models import Export
from issues.models import Handover, Issue, IssueQuerySet, LongTerm
from issues.models.marks import MARKS
from issues.rules import most_bounces
from reports.models import Circular
from roster.models import Unit, User

SHOWN = 8


@dataclass
class Box:
    """A panel of lines, the address of the rest, and what to say when there is nothing."""

    title: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    none: str = "没有需要处理的事项。"
    link: str = ""
    hint: str = ""


def unclaimed(campaign: Campaign, today: date) -> Box:
    """What others pointed out and no unit has claimed yet."""
    rows = Issue.objects.of(campaign).open().filter(MARKS["unclaimed"].condition)
    lines = [
        {
            "text": f"{row.number}　{row.text[:42]}",
            "url": row.get_absolute_url(),
            "hint": f"{row.unit.short}　{row.get_source_display()}",
            "due_on": row.claim_due_on,
            "word": "过期未认领" if row.claim_due_on and row.claim_due_on < today else "待认领",
            "tone": "red" if row.claim_due_on and row.claim_due_on < today else "orange",
        }
        for row in _told(rows, "source", "claim_due_on").order_by("claim_due_on", "pk")[:SHOWN]
    ]
    link = address("issues:ledger") + "?mark=unclaimed"
    return Box("外部点出、待认领的问题", lines, "外部点出的问题都有人认领。", link)


def undecided(campaign: Campaign) -> Box:
    """What has been refused so often that the office must name the unit."""
    rows = Issue.objects.of(campaign).open().filter(bounced_count__gte=most_bounces())
    rows = _told(rows.exclude(handovers__is_decision=True), "bounced_count")
    lines = [_line(row, f"退回{row.bounced_count}次") for row in rows.order_by("pk")[:SHOWN]]
    return Box("待裁定责任单位", lines, "没有等待裁定的转办。", address("issues:handovers"))


def exports(user: User) -> Box:
    """What others want to take away and this person may allow."""
    rows = Export.objects.waiting().exclude(by=user).select_related("by")
    lines = [
        {
            "text": f"{row.name}　{row.reason[:42]}",
            "url": reverse("exchange:decide_export", args=[row.pk]),
            "hint": f"{row.by}申请",
            "word": row.get_label_display(),
            "tone": "orange",
        }
        for row in rows.order_by("asked_at")[:SHOWN]
    ]
    link = address("exchange:exports") + "?status=asked"
    return Box("待审批的导出", lines, "没有待审批的导出。", link)


def settled(campaign: Campaign) -> Box:
    """Papers that a leader has settled and the office has not yet sent out."""
    rows = Circular.objects.filter(campaign=campaign, status=Circular.Status.APPROVED)
    lines = [
        {"text": row.title, "url": row.get_absolute_url(), "word": "待印发", "tone": "orange"}
        for row in rows.only("title").order_by("pk")[:SHOWN]
    ]
    return Box("待印发的文稿", lines, "没有审定后等待印发的文稿。", address("reports:circulars"))


def incoming(campaign: Campaign, units: list[Unit]) -> Box:
    """What other units offer to this one."""
    rows = Handover.objects.waiting().filter(issue__campaign=campaign, to_unit__in=units)
    told = rows.select_related("issue", "from_unit").only(
        "issue__number", "issue__text", "from_unit__short"
    )
    lines = [
        {
            "text": f"{row.issue.number}　{row.issue.text[:42]}",
            "url": address("issues:handovers"),
            "hint": f"{row.from_unit.short}转来",
            "word": "待接收",
            "tone": "orange",
        }
        for row in told.order_by("pk")[:SHOWN]
    ]
    return Box("转来待接收的问题", lines, "没有转来的问题。", address("issues:handovers"))


def long_terms(campaign: Campaign) -> Box:
    """Long-term requests that wait for a leader."""
    rows = LongTerm.objects.waiting().filter(issue__campaign=campaign)
    told = rows.select_related("issue__unit").only(
        "is_renewal", "issue__number", "issue__text", "issue__unit__short"
    )
    lines = [_line(row.issue, row.kind) for row in told.order_by("pk")[:SHOWN]]
    return Box("待审批的长期坚持", lines, "没有等待审批的长期坚持。")


def forced_gates(campaign: Campaign) -> list[Box]:
    """Meetings that went ahead against the rule: only where there are any, and then for good."""
    gates = Gate.objects.filter(campaign=campaign).exclude(forced_at=None)
    lines = [
        {
            "text": f"{gate.unit}　{gate.forced_reason[:40]}",
            "url": address("campaigns:index") + f"{campaign.pk}/gates/?show=forced",
            "hint": f"{gate.forced_for}批准",
            "word": "例外放行",
            "tone": "red",
        }
        for gate in gates.select_related("unit", "forced_for").order_by("unit__order", "pk")[:SHOWN]
    ]
    return [Box("清单未通过、例外放行的专题会", lines)] if lines else []


def _told(rows: IssueQuerySet, *fields: str) -> IssueQuerySet:
    """With no more of each issue than a line says."""
    return rows.select_related("unit").only("number", "text", "unit__short", *fields)


def _line(row: Issue, word: str) -> dict[str, Any]:
    return {
        "text": f"{row.number}　{row.text[:42]}",
        "url": row.get_absolute_url(),
        "hint": row.unit.short,
        "word": word,
        "tone": "orange",
    }
