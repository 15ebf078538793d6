"""Speaking of study that is due and of rules whose check is due."""

from datetime import date
from typing import Final

import notices.rules as notices
from activities.models import Activity, Institution, Requirement
from activities.readings import answers
from campaigns.models import Campaign
from roster.models import Duty, Unit, User
from roster.words import Work

DAYS_AHEAD: Final = 3


def remind(today: date) -> int:
    """提醒: tell units of study due within three days, heads of rules to be checked.

    May be missed or repeated: each stretch and each check is told once. Returns new notices.
    """
    people = Duty.objects.people_by_unit(today, Work.CLERK, Work.HEAD)
    return _study(today, people) + _checks(today, people)


def _study(today: date, people: dict[int, list[User]]) -> int:
    asked = Requirement.objects.filter(campaign__status=Campaign.Status.RUNNING)
    return sum(_one_study(row, today, people) for row in asked.filter(due_on__gte=today))


def _one_study(row: Requirement, today: date, people: dict[int, list[User]]) -> int:
    start, end = next(reversed(row.spans(today)), (today, today))
    if not row.is_required or (end - today).days > DAYS_AHEAD or start > today:
        return 0
    units = Unit.objects.filter(participations__campaign=row.campaign_id)
    held = Activity.objects.filter(requirement=row, held_on__range=(start, end))
    waiting = answers(_Stretch(start, end), units, held.order_by("held_on"), today)
    told = [
        person
        for one in waiting
        if one.on_time < one.asked
        for person in people.get(one.unit.pk, ())
    ]
    text = f"学习任务“{row}”{end}到期，本单位还没有登记完成。"
    key = f"study-{row.pk}-{end}"
    return notices.tell(told, key=key, text=text, kind="deadline", url=_at(row), due_on=end)


class _Stretch:
    """One stretch of a piece of study, asked for by itself."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.due_on = start, end

    def spans(self, today: date) -> list[tuple[date, date]]:
        """The stretch, once it has begun."""
        return [(self.start, self.due_on)] if self.start <= today else []


def _at(row: Requirement) -> str:
    return f"/activities/study/{row.pk}/"


def _checks(today: date, people: dict[int, list[User]]) -> int:
    due = Institution.objects.filter(check_on__lte=today).select_related("unit")
    return sum(
        notices.tell(
            [person for person in people.get(row.unit_id, ()) if person.pk != row.by_id],
            key=f"effect-{row.pk}-{row.check_on}",
            text=f"制度“{row}”到了检查成效的日期，请登记人以外的人检查。",
            kind="deadline",
            url=f"/activities/institutions/{row.pk}/",
            due_on=row.check_on,
        )
        for row in due
    )
