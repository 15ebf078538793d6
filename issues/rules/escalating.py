"""Carrying what is long overdue to the leader who looks after the unit."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Min

import notices.rules as notices
from campaigns.models import Campaign, Pairing
from issues.models import Issue

WAIT: Final = timedelta(days=5)


def escalate(today: date) -> int:
    """升级提醒: tell paired leaders, once a week and unit, of issues overdue for five days or more.

    May be missed or repeated; returns how many notices are new.
    """
    return sum(_one(campaign, today) for campaign in Campaign.objects.running())


def _one(campaign: Campaign, today: date) -> int:
    late = Issue.objects.of(campaign).overdue(today - WAIT)
    by_unit = {
        row["unit"]: row for row in late.values("unit").annotate(n=Count("pk"), first=Min("due_on"))
    }
    pairs = Pairing.objects.filter(campaign=campaign, unit__in=by_unit).standing(today)
    year, week, _ = today.isocalendar()
    told = 0
    for pair in pairs.select_related("leader__user", "unit"):
        person = getattr(pair.leader, "user", None)
        if person is None:
            continue
        found = by_unit[pair.unit_id]
        told += notices.tell(
            [person],
            key=f"escalate-{pair.pk}-{year}-{week}",
            kind="urge",
            text=f"您包联的{pair.unit}有{found['n']}件问题逾期5天以上，最早的应于{found['first']}完成。",
            url=f"/issues/ledger/?unit={pair.unit_id}&due=overdue",
        )
    return told
