"""Chromium really draws our first page, with style, script and Chinese letters."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_newcomer_is_shown_where_to_sign_in(live_server, page):
    page.goto(live_server.url)
    assert "整改通" in page.title()
    assert page.get_by_role("button", name="登录").is_visible()
