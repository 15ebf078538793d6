"""What no link of ours says: an address with numbers that are none still gets an answer."""

import pytest

from tests.security.test_asvs_store import ROUTES, SPACES, address

NAMES = (
    *("campaign", "unit", "after", "sort", "of", "round", "pk", "category", "kind", "status"),
    *("year", "phase", "cadre", "on", "since", "until", "list", "show", "sole", "page", "level"),
    *("q", "day", "code", "step", "lot", "group", "task", "issue", "draw", "panel", "side"),
    *("from", "to", "month", "shift", "form", "window", "state", "first", "last", "only", "work"),
    *("gone", "under", "cohort", "what", "next", "source", "rectify", "handling", "channel"),
)
STRANGE = ("\u00b2", "9" * 25, "\x00")
"""A digit that is no decimal, a number that no column holds, a sign that no text holds."""


@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("value", STRANGE)
def test_h27_a_strange_address_is_answered(sign_in, office, campaign, space, value):
    client = sign_in(office)
    client.raise_request_exception = False
    plain = [name for name, converters in ROUTES if not converters and "sign_out" not in name]
    places = [address(name, {}) for name in plain if name.rpartition(":")[0] == space]
    asked = dict.fromkeys(NAMES, value)
    failed = [one for one in places if client.get(one, asked).status_code >= 500]
    assert failed == []


def test_h27_a_sign_that_no_text_holds_is_turned_away_at_the_door(sign_in, office, campaign):
    client = sign_in(office)
    form = "application/x-www-form-urlencoded"
    assert client.get("/units/?q=%00").status_code == 400
    assert client.get("/manual/%00/").status_code == 400
    assert client.post("/units/found/", "name=a%00b", content_type=form).status_code == 400
    assert client.post("/units/found/", "name=a%2500b", content_type=form).status_code == 200
