import pytest
from django.utils.timezone import localdate

import outreach.rules as rules
from outreach.models import Opinion, Visit
from tests import builders


@pytest.fixture
def busy(campaign, office):
    """Twenty units, each with a visit and an opinion."""
    for _ in range(20):
        unit, day = builders.make_unit(), localdate()
        rules.record_visit(
            campaign,
            unit,
            kind=Visit.Kind.values[0],
            target="清河社区",
            visited_on=day,
            visitor="吴静",
            demand="楼道灯不亮",
            by=office,
        )
        rules.record_opinion(
            campaign,
            unit,
            channel=Opinion.Channel.values[0],
            text="窗口排队太久",
            received_on=day,
            by=office,
        )


@pytest.mark.parametrize("address", ["visits/", "opinions/"])
def test_lists_ask_the_same_number_of_queries_whatever_their_length(
    sign_in, office, busy, address, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(f"/outreach/{address}")
    with django_assert_max_num_queries(17):
        page = client.get(f"/outreach/{address}")
    assert len(page.context["page"].rows) == 20


@pytest.mark.parametrize("address", ["visits/", "opinions/"])
def test_a_stranger_sees_nothing_of_other_units(sign_in, stranger, busy, address):
    assert not sign_in(stranger).get(f"/outreach/{address}").context["page"].rows
