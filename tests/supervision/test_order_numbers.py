"""Numbers of papers follow each other even when several are sent at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils.timezone import localdate

import supervision.rules as rules
from supervision.models import Order

SENDERS, EACH = 4, 5


@pytest.mark.django_db(transaction=True)
def test_orders_sent_at_once_take_numbers_without_a_gap_or_a_double(campaign, unit, office):
    gate = threading.Barrier(SENDERS)

    def sender(_):
        gate.wait()
        for _ in range(EACH):
            rules.send_order(
                campaign,
                unit,
                subject="补报材料",
                content="三日内补报。",
                due_on=localdate() + timedelta(days=9),
                by=office,
            )
        connections.close_all()

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(sender, range(SENDERS)))
    numbers = sorted(
        int(number.rpartition("〕")[2][:-1])
        for number in Order.objects.values_list("number", flat=True)
    )
    assert numbers == list(range(1, SENDERS * EACH + 1))
