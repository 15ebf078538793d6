"""What units owe: complete tasks, remind of deadlines, urge the late."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

import journal.rules as journal
import notices.rules as notices
from campaigns import policy
from campaigns.milestones import AHEAD, earned
from campaigns.models import Campaign, Completion, Holiday, Task
from campaigns.rules.gates import require_gate
from common.refusal import Refused
from common.wording import tidy
from roster.models import Duty, Unit, User
from roster.words import Work


@transaction.atomic
def complete(task: Task, unit: Unit, *, on: date, by: User, note: str = "") -> Completion:
    """完成任务: note that a unit has done a task on a day; a second time corrects the first."""
    policy.require(by, "complete", unit)
    campaign = task.phase.campaign
    if campaign.status == Campaign.Status.DRAFT:
        raise Refused("活动还没有启动，启动后再登记完成情况。")
    if not task.is_for_units:
        raise Refused(f"“{task}”由领导小组办公室或工作组办结，不由单位登记。")
    if not campaign.participations.filter(unit=unit).exists():
        raise Refused(f"“{unit}”没有参加本活动。")
    require_past(on)
    if task.needs_gate:
        require_gate(campaign, unit)
    completion, _ = Completion.objects.update_or_create(
        task=task, unit=unit, defaults={"done_on": on, "note": tidy(note), "by": by}
    )
    journal.write(campaign, "完成任务", by=by, note=f"{unit}：{task}", task=task.pk, unit=unit.pk)
    return completion


def require_past(on: date) -> None:
    """Refuse a day that lies ahead as the day on which something was done."""
    if on > localdate():
        raise Refused("完成日期不能晚于今天。")


@transaction.atomic
def undo(task: Task, unit: Unit, *, by: User) -> None:
    """撤回登记: the completion was noted by mistake."""
    policy.require(by, "complete", unit)
    if not Completion.objects.filter(task=task, unit=unit).delete()[0]:
        raise Refused(f"“{unit}”没有登记过“{task}”。")
    journal.write(task.phase.campaign, "撤回登记", by=by, note=f"{unit}：{task}")


def remind(today: date) -> int:
    """提醒: tell clerks and heads of units that owe a task, once a milestone; return how many."""
    days = Holiday.objects.calendar()
    horizon = days.add(today, max(AHEAD))
    told = 0
    for campaign in Campaign.objects.running():
        tasks = Task.objects.for_units().filter(phase__campaign=campaign, due_on__lte=horizon)
        debtors = owing(campaign, tasks)
        people = _keepers({unit for units in debtors.values() for unit in units}, today)
        for task in tasks:
            left = days.between(today, task.due_on)
            mark = earned(left)
            if mark is None or not debtors[task.pk]:
                continue
            told += notices.tell(
                [person for unit in debtors[task.pk] for person in people[unit]],
                key=f"task-{task.pk}-{task.due_on}-{mark}",
                text=f"“{task}”{_when(left, task.due_on)}本单位尚未登记完成，请抓紧办理并登记。",
                url=f"/campaigns/{campaign.pk}/grid/",
                due_on=task.due_on,
            )
    return told


def _when(left: int, due_on: date) -> str:
    if left < 0:
        return f"应于{due_on}完成，已逾期{-left}个工作日。"
    return f"应于{due_on}完成，{f'还剩{left}个工作日' if left else '今天到期'}。"


def owing(campaign: Campaign, tasks: Iterable[Task]) -> dict[int, set[int]]:
    """Return, for each task, the units taking part that have not completed it."""
    units = set(campaign.participations.values_list("unit", flat=True))
    done: dict[int, set[int]] = defaultdict(set)
    pairs = Completion.objects.filter(task__phase__campaign=campaign)
    for task, unit in pairs.values_list("task", "unit"):
        done[task].add(unit)
    return {task.pk: units - done[task.pk] for task in tasks}


def _keepers(units: set[int], today: date) -> dict[int, list[User]]:
    """Return the clerks and heads in force of each unit."""
    people: dict[int, list[User]] = defaultdict(list)
    duties = Duty.objects.in_force(today).filter(work__in=[Work.CLERK, Work.HEAD])
    for duty in duties.select_related("user"):
        if duty.unit_id in units:
            people[duty.unit_id].append(duty.user)
    return people


@transaction.atomic
def urge(task: Task, *, by: User, today: date) -> int:
    """催报: tell the clerks and heads of all units that owe the task, once a day."""
    policy.require(by, "urge")
    campaign = task.phase.campaign
    debtors = owing(campaign, [task])[task.pk]
    if not debtors:
        raise Refused(f"“{task}”各单位均已完成，不用催报。")
    people = _keepers(debtors, today)
    told = notices.tell(
        [person for unit in debtors for person in people[unit]],
        key=f"urge-{task.pk}-{today}",
        kind="urge",
        text=f"【催报】请尽快完成“{task}”（期限{task.due_on}）并登记，如有困难请与{campaign.office_name}联系。",
        url=f"/campaigns/{campaign.pk}/grid/",
        due_on=task.due_on,
    )
    journal.write(campaign, "催报", by=by, note=f"{task}：{len(debtors)}个单位", told=told)
    return told
