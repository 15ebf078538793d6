"""Planning a campaign from a template, its units, its deadlines and papers, start to end."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns import policy
from campaigns.models import (
    Campaign,
    Completion,
    Document,
    Gate,
    Holiday,
    Participation,
    Phase,
    Task,
    Taxonomy,
)
from campaigns.workdays import Calendar
from common.attached import refuse_spoofed
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from roster.models import Cadre, Unit, User

DEFAULT_TAXONOMIES = ("shibi", "wuge")
REPEATS = {"monthly": 22, "quarterly": 66}
MAX_PAPER = 20 * 1024 * 1024
PAPERS = {".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".txt", ".jpg", ".png"}


def calendar() -> Calendar:
    """Return the editable holiday table as a calendar."""
    return Holiday.objects.calendar()


def templates() -> list[dict[str, Any]]:
    """The phase templates that ship with the product."""
    return list(dictionary("campaigns", "templates")["phase_templates"])


@transaction.atomic
def plan(
    *,
    name: str,
    template: str,
    starts_on: date,
    by: User | None,
    taxonomies: Iterable[Taxonomy] = (),
    **fields: Any,
) -> Campaign:
    """筹备活动: make a draft campaign with phases and tasks dated in workdays from a template."""
    policy.require(by, "plan")
    pattern = next((entry for entry in templates() if entry["id"] == template), None)
    if pattern is None:
        raise Refused(f"没有“{template}”这个阶段模板，请从列表中选择。")
    days = calendar()
    campaign = Campaign.objects.create(
        name=tidy(name), template=template, starts_on=starts_on, ends_on=starts_on, **fields
    )
    chosen = list(taxonomies) or list(Taxonomy.objects.filter(code__in=DEFAULT_TAXONOMIES))
    campaign.taxonomies.set(chosen)
    campaign.ends_on = _lay_phases(campaign, pattern, days)
    campaign.save(update_fields=["ends_on"])
    journal.write(campaign, "筹备活动", by=by, template=template)
    return campaign


def _lay_phases(campaign: Campaign, pattern: dict[str, Any], days: Calendar) -> date:
    start = days.landing(campaign.starts_on)
    end = start
    for number, entry in enumerate(pattern["phases"], 1):
        end = days.add(start, entry["workdays"])
        phase = Phase.objects.create(
            campaign=campaign, number=number, name=entry["name"], starts_on=start, ends_on=end
        )
        Task.objects.bulk_create(
            Task(
                phase=phase,
                name=name,
                deliverable=task.get("deliverable", ""),
                by=task["by"],
                due_on=days.add(start, offset),
                order=order,
                opens_gate=task.get("gate", False),
                needs_gate=task.get("requires_gate", False),
            )
            for order, (task, name, offset) in enumerate(_occasions(entry), 1)
        )
        start = days.add(end, 1)
    return end


def _occasions(entry: dict[str, Any]) -> list[tuple[dict[str, Any], str, int]]:
    """Each task with its name and offset; a repeated one as often as the phase holds it."""
    found = []
    for task in entry["tasks"]:
        step = REPEATS.get(task.get("repeat", ""))
        last = entry["workdays"] if step else task["offset"]
        offsets = list(range(task["offset"], last + 1, step or 1))
        for number, offset in enumerate(offsets, 1):
            name = f"{task['name']}（第{number}次）" if len(offsets) > 1 else task["name"]
            found.append((task, name, offset))
    return found


@transaction.atomic
def launch(campaign: Campaign, *, by: User | None) -> None:
    """启动: the campaign runs from now on; without units there is nothing to launch."""
    policy.require(by, "launch")
    if not campaign.participations.exists():
        raise Refused("还没有参加单位，请先添加参加单位再启动。")
    campaign.move(Campaign.Status.RUNNING, launched_at=now())
    journal.write(campaign, "启动活动", by=by)


@transaction.atomic
def enrol(campaign: Campaign, units: Iterable[Unit], *, by: User | None) -> int:
    """参加: enter units with their serving cadres; return how many are new."""
    policy.require(by, "enrol")
    present = set(campaign.participations.values_list("unit", flat=True))
    fresh = [unit for unit in units if unit.pk not in present]
    for unit in fresh:
        entry = Participation.objects.create(campaign=campaign, unit=unit, cohort=unit.cohort)
        entry.cadres.set(Cadre.objects.of(unit).serving())
    Gate.objects.bulk_create(
        [Gate(campaign=campaign, unit=unit, shut_reason="问题清单尚未审核通过") for unit in fresh],
        ignore_conflicts=True,
    )
    if fresh:
        journal.write(campaign, "添加参加单位", by=by, units=[unit.code for unit in fresh])
    return len(fresh)


@transaction.atomic
def withdraw(campaign: Campaign, unit: Unit, *, by: User) -> None:
    """移出: a unit entered by mistake leaves while no task is noted done and no list has passed."""
    policy.require(by, "enrol")
    if Completion.objects.filter(task__phase__campaign=campaign, unit=unit).exists():
        raise Refused(f"“{unit}”已登记完成情况，不能移出本活动。")
    if Gate.objects.filter(campaign=campaign, unit=unit).exclude(cleared_at=None).exists():
        raise Refused(f"“{unit}”的清单已经审核通过，不能移出本活动。")
    Participation.objects.filter(campaign=campaign, unit=unit).delete()
    Gate.objects.filter(campaign=campaign, unit=unit).delete()
    journal.write(campaign, "移出参加单位", by=by, note=str(unit))


@transaction.atomic
def reschedule(
    task: Task, *, by: User | None, workdays: int | None = None, due_on: date | None = None
) -> None:
    """调整期限: set a task's deadline by workdays from the phase's start, or to a day."""
    policy.require(by, "plan")
    if due_on is None and workdays is not None:
        due_on = calendar().add(task.phase.starts_on, workdays)
    if due_on is None:
        raise Refused("请填写工作日数，或直接指定日期。")
    former = task.due_on
    Task.objects.filter(pk=task.pk).update(due_on=due_on)
    task.due_on = due_on
    journal.write(task.phase.campaign, "调整期限", by=by, note=f"{task}：{former}调整为{due_on}")


@transaction.atomic
def add_task(
    phase: Phase, *, name: str, due_on: date, owed_by: str, by: User, deliverable: str = ""
) -> Task:
    """添加任务: the office adds an optional task to a phase."""
    policy.require(by, "plan")
    if not tidy(name):
        raise Refused("请填写任务名称。")
    task = Task.objects.create(
        phase=phase,
        name=tidy(name),
        deliverable=tidy(deliverable),
        by=owed_by,
        is_required=False,
        due_on=due_on,
        order=phase.tasks.count() + 1,
    )
    journal.write(phase.campaign, "添加任务", by=by, note=task.name)
    return task


@transaction.atomic
def attach(
    campaign: Campaign,
    *,
    title: str,
    by: User,
    file: "UploadedFile[bytes] | None" = None,
    number: str = "",
    issued_on: date | None = None,
) -> Document:
    """上传文件: keep a governing paper; the same title again is its next version."""
    policy.require(by, "plan")
    if file is not None:
        _refuse_paper(file)
    version = campaign.documents.filter(title=tidy(title)).count() + 1
    document = Document.objects.create(
        campaign=campaign,
        title=tidy(title),
        number=tidy(number),
        version=version,
        issued_on=issued_on,
        file=file,
    )
    journal.write(campaign, "上传文件", by=by, note=f"{document}（第{version}版）")
    return document


def _refuse_paper(file: "UploadedFile[bytes]") -> None:
    ending = f".{(file.name or '').rpartition('.')[2].lower()}"
    if ending not in PAPERS:
        raise Refused("只能上传 PDF、OFD、Word、WPS、Excel、文本或图片文件。")
    if (file.size or 0) > MAX_PAPER:
        raise Refused("文件超过20兆，请压缩或拆分后再上传。")
    refuse_spoofed(file, ending)


@transaction.atomic
def advance(phase: Phase, *, by: User) -> None:
    """阶段收官: the phase is closed; the open tasks of its units stay on the grid."""
    policy.require(by, "advance")
    if not Phase.objects.filter(pk=phase.pk, closed_at=None).update(closed_at=now()):
        raise Conflict("这个阶段已经收官。")
    journal.write(phase.campaign, "阶段收官", by=by, note=phase.name)


@transaction.atomic
def finish(campaign: Campaign, *, by: User) -> None:
    """结束活动: nothing new is filed; the ledger may still be closed and looked back at."""
    policy.require(by, "finish")
    campaign.move(Campaign.Status.FINISHED, finished_at=now())
    journal.write(campaign, "结束活动", by=by)
