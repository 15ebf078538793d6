"""Celery's door of evaluations."""

from celery import shared_task
from django.utils.timezone import localdate

from evaluations import rules


@shared_task(name="evaluations.tally", ignore_result=True)
def tally() -> None:
    """计票: every sealed round."""
    rules.tally()


@shared_task(name="evaluations.batch", ignore_result=True)
def batch() -> None:
    """日摘要: every open box."""
    rules.batch(localdate())
