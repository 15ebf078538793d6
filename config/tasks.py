"""Celery's door to the files that wait: large uploads are read and entered by a worker."""

from datetime import timedelta

from celery import shared_task
from django.utils.timezone import now

import exchange.rules as exchange
from common.refusal import Conflict, Refused
from common.workbook import Unreadable
from config.transfers.job import PREFIX, job_of
from exchange.models import Transfer

PATIENCE = timedelta(minutes=15)


@shared_task(name="config.take_up", ignore_result=True)
def take_up() -> None:
    """Read what waits to be previewed, enter what was confirmed, give up what was abandoned."""
    exchange.give_up(now() - PATIENCE)
    for transfer in Transfer.objects.waiting().filter(kind__startswith=PREFIX).order_by("pk"):
        _take_up(transfer)


def _take_up(transfer: Transfer) -> None:
    try:
        job = job_of(transfer)
        if transfer.options.get("confirmed"):
            exchange.take(transfer)
            job.enter()
        else:
            job.show()
    except Conflict:
        return
    except (Refused, Unreadable) as refused:
        if transfer.status == Transfer.Status.RUNNING:
            exchange.fail(transfer, f"没有导入任何一行：{refused}")
