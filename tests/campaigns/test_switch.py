from datetime import date

import pytest
from django.urls import reverse

from tests import builders


@pytest.fixture
def older(campaign, unit):
    """An earlier campaign that only the first unit took part in, with one issue."""
    made = builders.make_campaign(units=[unit], name="2024年作风建设", starts_on=date(2024, 3, 4))
    builders.make_ledger_issue(made, unit, text="旧活动里的问题")
    builders.make_ledger_issue(campaign, unit, text="新活动里的问题")
    return made


def page(client, name, **query):
    return client.get(reverse(name), query).content.decode()


def test_every_list_means_the_campaign_one_has_switched_to(older, office, sign_in):
    client = sign_in(office)
    assert "新活动里的问题" in page(client, "issues:ledger")
    page(client, "home", campaign=older.pk)
    said = page(client, "issues:ledger")
    assert "旧活动里的问题" in said
    assert "新活动里的问题" not in said
    assert "2024年作风建设" in page(client, "reports:dashboard")
    for name in ("issues:lists", "outreach:visits", "activities:index", "supervision:inspections"):
        assert "2024年作风建设" in page(client, name)


@pytest.mark.parametrize(
    "name",
    [
        *("rollup", "enquiries", "reviews", "second_looks", "workload", "copies", "ledger_summary"),
        *("handovers", "look_backs", "unclaimed", "spread", "citations", "carry_over", "board"),
        *("foresight", "checks", "ledgers"),
    ],
)
def test_every_page_of_lists_and_ledger_opens_for_the_campaign_one_has_switched_to(
    older, office, sign_in, name
):
    client = sign_in(office)
    page(client, "home", campaign=older.pk)
    answer = client.get(reverse(f"issues:{name}"))
    assert answer.context.get("campaign", older) == older
    assert "新活动里的问题" not in answer.content.decode()


def test_the_header_offers_the_campaigns_one_may_see(older, office, stranger, sign_in):
    offered = page(sign_in(office), "issues:lists")
    assert f"?campaign={older.pk}" in offered
    assert f"?campaign={older.pk}" not in page(sign_in(stranger), "issues:lists")


def test_a_stranger_cannot_switch_to_a_campaign_without_them(older, stranger, sign_in):
    client = sign_in(stranger)
    page(client, "home", campaign=older.pk)
    assert "2024年作风建设" not in page(client, "issues:lists")


@pytest.mark.parametrize("written", ["99999", "x", "-1", "9" * 40])
def test_a_campaign_that_does_not_exist_leaves_the_newest(campaign, office, sign_in, written):
    client = sign_in(office)
    assert client.get(reverse("issues:lists"), {"campaign": written}).status_code == 200
    assert str(campaign) in page(client, "issues:lists")
