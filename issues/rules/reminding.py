"""Speaking of deadlines: each open issue once per milestone, to the people of its unit."""

from collections import defaultdict
from datetime import date

import campaigns.rules as campaigns
import notices.rules as notices
from campaigns.models import Campaign
from issues.milestones import AHEAD, earned, says
from issues.models import Issue
from roster.models import Duty, User
from roster.words import Work


def remind(today: date) -> int:
    """提醒: tell clerks and heads of what is due soon or overdue; return how many notices are new.

    May be missed or repeated: the key holds the issue, its date and the tightest mark reached, so
    that a missed day is caught up and a second run adds nothing.
    """
    calendar = campaigns.calendar()
    horizon = calendar.add(today, max(AHEAD))
    told, people = 0, _people_by_unit()
    issues = Issue.objects.open().filter(
        due_on__lte=horizon, campaign__status=Campaign.Status.RUNNING
    )
    for issue in issues.iterator():
        days_left = calendar.between(today, issue.due_on)
        mark = earned(days_left)
        if not mark or issue.unit_id not in people:
            continue
        told += notices.tell(
            people[issue.unit_id],
            key=f"issue-{issue.pk}-{issue.due_on}-{mark}",
            text=f"{issue.number}“{issue.text[:30]}”整改时限{issue.due_on}，{says(days_left)}。",
            kind="deadline",
            url=issue.get_absolute_url(),
            due_on=issue.due_on,
        )
    return told


def _people_by_unit() -> dict[int, list[User]]:
    duties = Duty.objects.filter(work__in=[Work.CLERK, Work.HEAD]).exclude(unit=None)
    people: dict[int, dict[int, User]] = defaultdict(dict)
    for duty in duties.select_related("user"):
        if duty.unit_id is not None:
            people[duty.unit_id][duty.user_id] = duty.user
    return {unit: list(found.values()) for unit, found in people.items()}
