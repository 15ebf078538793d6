"""The homes: what waits for each duty, in the order in which it is due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.models import Campaign, Participation, Task
from campaigns.workdays import Calendar
from config.awaited import heard, watched
from config.menu import address
from config.waiting import (
    SHOWN,
    Box,
    exports,
    forced_gates,
    incoming,
    long_terms,
    settled,
    unclaimed,
    undecided,
)
from issues.models import (
    Extension,
    Issue,
    IssueCount,
    IssueList,
    IssueListQuerySet,
    IssueQuerySet,
    LookBack,
)
from issues.models.labels import cleared
from roster.models import Unit, User
from roster.words import Work

SOON = timedelta(days=7)
TOLD = ("number", "text", "status", "due_on")
LIST_DATES = ("submitted_at", "return_due_on")
OF_ISSUE = ("issue__number", "issue__text", "issue__unit__short")


def boxes(user: User, campaign: Campaign, today: date) -> list[Box]:
    """Return the panels of this person's duties, their own deeds first."""
    made: list[Box] = []
    if units := user.units_as(Work.HEAD, Work.CLERK):
        made += [_lists_to_file(campaign, units, today), _issues_due(user, campaign, units, today)]
        made += _asked(user, campaign, units, today)
        made += [_tasks(campaign, units, today)]
        made += [box for box in (incoming(campaign, units),) if box.rows]
    if user.works_as(Work.OFFICE, Work.REVIEWER):
        made += [_reviews(campaign, today)]
    if user.is_office:
        made += [_extensions(campaign), _to_close(user, campaign), unclaimed(campaign, today)]
        made += [box for box in (settled(campaign), undecided(campaign)) if box.rows]
    if user.works_as(Work.INSPECTOR, Work.OFFICE):
        made += [_to_verify(user, campaign, today), _look_backs(user, campaign, today)]
    if not units and user.works_as(Work.OFFICE, Work.INSPECTOR, Work.OUTREACH):
        made += _asked(user, campaign, units, today)
    if user.works_as(Work.OFFICE, Work.LEADER):
        made += [box for box in (long_terms(campaign), exports(user)) if box.rows]
        made += [*forced_gates(campaign), _overdue_units(campaign, today)]
    if user.cadre_id and not units:
        made += [_own_issues(user, campaign, today)]
    return made


def _asked(user: User, campaign: Campaign, units: list[Unit], today: date) -> list[Box]:
    """What people and inspectors wait for; a panel without a line is left out."""
    found = (watched(user, campaign, units, today), heard(user, campaign, units, today))
    return [box for box in found if box.rows]


def figures(user: User, campaign: Campaign, today: date) -> list[dict[str, Any]]:
    """Return the numbers above the panels, each leading to its rows."""
    if not user.sees_all_units and not user.unit_paths:
        return []
    rows = Issue.objects.visible_to(user).of(campaign)
    counts = IssueCount.objects.filter(campaign=campaign)
    if not user.sees_all_units:
        within = _units_within(user)
        counts = counts.filter(unit__in=within)
        rows = rows if user.cadre_id else rows.filter(unit__in=within)
    due = _due(rows, today)
    by_status = dict(counts.values_list("status").annotate(n=Sum("count")))
    standing = sum(by_status.get(status, 0) for status in Issue.OPEN)
    ledger = address("issues:ledger")
    return [
        _figure("未销号", standing, f"{ledger}?status=open", "blue"),
        _figure("7天内到期", due["soon"], f"{ledger}?due=week", "orange"),
        _figure("已逾期", due["late"], f"{ledger}?due=overdue", "red"),
        _figure("已销号", by_status.get("closed", 0), f"{ledger}?status=closed", "green"),
    ]


def _due(rows: IssueQuerySet, today: date) -> dict[str, int]:
    """How many are due within the days to come and how many are late, in one count."""
    near = rows.open().filter(due_on__lte=today + SOON).order_by()
    late = Count("pk", filter=Q(due_on__lt=today))
    return near.aggregate(soon=Count("pk", filter=Q(due_on__gte=today)), late=late)


