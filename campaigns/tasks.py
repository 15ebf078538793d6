"""Celery's door to the campaigns."""

from celery import shared_task
from django.utils.timezone import localdate

from campaigns import rules


@shared_task(name="campaigns.remind", ignore_result=True)
def remind() -> None:
    """Remind the units that owe a task."""
    rules.remind(localdate())
