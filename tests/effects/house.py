"""A house whose reminders and numbers can be counted beforehand."""

from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402

import campaigns.rules as campaigns  # noqa: E402
import supervision.rules as supervision  # noqa: E402
from campaigns.models import Campaign, Task  # noqa: E402
from notices.models import Notice  # noqa: E402
from roster.models import Duty, Unit, User  # noqa: E402
from roster.words import Work  # noqa: E402
from supervision.models import Order  # noqa: E402
from tests import builders  # noqa: E402

PER_UNIT = (Work.CLERK, Work.HEAD)


def prepare(units: int, tasks: int) -> int:
    """So many units with two people each owe so many tasks tomorrow; return the reminders due."""
    campaigns.install_dictionaries()
    made = [builders.make_unit(code=f"E{at:03}", name=f"第{at}局", order=at) for at in range(units)]
    people = User.objects.bulk_create(
        User(username=f"{work}-{unit.pk}", name=f"{unit.pk}号", unit=unit, password="!")
        for unit in made
        for work in PER_UNIT
    )
    duties = zip(people, [(unit, work) for unit in made for work in PER_UNIT], strict=True)
    Duty.objects.bulk_create(Duty(user=one, unit=unit, work=work) for one, (unit, work) in duties)
    builders.make_user("office", "办公室周明", Work.OFFICE)
    campaign = builders.make_campaign(units=made)
    Task.objects.all().delete()
    due, phase = localdate() + timedelta(days=1), campaign.phases.first()
    assert phase is not None
    Task.objects.bulk_create(
        Task(phase=phase, name=f"任务{at}", due_on=due, by=Task.By.ALL_UNITS, order=at)
        for at in range(tasks)
    )
    return tasks * len(people)


def send(orders: int) -> None:
    """Send so many orders one after another; each takes the next number and tells two people."""
    campaign, office = Campaign.objects.newest(), User.objects.get(username="office")
    units, due = list(Unit.objects.filter(code__startswith="E")), localdate() + timedelta(days=9)
    for at in range(orders):
        unit = units[at % len(units)]
        supervision.send_order(
            campaign, unit, subject="补报材料", content="三日内补报。", due_on=due, by=office
        )


def told() -> dict[str, Any]:
    """What there is: reminders, what stands twice, numbers, gaps."""
    rows = Notice.objects.filter(key__startswith="task-")
    twice = Notice.objects.values("key", "person").annotate(n=Count("pk")).filter(n__gt=1)
    numbers = sorted(int(n.rpartition("〕")[2][:-1]) for n in _numbers())
    return {
        "reminders": rows.count(),
        "twice": twice.count(),
        "numbers": len(numbers),
        "gapless": numbers == list(range(1, len(numbers) + 1)),
        "told": Notice.objects.filter(key__startswith="order-").count(),
    }


def _numbers() -> list[str]:
    return list(Order.objects.values_list("number", flat=True))
