"""What the sign-in page tells to whom."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_demo_database_offers_its_accounts(client, office):
    page = client.get(reverse("roster:sign_in")).content.decode()
    assert "演示账号" in page
    assert office.username in page


def test_a_real_database_offers_none(client, office):
    type(office).objects.update(is_demo=False)
    assert "演示账号" not in client.get(reverse("roster:sign_in")).content.decode()


def test_production_offers_none(client, office, settings):
    settings.PRODUCTION = True
    assert "演示账号" not in client.get(reverse("roster:sign_in")).content.decode()
