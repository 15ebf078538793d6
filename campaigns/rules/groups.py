"""Who leads: groups and their members, pairings, tasks of the office, reports upward."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now

import journal.rules as journal
from campaigns import policy
from campaigns.models import Campaign, Group, Member, Pairing, Task, UpwardReport
from campaigns.rules.progress import require_past
from common.refusal import Conflict, Refused
from common.wording import tidy
from roster.models import Cadre, Unit, User


@transaction.atomic
def set_up_group(
    campaign: Campaign,
    *,
    name: str,
    kind: str,
    by: User,
    unit: Unit | None = None,
    duty: str = "",
    carries: str = "",
) -> Group:
    """成立机构: a leading group, office or working group of the campaign or of one unit."""
    policy.require(by, "set_up_group", unit)
    if unit is None and not by.is_office:
        raise Refused("全区的工作机构由领导小组办公室设立，本单位的请选择单位。")
    if not tidy(name):
        raise Refused("请填写机构名称。")
    if Group.objects.filter(campaign=campaign, unit=unit, name=tidy(name)).exists():
        raise Refused(f"已经有“{tidy(name)}”，请换一个名称。")
    row = Group.objects.create(
        campaign=campaign,
        unit=unit,
        name=tidy(name),
        kind=kind,
        duty=tidy(duty),
        carries=carries if unit is None else "",
        order=Group.objects.filter(campaign=campaign, unit=unit).count(),
    )
    journal.write(row, "成立机构", by=by, note=row.name)
    return row


@transaction.atomic
def seat(
    group: Group,
    *,
    role: str,
    by: User,
    since_on: date,
    cadre: Cadre | None = None,
    name: str = "",
    title: str = "",
) -> Member:
    """任成员: somebody joins a group from a day on, from the roster or by name."""
    policy.require(by, "set_up_group", group.unit)
    said = cadre.name if cadre else tidy(name)
    if not said:
        raise Refused("请从干部名册里选人，或直接写姓名。")
    if group.members.serving(since_on).filter(name=said, cadre=cadre).exists():
        raise Refused(f"{said}已经是“{group}”的成员，先免去原来的再任。")
    row = Member.objects.create(
        group=group,
        cadre=cadre,
        name=said,
        title=tidy(title) or (cadre.title if cadre else ""),
        role=role,
        since_on=since_on,
    )
    journal.write(group, "任成员", by=by, note=f"{said}任{row.get_role_display()}")
    return row


@transaction.atomic
def unseat(member: Member, *, by: User, until_on: date | None = None) -> None:
    """免成员: somebody leaves a group; the row stays with its dates."""
    policy.require(by, "set_up_group", member.group.unit)
    day = until_on or localdate()
    if day < member.since_on:
        raise Refused(f"离任日期早于任职日期{member.since_on}，请改正。")
    if not Member.objects.filter(pk=member.pk, until_on=None).update(until_on=day):
        raise Conflict(f"{member}已经免去。")
    journal.write(member.group, "免成员", by=by, note=f"{member}免{member.get_role_display()}")


@transaction.atomic
def pair(
    campaign: Campaign, leader: Cadre, units: Iterable[Unit], *, by: User, from_on: date
) -> int:
    """包联: a leader looks after units from a day on; another's pairing ends before."""
    policy.require(by, "pair")
    chosen = list(units)
    taking_part = set(campaign.participations.values_list("unit", flat=True))
    if stray := next((unit for unit in chosen if unit.pk not in taking_part), None):
        raise Refused(f"“{stray}”没有参加本活动，不能包联。")
    held = campaign.pairings.filter(unit__in=chosen, until_on=None)
    kept = set(held.filter(leader=leader).values_list("unit", flat=True))
    held.exclude(leader=leader).update(until_on=from_on - timedelta(days=1))
    fresh = [unit for unit in chosen if unit.pk not in kept]
    Pairing.objects.bulk_create(
        Pairing(campaign=campaign, leader=leader, unit=unit, from_on=from_on) for unit in fresh
    )
    if fresh:
        names = "、".join(unit.short or unit.name for unit in fresh)
        journal.write(campaign, "包联", by=by, note=f"{leader}包联{names}")
    return len(fresh)


@transaction.atomic
def unpair(pairing: Pairing, *, by: User) -> None:
    """解除包联: from today on; what was stays readable."""
    policy.require(by, "pair")
    if not Pairing.objects.filter(pk=pairing.pk, until_on=None).update(until_on=localdate()):
        raise Conflict("这项包联已经解除。")
    journal.write(pairing.campaign, "解除包联", by=by, note=str(pairing))


@transaction.atomic
def finish_task(task: Task, *, on: date, by: User, note: str = "") -> None:
    """办结任务: a task of the office or a group is done; a second time corrects the first."""
    policy.require(by, "finish_task")
    if task.is_for_units:
        raise Refused(f"“{task}”由各单位各自登记完成，不在这里登记。")
    require_past(on)
    Task.objects.filter(pk=task.pk).update(done_on=on, done_note=tidy(note))
    task.refresh_from_db()
    journal.write(task.phase.campaign, "办结任务", by=by, note=f"{task}：{on}")


@transaction.atomic
def report_up(campaign: Campaign, *, title: str, text: str, by: User) -> UpwardReport:
    """上报: a lower campaign's office reports to the campaign above it."""
    policy.require(by, "report_up")
    if campaign.parent is None:
        raise Refused("本活动没有上级活动，不用在这里上报。")
    if not tidy(title) or not tidy(text):
        raise Refused("请写明标题和正文。")
    row = UpwardReport.objects.create(campaign=campaign, title=tidy(title), text=tidy(text), by=by)
    journal.write(campaign, "上报", by=by, note=row.title)
    return row


@transaction.atomic
def receive_report(report: UpwardReport, *, by: User) -> None:
    """签收上报: the office above has taken note, once."""
    policy.require(by, "receive_report")
    unread = UpwardReport.objects.filter(pk=report.pk, received_at=None)
    if not unread.update(received_at=now(), received_by=by):
        raise Conflict("这份材料已经签收。")
    journal.write(report.campaign, "签收上报", by=by, note=report.title)
