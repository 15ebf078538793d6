"""What no link of ours says: an address with numbers that are none still gets an answer."""

import base64
import json

import pytest

from common.numerals import is_count
from tests import builders
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


FAR = {"int": 10**25, "str": "\u00b2", "slug": "x" * 300, "path": "x" * 300}


@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES)
def test_h27_a_row_that_no_table_could_hold_is_not_there(sign_in, clerk, campaign, space):
    client = sign_in(clerk)
    client.raise_request_exception = False
    own = [one for one in ROUTES if one[1] and one[0].rpartition(":")[0] == space]
    places = [place for one in own if (place := address(*one, FAR))]
    assert [one for one in places if client.get(one).status_code >= 500] == []


def test_h27_a_sign_that_no_text_holds_is_turned_away_at_the_door(sign_in, office, campaign):
    client = sign_in(office)
    form = "application/x-www-form-urlencoded"
    assert client.get("/units/?q=%00").status_code == 400
    assert client.get("/manual/%00/").status_code == 400
    assert client.post("/units/found/", "name=a%00b", content_type=form).status_code == 400
    assert client.post("/units/found/", "name=a%2500b", content_type=form).status_code == 200


def mark(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "forged",
    [
        *(mark(10**30, 1), mark("x", 1), mark([1], 1), mark({"a": 1}, 1), mark(None, None)),
        *(mark("\x00", 1), mark(1), mark(float("nan"), 1), mark(True, False), "W10", "e30", "%"),
    ],
)
@pytest.mark.parametrize("path", ["/units/", "/cadres/", "/notices/", "/reports/circulars/"])
def test_h27_a_forged_mark_of_the_next_screen_begins_anew(sign_in, office, campaign, path, forged):
    assert sign_in(office).get(path, {"after": forged}).status_code == 200


def test_h27_a_number_that_fills_a_page_is_no_count(sign_in, reviewer, clerk, campaign, unit):
    assert is_count("12") and not is_count("9" * 5000) and not is_count("\u00b2")
    sent = {"lists": ["9" * 5000, "9" * 25]}
    assert sign_in(reviewer).post("/issues/reviews/pass/", sent).status_code == 302
    row = builders.make_issue(campaign, unit)
    sent = {"text": "x", "version": "9" * 5000}
    assert sign_in(clerk).post(f"/issues/{row.pk}/edit/", sent).status_code == 200
