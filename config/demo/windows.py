"""Windows of the service hall with some weeks of ratings, a few of them bad and waiting."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import evaluations.rules as rules
from evaluations.models import WindowRating
from roster.models import Unit, User

WINDOWS = {
    "U028": "社保综合窗口（3号）",
    "U061": "办税综合窗口（5号）",
    "U047": "综合受理窗口（1号）",
}
SAID = ("等了一个多小时", "材料让我跑了三趟", "窗口没人值守", "问什么都说不清楚")


def make_windows(units: Sequence[Unit], dice: Random, *, today: date, office: User) -> None:
    """A window for each unit that has one; the newest bad ratings wait for the office."""
    for unit in units:
        if unit.code not in WINDOWS:
            continue
        window = rules.open_window(unit, name=WINDOWS[unit.code], by=office)
        WindowRating.objects.bulk_create(
            WindowRating(window=window, on=today - timedelta(days=back), is_satisfied=True)
            for back in range(30)
            for _ in range(dice.randint(1, 4))
        )
        for back, text in enumerate(SAID):
            rules.rate(
                window,
                is_satisfied=False,
                today=today - timedelta(days=back),
                reason=dice.choice(WindowRating.Reason.values),
                text=text,
                contact="13900000000" if back % 2 else "",
            )
