"""Celery's door to the roster."""

from celery import shared_task
from django.utils.timezone import now

from roster import rules


@shared_task(name="roster.retire_idle", ignore_result=True)
def retire_idle() -> None:
    """Disable the accounts that nobody uses, clear the sittings that are over."""
    rules.retire_idle(now())
    rules.clear_sittings(now())
