"""Running a campaign: plan it from a template, launch, enrol, complete tasks, open the gate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns import policy
from campaigns.models import (
    Campaign,
    Category,
    Completion,
    Gate,
    Holiday,
    Participation,
    Phase,
    Task,
    Taxonomy,
)
from campaigns.workdays import Calendar
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from roster.models import Cadre, Unit, User

DEFAULT_TAXONOMIES = ("shibi", "wuge")


def calendar() -> Calendar:
    """Return the editable holiday table as a calendar."""
    return Calendar.of(Holiday.objects.values_list("day", "is_workday"))


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
                name=task["name"],
                deliverable=task.get("deliverable", ""),
                by=task["by"],
                due_on=days.add(start, task["offset"]),
                order=order,
                opens_gate=task.get("gate", False),
                needs_gate=task.get("requires_gate", False),
            )
            for order, task in enumerate(entry["tasks"], 1)
        )
        start = days.add(end, 1)
    return end


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
def complete(task: Task, unit: Unit, *, on: date, by: User, note: str = "") -> Completion:
    """完成任务: note that a unit has done a task on a day; a second time corrects the first."""
    policy.require(by, "complete", unit)
    campaign = task.phase.campaign
    if not campaign.participations.filter(unit=unit).exists():
        raise Refused(f"“{unit}”没有参加本活动。")
    if task.needs_gate:
        require_gate(campaign, unit)
    completion, _ = Completion.objects.update_or_create(
        task=task, unit=unit, defaults={"done_on": on, "note": tidy(note), "by": by}
    )
    journal.write(campaign, "完成任务", by=by, note=f"{unit}：{task}", task=task.pk, unit=unit.pk)
    return completion


def require_gate(campaign: Campaign, unit: Unit) -> Gate:
    """准入检查: raise Refused while the unit's list has not passed (审核不通过不能召开专题会)."""
    gate = Gate.objects.filter(campaign=campaign, unit=unit).first()
    if gate is None or not gate.is_open:
        reason = gate.shut_reason if gate else "问题清单尚未审核通过"
        raise Refused(f"“{unit}”尚未取得专题会准入：{reason}。请先完成问题清单审核。")
    return gate


@transaction.atomic
def clear_gate(
    campaign: Campaign, unit: Unit, *, permit_number: str, content_digest: str, by: User
) -> Gate:
    """放行: the list has passed; the permit is bound to the digest of exactly that content."""
    policy.require(by, "clear_gate")
    gate, _ = Gate.objects.update_or_create(
        campaign=campaign,
        unit=unit,
        defaults={
            "permit_number": permit_number,
            "content_digest": content_digest,
            "cleared_at": now(),
            "cleared_by": by,
            "shut_reason": "",
        },
    )
    journal.write(gate, "放行", by=by, note=permit_number, digest=content_digest)
    return gate


@transaction.atomic
def shut_gate(campaign: Campaign, unit: Unit, *, reason: str, by: User | None) -> None:
    """关闭准入: what was approved has changed, so the permit no longer holds."""
    gates = Gate.objects.filter(campaign=campaign, unit=unit).exclude(cleared_at=None)
    for gate in gates:
        Gate.objects.filter(pk=gate.pk).update(cleared_at=None, cleared_by=None, shut_reason=reason)
        journal.write(gate, "准入失效", by=by, note=reason, permit=gate.permit_number)


@transaction.atomic
def advance(phase: Phase, *, by: User) -> None:
    """阶段收官: the phase is closed; the open tasks of its units stay on the grid."""
    policy.require(by, "advance")
    if not Phase.objects.filter(pk=phase.pk, closed_at=None).update(closed_at=now()):
        raise Conflict("该阶段已经收官。")
    journal.write(phase.campaign, "阶段收官", by=by, note=phase.name)


@transaction.atomic
def finish(campaign: Campaign, *, by: User) -> None:
    """结束活动: nothing new is filed; the ledger may still be closed and looked back at."""
    policy.require(by, "finish")
    campaign.move(Campaign.Status.FINISHED, finished_at=now())
    journal.write(campaign, "结束活动", by=by)


@transaction.atomic
def install_dictionaries() -> None:
    """装入字典: the shipped taxonomies and holidays; edited rows stay as they are."""
    for entry in dictionary("campaigns", "taxonomies")["taxonomies"]:
        taxonomy, is_new = Taxonomy.objects.get_or_create(
            code=entry["id"],
            defaults={
                "name": entry["name"],
                "is_verified": entry["verified"] is True,
                "is_enabled": entry["enabled"],
                "note": entry.get("note", ""),
            },
        )
        if is_new:
            _install_categories(taxonomy, entry["items"], parent=None)
    if not Holiday.objects.exists():
        _install_holidays(dictionary("campaigns", "calendar")["calendar"])


def _install_categories(
    taxonomy: Taxonomy, items: list[dict[str, Any]], *, parent: Category | None
) -> None:
    for order, item in enumerate(items):
        words = [item.get("desc", ""), item.get("good", ""), item.get("bad", "")]
        category = Category.objects.create(
            taxonomy=taxonomy,
            parent=parent,
            code=item["code"],
            name=item["label"],
            short=item.get("short", ""),
            help="；".join(word for word in words if word),
            order=order,
        )
        _install_categories(taxonomy, item.get("children", []), parent=category)


def _install_holidays(table: dict[str, Any]) -> None:
    rows = []
    for year in (key for key in table if key.isdigit()):
        for name, is_workday in (("holidays", False), ("workdays", True)):
            rows += [
                Holiday(day=date.fromisoformat(f"{year}-{day}"), is_workday=is_workday)
                for day in table[year][name]
            ]
    Holiday.objects.bulk_create(rows)
