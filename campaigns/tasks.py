"""Celery's door to the campaigns, and to the notices that keep the office's calendar."""

from celery import shared_task
from django.utils.timezone import localdate, now

import notices.rules as notices
from campaigns import rules


@shared_task(name="campaigns.remind", ignore_result=True)
def remind() -> None:
    """Remind the units that owe a task."""
    rules.remind(localdate())


@shared_task(name="campaigns.deliver", ignore_result=True)
def deliver() -> None:
    """Send what waits, on workdays."""
    notices.deliver(now(), rules.calendar().is_workday)