def unfiled(campaign: Campaign) -> list[Unit]:
    """Units of the campaign that have not yet sent their list, in official order."""
    sent = IssueList.objects.of(campaign).filter(cadre=None).exclude(status="draft").values("unit")
    owing = Participation.objects.filter(campaign=campaign).exclude(unit__in=sent)
    rows = owing.select_related("unit").only("unit__name", "unit__short")
    return [row.unit for row in rows.order_by("unit__order", "pk")]


def urging(campaign: Campaign, units: Iterable[Unit]) -> str:
    """One sentence for the work group: who still owes the list."""
    names = "、".join(unit.short or unit.name for unit in units)
    day = f"{localdate():%m月%d日}"
    return f"【催报】{campaign}：截至{day}，尚未报送问题清单的单位有：{names}。请抓紧报送。"


def _figure(label: str, number: int, url: str, tone: str) -> dict[str, Any]:
    return {"label": label, "number": number, "url": url, "tone": tone if number else "plain"}


def _units_within(user: User) -> Any:
    units = Unit.objects.none()
    for path in user.unit_paths:
        units = units | Unit.objects.filter(path__startswith=path)
    return units


def _told(rows: IssueQuerySet) -> IssueQuerySet:
    """With no more of each issue than a line says."""
    return rows.select_related("unit").only(*TOLD, "unit__short")


def _named(rows: IssueListQuerySet) -> IssueListQuerySet:
    """With no more of each list than its name, where it stands and since when."""
    rows = rows.select_related("unit", "cadre")
    return rows.only(*("level", "status", "round"), *LIST_DATES, "unit__name", "cadre__name")


def _issue_line(issue: Issue, today: date) -> dict[str, Any]:
    is_late = issue.is_overdue(today)
    word, tone = ("已逾期", "red") if is_late else (issue.get_status_display(), "")
    return {
        "text": f"{issue.number}　{issue.text[:42]}",
        "url": issue.get_absolute_url(),
        "hint": issue.unit.short,
        "due_on": issue.due_on if issue.has_due else None,
        "word": word,
        "tone": tone or ("orange" if issue.due_on <= today + SOON else "blue"),
    }


def _list_hint(row: IssueList, today: date) -> str:
    if row.is_resubmission_late(today):
        return f"第{row.round}次报送被退回，重报期限已过，请尽快重报"
    return f"第{row.round}次报送被退回" if row.return_due_on else "填好后由主要负责人签报"


def _lists_to_file(campaign: Campaign, units: list[Unit], today: date) -> Box:
    rows = IssueList.objects.of(campaign).filter(
        unit__in=units, status__in=[IssueList.Status.RETURNED, IssueList.Status.DRAFT]
    )
    lines = [
        {
            "text": str(row),
            "url": row.get_absolute_url(),
            "hint": _list_hint(row, today),
            "due_on": row.return_due_on,
            "word": row.get_status_display(),
            "tone": "grey" if row.status == IssueList.Status.DRAFT else "orange",
        }
        for row in _named(rows).order_by("-status", "pk")[:SHOWN]
    ]
    return Box("待报送的清单", lines, "清单都已报送。", address("issues:lists"))


def _issues_due(user: User, campaign: Campaign, units: list[Unit], today: date) -> Box:
    """The keys are looked up first, by unit: by date a large campaign would be searched through."""
    own = Issue.objects.visible_to(user).of(campaign).open().filter(unit__in=units).order_by()
    rows = _told(Issue.objects.filter(pk__in=own.values("pk"))).order_by("due_on", "pk")
    lines = [_issue_line(issue, today) for issue in rows[:SHOWN]]
    return Box("整改待办", lines, "没有正在整改的问题。", address("issues:ledger"), "按时限先后")


def _tasks(campaign: Campaign, units: list[Unit], today: date) -> Box:
    owed = Task.objects.filter(
        phase__campaign=campaign,
        by__in=[Task.By.ALL_UNITS, Task.By.UNIT_OFFICE],
        phase__starts_on__lte=today,
    ).exclude(completions__unit__in=units)
    lines = [
        {
            "text": task.name,
            "url": campaign.get_absolute_url(),
            "due_on": task.due_on,
            "word": "已逾期" if task.due_on < today else "待完成",
            "tone": "red" if task.due_on < today else "grey",
        }
        for task in owed.only("name", "due_on").order_by("due_on", "pk")[:SHOWN]
    ]
    return Box("阶段任务", lines, "本阶段任务都已完成。", address("campaigns:grid"))


