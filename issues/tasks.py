"""Celery's door to the lists and the ledger."""

from celery import shared_task
from django.utils.timezone import localdate

from campaigns.models import Campaign
from issues import rules


@shared_task(name="issues.remind", ignore_result=True)
def remind() -> None:
    """Speak of deadlines."""
    rules.remind(localdate())
    rules.escalate(localdate())


@shared_task(name="issues.recount", ignore_result=True)
def recount() -> None:
    """Count every campaign's issues again and mend what differs."""
    for campaign in Campaign.objects.order_by("pk"):
        rules.recount(campaign)


@shared_task(name="issues.sum_up", ignore_result=True)
def sum_up() -> None:
    """Make old sums of the dashboards anew."""
    for campaign in Campaign.objects.order_by("pk"):
        rules.sum_up(campaign)


@shared_task(name="issues.find_copies", ignore_result=True)
def find_copies() -> None:
    """Compare every running campaign's lists with one another and with earlier years."""
    for campaign in Campaign.objects.running().order_by("pk"):
        rules.find_copies(campaign)
