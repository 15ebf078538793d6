"""Every page without an argument, in a real browser: no complaint, nothing too wide."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import URLPattern, URLResolver, get_resolver

from campaigns import rules as campaign_rules
from roster.models import User
from roster.words import Work
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZES = [(1366, 768), (390, 844)]


def plain_addresses(patterns=None, prefix="/") -> Iterator[str]:
    """Addresses without arguments."""
    for pattern in patterns or get_resolver().url_patterns:
        route = str(pattern.pattern)
        if "<" in route or "^" in route:
            continue
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, prefix + route)
        elif isinstance(pattern, URLPattern):
            yield prefix + route


@pytest.fixture
def office_page(page, live_server):
    """The office, signed in, in the middle of a small campaign."""
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    for _ in range(3):
        builders.make_ledger_issue(campaign, unit)
    return signed_in(page, live_server, builders.make_user("office", "周明", Work.OFFICE))


def signed_in(page, live_server, person):
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def is_page(client, address):
    answer = client.get(address)
    return answer.status_code == 200 and "html" in answer["Content-Type"]


def test_no_page_complains_or_is_wider_than_the_screen(office_page, live_server, sign_in):
    client = sign_in(User.objects.get(username="office"))
    pages = [address for address in plain_addresses() if is_page(client, address)]
    too_wide = []
    for address in pages:
        for width, height in SIZES:
            office_page.set_viewport_size({"width": width, "height": height})
            office_page.goto(live_server.url + address)
            if office_page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((address, width))
    assert len(pages) > 20
    assert too_wide == []
