"""Celery's door to the journal."""

from celery import shared_task
from django.utils.timezone import localdate

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


@shared_task(name="journal.propose_erasures", ignore_result=True)
def propose_erasures() -> None:
    """Tell every night whose term is over; nothing is erased by a job."""
    rules.propose_erasures(localdate())
