"""Phases as bars and deadlines as lines over the days of a campaign, ready to be drawn."""

from datetime import date, timedelta
from typing import Any

from campaigns.models import Phase, Task
from reports.figures.facts import Facts

LEFT, RIGHT, ROW, BAR, TOP = 190, 1180, 30, 18, 6


def gantt(facts: Facts) -> dict[str, Any]:
    """Places in a picture 1200 wide: one row to a phase, months below, today across."""
    phases = list(facts.campaign.phases.prefetch_related("tasks").order_by("number"))
    first, last = _span(facts, phases)
    scale = _Scale(first, last)
    bottom = TOP + ROW * len(phases)
    today = scale.at(facts.today) if first <= facts.today <= last else None
    return {
        "width": 1200,
        "height": bottom + 22,
        "bottom": bottom,
        "foot": bottom + 16,
        "today": today,
        "phases": [_row(place, phase, scale, facts.today) for place, phase in enumerate(phases)],
        "months": [{"x": scale.at(day), "text": f"{day.month}月"} for day in _firsts(first, last)],
    }


class _Scale:
    """Days onto the width."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, max(1, (last - first).days)

    def at(self, day: date) -> int:
        return LEFT + (RIGHT - LEFT) * (day - self.first).days // self.days


def _span(facts: Facts, phases: list[Phase]) -> tuple[date, date]:
    """From the first day to the last, late deadlines included."""
    days = [facts.campaign.starts_on, facts.campaign.ends_on]
    for phase in phases:
        days += [phase.starts_on, phase.ends_on, *(task.due_on for task in phase.tasks.all())]
    return min(days), max(days)


def _row(place: int, phase: Phase, scale: _Scale, today: date) -> dict[str, Any]:
    y, x = TOP + ROW * place, scale.at(phase.starts_on)
    said = f"{phase.name}：{phase.starts_on}至{phase.ends_on}"
    return {
        "name": phase.name,
        "said": said,
        "x": x,
        "y": y,
        "text_y": y + BAR - 4,
        "bottom": y + BAR + 4,
        "width": max(2, scale.at(phase.ends_on) - x),
        "marks": [_mark(task, scale, today) for task in phase.tasks.all()],
    }


def _mark(task: Task, scale: _Scale, today: date) -> dict[str, Any]:
    css = "gantt-past" if task.due_on < today else "gantt-due"
    return {"x": scale.at(task.due_on), "css": css, "said": f"{task.name} {task.due_on}"}


def _firsts(first: date, last: date) -> list[date]:
    """The first days of the months within the span."""
    day, found = first.replace(day=1), []
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
