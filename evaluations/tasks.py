"""Celery's door of evaluations."""

from celery import shared_task

from evaluations import rules


@shared_task(name="evaluations.tally", ignore_result=True)
def tally() -> None:
    """计票: every sealed round."""
    rules.tally()
