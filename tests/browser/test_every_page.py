"""Every page without an argument, in a real browser: no complaint, nothing too wide."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from campaigns import rules as campaign_rules
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
def office(db):
    """The office in the middle of a small campaign."""
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    for _ in range(3):
        builders.make_ledger_issue(campaign, unit)
    return builders.make_user("office", "周明", Work.OFFICE)


@pytest.fixture
def client(office, sign_in):
    return sign_in(office)


@pytest.fixture
def office_page(page, live_server, client):
    """The window of somebody at the office, signed in."""
    key = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    return page


def is_page(client, address):
    answer = client.get(address)
    return answer.status_code == 200 and "html" in answer["Content-Type"]


def test_no_page_complains_or_is_wider_than_the_screen(office_page, live_server, client):
    pages = [address for address in plain_addresses() if is_page(client, address)]
    too_wide = []
    for address in pages:
        for width, height in SIZES:
            office_page.set_viewport_size({"width": width, "height": height})
            office_page.goto(live_server.url + address)
            assert office_page.url == live_server.url + address
            if office_page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((address, width))
    assert len(pages) > 20
    assert too_wide == []


def test_the_menu_stays_in_sight_while_one_scrolls(office_page, live_server):
    office_page.set_viewport_size({"width": 1366, "height": 500})
    office_page.goto(f"{live_server.url}/reports/dashboard/")
    office_page.evaluate("scrollTo(0, 400)")
    assert office_page.locator(".side").bounding_box()["y"] > 0


def test_on_a_phone_the_menu_opens_at_a_touch(office_page, live_server):
    office_page.set_viewport_size({"width": 390, "height": 844})
    office_page.goto(live_server.url)
    assert office_page.locator(".side").is_hidden()
    office_page.locator(".top-menu").click()
    office_page.get_by_role("link", name="整改台账").click()
    assert office_page.url.endswith("/issues/ledger/")
