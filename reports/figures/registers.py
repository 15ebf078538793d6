"""The registers that figures count, each with the words in which one of its rows is told."""

from typing import Any

from django.db.models import Q

from activities.models import Activity, Effect, Institution, TestResult
from common.labels import Label
from evaluations.models import Round
from issues.models import (
    Claim,
    Enquiry,
    Extension,
    Foresight,
    Handover,
    Issue,
    IssueList,
    Likeness,
    LongTerm,
    LookBack,
    Publication,
    Review,
    Verification,
)
from outreach.models import Letter, Opinion, Ticket, Visit
from reports.figures.behind import Register
from reports.figures.facts import Facts
from reports.models import Circular
from supervision.models import (
    Card,
    Drawn,
    Entry,
    Exposure,
    Finding,
    Focus,
    Inspection,
    Order,
    Talk,
)


def _status(row: Any) -> str:
    return str(row.get_status_display())


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


def _verdict(row: Any) -> str:
    return str(row.get_verdict_display())


def _text(row: Any) -> str:
    return str(row.text)


def _issue(row: Any) -> str:
    return _told(row.issue)


def _told(issue: Issue) -> str:
    """The issue's number and words; of what only few may know the number alone."""
    words = "（限知）" if issue.secrecy >= Label.SEALED else issue.text
    return f"{issue.number} {words}"


def _looked_back(facts: Facts) -> dict[str, int]:
    made = facts.look_backs
    return {"look_backs_done": made["done"], "rebounds": made["rebound"]}


def _of_issue(name: str, label: str, model: Any, day: str, **more: Any) -> Register:
    """A register whose rows belong to an issue."""
    more = {"text": _issue, "about": "issue", **more}
    return Register(name, label, model, "issue__campaign", "issue__unit", day, **more)


ISSUES = Register(
    "issues",
    "整改台账",
    Issue,
    day="approved_at",
    kept=Q(status__in=Issue.LEDGER),
    text=lambda row: f"{row.number} {row.text}",
    state=_status,
)
LISTS = Register(
    "lists", "问题清单", IssueList, day="submitted_at", state=_status, reads=("cadre",)
)
REVIEWS = Register(
    "reviews",
    "清单审核",
    Review,
    "issue_list__campaign",
    "issue_list__unit",
    "submitted_at",
    text=lambda row: f"{row.issue_list}",
    state=_verdict,
    reads=("issue_list__cadre",),
)
EXTENSIONS = _of_issue("extensions", "延期申请", Extension, "asked_at", state=_verdict)
VERIFICATIONS = _of_issue("verifications", "销号验收", Verification, "requested_at", state=_verdict)
LOOK_BACKS = _of_issue(
    *("look_backs", "回头看", LookBack, "done_on"), spell="due_on", counted=_looked_back
)
PUBLICATIONS = _of_issue("publications", "公示", Publication, "asked_at", state=_status)
CLAIMS = _of_issue("claims", "班子成员认领", Claim, "at")
LONG_TERMS = _of_issue("long_terms", "长期坚持审批", LongTerm, "asked_at", state=_verdict)
HANDOVERS = _of_issue("handovers", "转办", Handover, "asked_at", state=_verdict)
FORESIGHTS = Register(
    "foresights",
    "自查发现核对",
    Foresight,
    "outside__campaign",
    "outside__unit",
    "outside_on",
    text=lambda row: _told(row.outside),
    state=_status,
    about="outside",
)
LIKENESSES = Register(
    "likenesses",
    "雷同比对",
    Likeness,
    unit="first__unit",
    day="found_at",
    text=lambda row: f"{row.first.number} 与 {row.second.number}",
    reads=("first", "second"),
)
ENQUIRIES = Register("enquiries", "举一反三", Enquiry, unit="", day="asked_at", state=_kind)

VISITS = Register(
    "visits",
    "走访登记",
    Visit,
    day="visited_on",
    text=lambda row: f"{row.target}：{row.demand}",
    state=lambda row: f"{_kind(row)} {row.get_handling_display()}",
)
OPINIONS = Register("opinions", "意见建议", Opinion, day="received_on", text=_text, state=_status)
LETTERS = Register("letters", "网上意见箱", Letter, day="received_at", text=_text, state=_status)
TICKETS = Register("tickets", "12345工单", Ticket, day="dispatched_at")
INSPECTIONS = Register(
    "inspections",
    "督查检查",
    Inspection,
    day="inspected_on",
    shown=Q(released_at__isnull=False),
    text=lambda row: row.place or row.unit.name,
    state=lambda row: row.get_method_display(),
)
FINDINGS = Register(
    "findings",
    "督查发现问题",
    Finding,
    "inspection__campaign",
    "inspection__unit",
    "inspection__inspected_on",
    shown=Q(inspection__released_at__isnull=False),
    text=_text,
    state=lambda row: "已列入清单" if row.issue_id else "未列入",
    reads=("inspection",),
)
ORDERS = Register(
    "orders",
    "督办文书",
    Order,
    day="sent_at",
    text=lambda row: f"{row.number} {row.subject}",
    state=_kind,
)
CARDS = Register(
    "cards",
    "亮牌",
    Card,
    day="signed_at",
    shown=Q(signed_at__isnull=False),
    text=lambda row: f"{row.rung.name}：{row.reason}",
    state=_status,
    reads=("rung",),
    spell="proposed_at",
)
TALKS = Register(
    "talks",
    "亮牌约谈",
    Talk,
    "card__campaign",
    "card__unit",
    "talked_on",
    text=lambda row: f"{row.host}约谈{row.guest}",
    about="card",
    reads=("card",),
)
EXPOSURES = Register(
    "exposures",
    "曝光",
    Exposure,
    day="answered_at",
    shown=Q(status__in=[Exposure.Status.SHOWN, Exposure.Status.WITHDRAWN]),
    state=_status,
)
FOCUS = Register(
    "focus",
    "重点整顿对象",
    Focus,
    day="decided_at",
    shown=Q(status__in=[Focus.Status.CONFIRMED, Focus.Status.LEFT]),
    state=_status,
)
ENTRIES = Register(
    "entries",
    "问责表彰登记",
    Entry,
    day="noted_on",
    shown=Q(pk__in=[]),
    text=lambda row: f"{row.people}人 {row.matters}件 {row.paper_number}",
    state=_kind,
)
DRAWN = Register(
    "drawn", "双随机抽取", Drawn, "plan__campaign", day="plan__drawn_at", reads=("plan",)
)
ACTIVITIES = Register(
    "activities",
    "会议学习登记",
    Activity,
    day="held_on",
    text=lambda row: f"{row.title}（{row.attended_count}人）",
    state=lambda row: row.kind.name,
    reads=("kind",),
)
INSTITUTIONS = Register("institutions", "建章立制", Institution, day="issued_on")
EFFECTS = Register(
    "effects",
    "制度成效检查",
    Effect,
    "institution__campaign",
    "institution__unit",
    "checked_on",
    state=lambda row: row.get_finding_display(),
    reads=("institution",),
)
RESULTS = Register(
    "results",
    "测试成绩",
    TestResult,
    "activity__campaign",
    "activity__unit",
    "activity__held_on",
    text=lambda row: f"{row.activity.title}：{row.cadre.name}",
    reads=("activity", "cadre"),
)
PAPERS = Register(
    "papers",
    "发文登记",
    Circular,
    unit="",
    day="released_at",
    kept=Q(status=Circular.Status.RELEASED),
    text=lambda row: f"{row.full_number} {row.title}",
    state=_kind,
)
ROUNDS = Register("rounds", "评议", Round, unit="", day="tallied_at", state=_status)
