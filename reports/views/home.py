"""Each duty lands on its own work."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from reports.figures import Facts, values
from reports.figures import todos
from reports.figures.todos import Line
from roster.http import Request
from roster.models import User
from roster.words import Work

UNIT_FIGURES = ("issues_ledger", "issues_open", "issues_closed", "close_rate", "overdue", "due_soon")
OFFICE_FIGURES = (
    "lists_submitted",
    "units_unsent",
    "issues_open",
    "overdue",
    "due_soon",
    "close_rate",
)
Panel = tuple[str, list[Line], str]


def home(request: Request) -> HttpResponse:
    """Lead each duty to its own work; the 三员 see no business rows."""
    user, campaign = request.user, Campaign.objects.newest()
    if user.is_officer or campaign is None:
        return render(request, "reports/home_plain.html", {"is_officer": user.is_officer})
    today = localdate()
    units = user.units_as(Work.CLERK, Work.HEAD)
    facts = Facts(campaign, today, None if user.sees_all_units else _reach(user))
    shown = OFFICE_FIGURES if user.sees_all_units else UNIT_FIGURES
    numbers = values(facts)
    return render(
        request,
        "reports/home.html",
        {
            "panels": [panel for panel in _panels(user, campaign, today) if panel],
            "figures": [numbers[code] for code in shown],
            "units": units,
            "unsent": facts.units_without_list if user.is_office else [],
            "tasks": todos.next_tasks(campaign, today),
            "days_left": campaign.days_left(today),
            "is_leader": user.is_leader,
        },
    )


def _reach(user: User) -> frozenset[int]:
    units = user.units_as(Work.CLERK, Work.HEAD, Work.OUTREACH, Work.CADRE)
    return frozenset(unit.pk for unit in units)


def _panels(user: User, campaign: Campaign, today: date) -> list[Panel]:
    panels: list[Panel] = []
    if units := user.units_as(Work.HEAD):
        panels.append(("待我签署", todos.to_sign(units, campaign), "没有等待签署的清单。"))
    if units := user.units_as(Work.CLERK, Work.HEAD):
        work = todos.of_units(user, units, campaign, today)
        panels.append(("我的待办", work, "没有到期、逾期或被退回的事项。"))
    if user.works_as(Work.OFFICE, Work.REVIEWER):
        panels.append(("待审核清单", todos.to_review(campaign), "没有待审核的清单。"))
    if user.works_as(Work.INSPECTOR, Work.OFFICE):
        panels.append(("待验收", todos.to_verify(campaign), "没有待验收的销号申请。"))
        panels.append(("待回头看", todos.to_look_back(campaign, today), "没有到期的回头看。"))
    if user.is_office:
        panels.append(("待销号", todos.to_close(campaign), "没有验收通过待销号的问题。"))
        panels.append(("待审批延期", todos.to_answer(campaign), "没有延期申请。"))
    if user.cadre_id:
        panels.append(("我的问题", todos.own(user, campaign, today), "没有由您负责的未销号问题。"))
    return panels


def unsent(request: Request) -> HttpResponse:
    """Units that have sent no list, with the sentence for the group."""
    campaign = Campaign.objects.newest()
    rows = Facts(campaign, localdate()).units_without_list if campaign else []
    text: dict[str, Any] = {"units": rows, "campaign": campaign, "count": len(rows)}
    return render(request, "reports/unsent.html", text)
