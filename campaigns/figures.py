"""The completion grid: units by tasks, each cell on time, late, due or not done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q

from campaigns.models import Campaign, Completion, Participation, Phase, Task
from common import colours

SOON = 5
WORDS = {
    "on_time": "按时",
    "late": "逾期完成",
    "not_done": "逾期未完成",
    "due_soon": "即将到期",
    "pending": "未到期",
}


@dataclass(frozen=True)
class Cell:
    """What one unit did about one task."""

    task: Task
    state: str
    done_on: date | None = None
    note: str = ""

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return WORDS[self.state]

    @property
    def tone(self) -> str:
        """The tone the word wears."""
        return colours.tone(self.state)


@dataclass(frozen=True)
class Row:
    """One unit's cells and how many of them are done."""

    participation: Participation
    cells: list[Cell] = field(default_factory=list)

    @property
    def done_count(self) -> int:
        """How many tasks the unit has completed."""
        return sum(cell.done_on is not None for cell in self.cells)

    @property
    def overdue_count(self) -> int:
        """How many tasks are past their day and not done."""
        return sum(cell.state == "not_done" for cell in self.cells)


def state(task: Task, done_on: date | None, today: date) -> str:
    """Judge one cell."""
    if done_on is not None:
        return "on_time" if done_on <= task.due_on else "late"
    if task.due_on < today:
        return "not_done"
    return "due_soon" if (task.due_on - today).days <= SOON else "pending"


def grid(tasks: Sequence[Task], entries: Sequence[Participation], today: date) -> list[Row]:
    """Lay out the cells of these units in one query, whatever their number."""
    units = [entry.unit_id for entry in entries]
    known = {
        (done.task_id, done.unit_id): done
        for done in Completion.objects.filter(task__in=tasks, unit__in=units)
    }
    rows = []
    for entry in entries:
        row = Row(entry)
        for task in tasks:
            done = known.get((task.pk, entry.unit_id))
            done_on = done.done_on if done else None
            note = done.note if done else ""
            row.cells.append(Cell(task, state(task, done_on, today), done_on, note))
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Tally:
    """How far all units have come with one task."""

    task: Task
    unit_count: int
    done_count: int
    late_count: int
    today: date
    own: Cell | None = None

    @property
    def is_overdue(self) -> bool:
        """Tell whether the asker's unit, or for the office any unit, is past the day."""
        if self.own:
            return self.own.state == "not_done"
        if not self.task.is_for_units:
            return self.task.done_on is None and self.task.due_on < self.today
        return self.left_count > 0 and self.task.due_on < self.today

    @property
    def left_count(self) -> int:
        """How many units still owe it."""
        return max(0, self.unit_count - self.done_count)


def tallies(
    campaign: Campaign, tasks: Sequence[Task], own: Participation | None = None, *, today: date
) -> list[Tally]:
    """Count, task by task, who is done and who was late; with a unit given, also its own cells."""
    units = campaign.participations.count()
    late = Count("pk", filter=Q(done_on__gt=F("task__due_on")))
    counted = Completion.objects.filter(task__in=tasks).order_by().values("task")
    found = {
        row["task"]: (row["done"], row["late"])
        for row in counted.annotate(done=Count("pk"), late=late)
    }
    cells = grid(tasks, [own], today)[0].cells if own else []
    mine = {cell.task.pk: cell for cell in cells if cell.task.is_for_units}
    return [
        Tally(task, units, *found.get(task.pk, (0, 0)), today, mine.get(task.pk)) for task in tasks
    ]


def upward_text(campaign: Campaign, today: date) -> str:
    """The sentences a report to the campaign above begins with, from what is registered here."""
    tasks = Task.objects.filter(phase__campaign=campaign).for_units().in_plan_order()
    counted = tallies(campaign, list(tasks), today=today)
    due = [tally for tally in counted if tally.task.due_on <= today]
    full = sum(tally.left_count == 0 for tally in due)
    late = sum(tally.late_count for tally in counted)
    left = "、".join(f"{tally.task}（差{tally.left_count}个）" for tally in due if tally.left_count)
    return (
        f"截至{today.year}年{today.month}月{today.day}日，{campaign}参加单位"
        f"{campaign.participations.count()}个，单位任务{len(counted)}项，到期{len(due)}项，"
        f"全部完成{full}项，逾期完成{late}个单位次。"
        + (f"尚未全部完成的有：{left}。" if left else "")
    )


def current_phase(phases: Sequence[Phase], today: date) -> Phase | None:
    """The phase that holds the day; before the first and after the last there is none."""
    return next((phase for phase in phases if phase.holds(today)), None)
