"""Visits: teams and targets, the record, three ways with a demand, telling the person, calling."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Issue
from issues.words import Source
from outreach import policy
from outreach.models import Target, Team, Visit
from outreach.rules.hearing import draft_issue
from roster.models import Unit, User
from roster.readings import without_personal_data
from roster.words import Work

REPLY_WORKDAYS: Final = 7
ON_THE_SPOT: Final = {Visit.Handling.SETTLED, Visit.Handling.EXPLAINED}
HANDED_ON: Final = {Visit.Handling.TRANSFERRED, Visit.Handling.ASSIGNED}


@transaction.atomic
def form_team(
    campaign: Campaign, unit: Unit, *, name: str, officer: str, by: User, members: str = ""
) -> Team:
    """组队: a team of the unit with its 民情书记."""
    policy.require(by, "record_visit", unit)
    if not tidy(name) or not tidy(officer):
        raise Refused("请写明队名和民情书记。")
    try:
        with transaction.atomic():
            row = Team.objects.create(
                campaign=campaign,
                unit=unit,
                name=tidy(name),
                officer=tidy(officer),
                members=tidy(members)[:300],
                by=by,
            )
    except IntegrityError as fault:
        raise Refused(f"{unit}已有名为“{tidy(name)}”的服务队，请换一个队名。") from fault
    journal.write(row, "组建服务队", by=by, note=row.officer)
    return row


@transaction.atomic
def list_targets(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    names: Iterable[str],
    by: User,
    team: Team | None = None,
) -> int:
    """列走访对象: one name a line; those listed already stay. Returns how many are new."""
    policy.require(by, "record_visit", unit)
    wanted = list(dict.fromkeys(tidy(name)[:100] for name in names if tidy(name)))
    if not wanted:
        raise Refused("请一行写一个走访对象。")
    if team is not None and team.unit_id != unit.pk:
        raise Refused(f"“{team}”不是{unit}的服务队，请另选。")
    known = set(
        Target.objects.filter(campaign=campaign, unit=unit, kind=kind).values_list(
            "name", flat=True
        )
    )
    fresh = [name for name in wanted if name not in known]
    rows = [Target(campaign=campaign, unit=unit, team=team, kind=kind, name=n) for n in fresh]
    Target.objects.bulk_create(rows)
    if team is not None:
        Target.objects.filter(campaign=campaign, unit=unit, kind=kind, name__in=wanted).update(
            team=team
        )
    for row in Target.objects.filter(campaign=campaign, unit=unit, kind=kind, name__in=fresh):
        seen = Visit.objects.filter(campaign=campaign, unit=unit, kind=kind, target=row.name)
        seen.update(listed=row)
    journal.write(campaign, "列走访对象", by=by, note=str(unit), count=len(fresh))
    return len(fresh)


@transaction.atomic
def record_visit(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    target: str,
    visited_on: date,
    visitor: str,
    by: User,
    demand: str = "",
    address: str = "",
    way: str = "visit",
    category: str = "",
) -> Visit:
    """记走访: who was visited, when, by whom, and what they asked for."""
    policy.require(by, "record_visit", unit)
    if not tidy(target) or not tidy(visitor):
        raise Refused("请写明走访对象和走访干部。")
    if visited_on > localdate():
        raise Refused("走访日期不能晚于今天。")
    name = tidy(target)
    listed = Target.objects.filter(campaign=campaign, unit=unit, kind=kind, name=name).first()
    row = Visit.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        target=name,
        listed=listed,
        visited_on=visited_on,
        visitor=tidy(visitor),
        demand=without_personal_data(tidy(demand)),
        address=tidy(address)[:100],
        way=way or Visit.Way.VISIT,
        category=tidy(category)[:60],
        by=by,
    )
    journal.write(row, "记走访", by=by)
    return row


@transaction.atomic
def settle(
    row: Visit,
    *,
    by: User,
    handling: str,
    reply: str = "",
    duty_unit: Unit | None = None,
    due_on: date | None = None,
    order_no: str = "",
) -> None:
    """办理诉求: settled on the spot, explained, or handed to the hotline or a unit by a day.

    What is handed on has to be told to the person by the day, seven workdays unless said.
    """
    policy.require(by, "settle", row.unit)
    if not row.demand:
        raise Refused("这次走访没有记下诉求，不用办理。")
    if handling not in ON_THE_SPOT | HANDED_ON:
        raise Refused("请选择现场解决、解释说明、转12345或交办。")
    if handling in ON_THE_SPOT and not tidy(reply):
        raise Refused("请写明怎样答复的。")
    if handling == Visit.Handling.ASSIGNED and duty_unit is None:
        raise Refused("交办须选择承办单位。")
    stamps: dict[str, Any] = {
        "reply": tidy(reply),
        "is_satisfied": None,
        "duty_unit": duty_unit,
        "order_no": tidy(order_no)[:60],
    }
    if handling in HANDED_ON:
        due = due_on or campaigns.calendar().add(localdate(), REPLY_WORKDAYS)
        stamps |= {"due_on": due, "replied_on": None}
    else:
        stamps |= {"due_on": None, "replied_on": localdate()}
    Visit.objects.filter(pk=row.pk).update(handling=handling, **stamps)
    row.refresh_from_db()
    journal.write(row, "办理诉求", by=by, note=f"{row.get_handling_display()} {row.reply}".strip())
    if row.is_waiting:
        _tell(row, f"走访{row.target}的诉求请于{row.due_on}前办理并反馈本人：{row.demand[:60]}")


@transaction.atomic
def tell_back(row: Visit, *, by: User, reply: str) -> None:
    """反馈本人: what became of a demand that was handed on, told to who asked."""
    if not policy.may_tell(by, row.unit, row.duty_unit):
        raise Refused("只能登记和处理涉及本单位的走访和意见。")
    if not tidy(reply):
        raise Refused("请写明办理结果和怎样反馈的。")
    told = {"reply": tidy(reply), "replied_on": localdate(), "is_satisfied": None}
    if not Visit.objects.waiting().filter(pk=row.pk).update(**told):
        raise Refused("这件诉求没有待反馈的事项。")
    row.refresh_from_db()
    journal.write(row, "反馈本人", by=by, note=row.reply)


@transaction.atomic
def call_back(row: Visit, *, by: User, is_satisfied: bool, complaint: str = "") -> None:
    """回访: content ends it; not content hands it on again with a new day."""
    policy.require(by, "settle", row.unit)
    if row.replied_on is None:
        raise Refused("还没有反馈本人，请先反馈再登记回访。")
    if not is_satisfied and not tidy(complaint):
        raise Refused("请写明不满意的原因。")
    stamps = {
        "is_satisfied": is_satisfied,
        "complaint": without_personal_data(tidy(complaint)),
        "called_on": localdate(),
    }
    if not is_satisfied:
        due = campaigns.calendar().add(localdate(), REPLY_WORKDAYS)
        stamps |= {"due_on": due, "replied_on": None, "returns": row.returns + 1}
    told = Visit.objects.filter(pk=row.pk, replied_on__isnull=False, is_satisfied=None)
    if not told.update(**stamps):
        raise Conflict("这件诉求已经回访过，重新反馈以后再回访。")
    row.refresh_from_db()
    journal.write(row, "回访", by=by, note="满意" if is_satisfied else f"不满意：{row.complaint}")
    if not is_satisfied:
        _tell(row, f"走访{row.target}的诉求本人不满意，请于{row.due_on}前重新办理。")


def _tell(row: Visit, text: str) -> None:
    unit = row.duty_unit or row.unit
    people = User.objects.filter(duties__unit=unit, duties__work__in=[Work.CLERK, Work.HEAD])
    key = f"visit-{row.pk}-{row.returns}"
    notices.tell(people.distinct(), key=key, text=text, url=row.get_absolute_url())


@transaction.atomic
def adopt_visit(row: Visit, *, by: User) -> Issue:
    """遍访列入清单: put what was heard on the unit's issue list, with the way back kept here."""
    policy.require(by, "adopt", row.unit)
    if not row.demand:
        raise Refused("这次走访没有记下诉求，不能列入清单。")
    if row.issue_id is not None:
        raise Conflict("这件诉求已经列入清单，不用重复办理。")
    unit = row.duty_unit or row.unit
    issue = draft_issue(row.campaign, unit, row.demand, Source.VISIT, str(row))
    handling = row.handling if row.handling != Visit.Handling.NONE else Visit.Handling.ADOPTED
    if not Visit.objects.filter(pk=row.pk, issue=None).update(issue=issue, handling=handling):
        raise Conflict("这件诉求已经列入清单，不用重复办理。")
    row.refresh_from_db()
    journal.write(row, "列入清单", by=by, note=issue.number)
    return issue