def _reviews(campaign: Campaign, today: date) -> Box:
    waiting = list(_named(IssueList.objects.of(campaign).waiting())[:SHOWN])
    calendar = campaigns.calendar() if waiting else Calendar()
    lines = [
        {
            "text": str(row),
            "url": address("issues:reviews") + f"{row.pk}/",
            "hint": f"第{row.round}次报送，{_waited(row, calendar, today)}",
            "word": "待审核",
            "tone": "blue",
        }
        for row in waiting
    ]
    return Box("待审核的清单", lines, "没有等待审核的清单。", address("issues:reviews"))


def _waited(row: IssueList, calendar: Calendar, today: date) -> str:
    """How long a list has waited, as the review queue counts it."""
    days = calendar.between(localdate(row.submitted_at), today) if row.submitted_at else 0
    return f"已等{days}个工作日" if days else "刚报送"


def _extensions(campaign: Campaign) -> Box:
    rows = Extension.objects.waiting().filter(issue__campaign=campaign)
    fields = ("new_due_on", "reason", "issue__number")
    lines = [
        {
            "text": f"{row.issue.number}　申请延至 {row.new_due_on}",
            "url": row.issue.get_absolute_url(),
            "hint": row.reason[:30],
            "word": "待审批",
            "tone": "orange",
        }
        for row in rows.select_related("issue").only(*fields).order_by("pk")[:SHOWN]
    ]
    return Box("待审批的延期", lines, "没有等待审批的延期。")


def _to_close(user: User, campaign: Campaign) -> Box:
    today = localdate()
    rows = Issue.objects.visible_to(user).of(campaign).filter(status=Issue.Status.VERIFIED)
    lines = [_issue_line(row, today) for row in _told(rows).order_by("due_on", "pk")[:SHOWN]]
    link = address("issues:ledger") + "?status=verified"
    return Box("待销号", lines, "没有验收通过等待销号的问题。", link)


def _to_verify(user: User, campaign: Campaign, today: date) -> Box:
    seen = Issue.objects.visible_to(user).of(campaign)
    rows = _told(seen.to_verify()).order_by("due_on", "pk")
    link = address("issues:ledger") + "?status=close_applied"
    lines = [_issue_line(row, today) for row in rows[:SHOWN]]
    return Box("待验收", lines, "没有申请销号的问题。", link)


def _look_backs(user: User, campaign: Campaign, today: date) -> Box:
    due = LookBack.objects.due(today).filter(cleared(user, "issue"), issue__campaign=campaign)
    lines = [
        {
            "text": f"{row.issue.number}　{row.issue.text[:42]}",
            "url": row.issue.get_absolute_url(),
            "hint": row.issue.unit.short,
            "due_on": row.due_on,
            "word": "应回头看",
            "tone": "orange",
        }
        for row in due.select_related("issue__unit").only("due_on", *OF_ISSUE)[:SHOWN]
    ]
    return Box("该回头看的问题", lines, "今天没有应当回头看的问题。")


def _overdue_units(campaign: Campaign, today: date) -> Box:
    late = Issue.objects.of(campaign).overdue(today)
    counted = (
        late.values("unit", "unit__name").annotate(n=Count("pk")).order_by("-n", "unit__order")
    )
    ledger = address("issues:ledger")
    lines = [
        {
            "text": row["unit__name"],
            "url": f"{ledger}?due=overdue&unit={row['unit']}",
            "word": f"逾期{row['n']}件",
            "tone": "red",
        }
        for row in counted[:SHOWN]
    ]
    return Box("逾期较多的单位", lines, "没有逾期的问题。", f"{ledger}?due=overdue")


def _own_issues(user: User, campaign: Campaign, today: date) -> Box:
    rows = _told(Issue.objects.visible_to(user).of(campaign)).order_by("due_on")
    lines = [_issue_line(row, today) for row in rows[:SHOWN]]
    return Box("我的问题", lines, "您的个人清单里还没有问题。", address("issues:own_list"))
