"""Celery's door to the journal."""

from celery import shared_task

from journal import rules


@shared_task(name="journal.chain", ignore_result=True)
def chain() -> None:
    """Take over the roster's changes and link what was written since the last time."""
    rules.gather()
    rules.chain()


@shared_task(name="journal.mark_checkpoint", ignore_result=True)
def mark_checkpoint() -> None:
    """Sign the head of the chain every hour."""
    rules.mark_checkpoint()
