"""Celery's door to the lists and the ledger."""

from celery import shared_task
from django.utils.timezone import localdate

from issues import rules


@shared_task(name="issues.remind", ignore_result=True)
def remind() -> None:
    """Speak of deadlines."""
    rules.remind(localdate())
