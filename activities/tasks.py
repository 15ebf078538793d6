"""Celery's door to the register."""

from celery import shared_task
from django.utils.timezone import localdate

from activities import rules


@shared_task(name="activities.remind", ignore_result=True)
def remind() -> None:
    """Speak of study and checks that are due."""
    rules.remind(localdate())
