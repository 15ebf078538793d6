import pytest
from django.utils.timezone import localdate

import activities.rules as rules
from activities.models import ActivityKind
from tests import builders


@pytest.fixture
def busy(campaign, office):
    """Twenty units, each with a meeting."""
    rules.install_kinds()
    kind = ActivityKind.objects.filter(needs_gate=False).first()
    for _ in range(20):
        unit = builders.make_unit()
        rules.hold(campaign, unit, kind=kind, title="动员会", held_on=localdate(), by=office)


def test_the_register_asks_the_same_number_of_queries_whatever_its_length(
    sign_in, office, busy, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get("/activities/")
    with django_assert_max_num_queries(18):
        page = client.get("/activities/")
    assert len(page.context["page"].rows) == 20


def test_a_stranger_sees_no_meeting_of_other_units(sign_in, stranger, busy):
    assert not sign_in(stranger).get("/activities/").context["page"].rows
