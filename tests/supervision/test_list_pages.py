from datetime import timedelta

import pytest
from django.utils.timezone import localdate

import supervision.rules as rules
from supervision.models import Inspection, Rung
from tests import builders


@pytest.fixture
def busy(campaign, office, inspector):
    """Twenty units, each inspected, ordered and proposed for a card."""
    rules.install_rungs()
    rung = Rung.objects.order_by("order").first()
    day = localdate()
    for _ in range(20):
        unit = builders.make_unit()
        seen = {"method": Inspection.Method.COVERT, "inspected_on": day, "inspectors": "赵正"}
        rules.inspect(
            campaign, unit, text="窗口空岗", findings=["空岗", "迟到"], by=inspector, **seen
        )
        due = day + timedelta(days=7)
        rules.send_order(campaign, unit, subject="投诉", content="回访", due_on=due, by=office)
        rules.propose_card(campaign, unit, rung=rung, reason="逾期", by=inspector)


@pytest.mark.parametrize("address", ["", "orders/", "cards/"])
def test_lists_ask_the_same_number_of_queries_whatever_their_length(
    sign_in, office, busy, address, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(f"/supervision/{address}")
    with django_assert_max_num_queries(16):
        page = client.get(f"/supervision/{address}")
    assert len(page.context["page"].rows) == 20


@pytest.mark.parametrize("address", ["", "cards/"])
def test_a_unit_sees_neither_covert_inspections_nor_mere_proposals(
    sign_in, stranger, busy, address
):
    assert not sign_in(stranger).get(f"/supervision/{address}").context["page"].rows
