"""What waits for whom: lines of work for the homes, most urgent first."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from campaigns.models import Campaign, Task
from issues.models import Extension, Issue, IssueList, LookBack
from roster.models import Unit, User

S = Issue.Status
MOST = 12
Line = dict[str, Any]


def _issue_line(issue: Issue, word: str, tone: str) -> Line:
    return {
        "text": f"{issue.unit.short}　{issue.text}",
        "hint": issue.number,
        "url": issue.get_absolute_url(),
        "due_on": issue.due_on if issue.has_due else None,
        "word": word,
        "tone": tone,
    }


def of_units(user: User, units: list[Unit], campaign: Campaign, today: date) -> list[Line]:
    """A unit's own work: returned lists, rejected closings, overdue and coming dates."""
    lines: list[Line] = []
    lists = IssueList.objects.of(campaign).filter(unit__in=units).select_related("unit", "cadre")
    for row in lists.filter(status=IssueList.Status.RETURNED):
        lines.append(_list_line(row, "被退回", "orange", row.return_due_on))
    issues = Issue.objects.of(campaign).filter(unit__in=units).select_related("unit")
    for issue in issues.filter(status__in=[S.CLOSE_REJECTED, S.REOPENED]).order_by("due_on")[:MOST]:
        lines.append(_issue_line(issue, issue.get_status_display(), "orange"))
    for issue in issues.overdue(today).order_by("due_on")[:MOST]:
        lines.append(_issue_line(issue, "已逾期", "red"))
    for issue in issues.by_due("week", today).order_by("due_on")[:MOST]:
        lines.append(_issue_line(issue, "即将到期", "orange"))
    for row in lists.filter(status=IssueList.Status.DRAFT):
        lines.append(_list_line(row, "填报中", "blue", None))
    return lines


def _list_line(row: IssueList, word: str, tone: str, due: date | None) -> Line:
    return {
        "text": str(row),
        "hint": f"第{row.round}次报送" if row.round else "",
        "url": row.get_absolute_url(),
        "due_on": due,
        "word": word,
        "tone": tone,
    }


def to_sign(units: list[Unit], campaign: Campaign) -> list[Line]:
    """Lists that a head may sign."""
    open_lists = IssueList.objects.of(campaign).filter(
        unit__in=units, status__in=[IssueList.Status.DRAFT, IssueList.Status.RETURNED]
    )
    return [
        _list_line(row, "待签署", "orange", row.return_due_on)
        | {"url": reverse("issues:submit", args=[row.pk])}
        for row in open_lists.select_related("unit", "cadre")[:MOST]
    ]


def to_review(campaign: Campaign) -> list[Line]:
    """Lists in the review queue, oldest first."""
    rows = IssueList.objects.of(campaign).waiting().select_related("unit", "cadre")[:MOST]
    return [
        {
            "text": str(row),
            "hint": f"第{row.round}次，{localtime(row.submitted_at):%m-%d %H:%M}报送"
            if row.submitted_at
            else "",
            "url": reverse("issues:review", args=[row.pk]),
            "word": "待审核",
            "tone": "blue",
        }
        for row in rows
    ]


def to_verify(campaign: Campaign) -> list[Line]:
    """Closings that wait for another party's look."""
    rows = Issue.objects.of(campaign).to_verify().select_related("unit").order_by("due_on")
    return [_issue_line(issue, "待验收", "blue") for issue in rows[:MOST]]


def to_close(campaign: Campaign) -> list[Line]:
    """Verified issues that the office may strike off."""
    rows = Issue.objects.of(campaign).filter(status=S.VERIFIED).select_related("unit")
    return [_issue_line(issue, "待销号", "blue") for issue in rows.order_by("due_on")[:MOST]]


def to_answer(campaign: Campaign) -> list[Line]:
    """Extensions that were asked for."""
    rows = Extension.objects.waiting().filter(issue__campaign=campaign)
    return [
        _issue_line(row.issue, f"申请延至{row.new_due_on}", "orange")
        | {"url": reverse("issues:answer_extension", args=[row.pk])}
        for row in rows.select_related("issue__unit")[:MOST]
    ]


def to_look_back(campaign: Campaign, today: date) -> list[Line]:
    """Second looks that are due."""
    rows = LookBack.objects.due(today).filter(issue__campaign=campaign)
    return [
        _issue_line(row.issue, "待回头看", "orange")
        | {"url": reverse("issues:look_back", args=[row.pk]), "due_on": row.due_on}
        for row in rows.select_related("issue__unit").order_by("due_on")[:MOST]
    ]


def own(user: User, campaign: Campaign, today: date) -> list[Line]:
    """A cadre's own list and the issues where the cadre is named as owner."""
    if user.cadre is None:
        return []
    named = Q(issue_list__cadre=user.cadre) | Q(unit=user.cadre.unit, owner=user.cadre.name)
    rows = Issue.objects.of(campaign).open().filter(named).select_related("unit")
    return [
        _issue_line(issue, "已逾期" if issue.is_overdue(today) else "整改中", "orange")
        for issue in rows.order_by("due_on")[:MOST]
    ]


def next_tasks(campaign: Campaign, today: date) -> list[Line]:
    """The campaign's next deadlines."""
    rows = Task.objects.filter(phase__campaign=campaign, due_on__gte=today)
    return [
        {
            "text": task.name,
            "hint": task.get_by_display(),
            "url": campaign.get_absolute_url(),
            "due_on": task.due_on,
        }
        for task in rows.order_by("due_on")[:6]
    ]
