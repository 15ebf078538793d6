"""Celery's door to the notices."""

from celery import shared_task
from django.utils.timezone import now

from notices import rules


@shared_task(name="notices.deliver", ignore_result=True)
def deliver() -> None:
    """Send what waits."""
    rules.deliver(now())
