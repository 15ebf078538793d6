"""ASVS 5.0 V14.3: what a browser may keep of what it was shown."""

from pathlib import Path

import pytest
from django.conf import settings as used
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from evaluations.http import BALLOT_PATH
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = {"int": 987654321, "str": "x", "slug": "x", "path": "x"}


def patterns(resolver, space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern.pattern.converters
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern, inner)


ROUTES = list(patterns(get_resolver()))
SPACES = sorted({name.rpartition(":")[0] for name, _ in ROUTES})


def kind_of(converter):
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def address(name, converters, nowhere=NOWHERE):
    given = {key: nowhere[kind_of(one)] for key, one in converters.items()}
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        return ""


@pytest.mark.parametrize("space", SPACES)
def test_asvs_14_3_2_no_address_lets_the_browser_keep_what_a_signed_in_person_saw(
    sign_in, office, campaign, space
):
    client = sign_in(office)
    own = [one for one in ROUTES if one[0].rpartition(":")[0] == space]
    places = {address(*one) for one in own if "sign_out" not in one[0]} - {""}
    signed_in = [place for place in places if not place.startswith(BALLOT_PATH)]
    kept = [one for one in signed_in if client.get(one).get("Cache-Control") != "no-store"]
    assert places
    assert kept == []


def test_asvs_14_3_2_pages_files_and_parts_of_pages_alike(sign_in, clerk, campaign, unit):
    row = builders.make_issue(campaign, unit)
    client = sign_in(clerk)
    places = ("/", row.get_absolute_url(), row.issue_list.get_absolute_url(), "/issues/ledger/")
    for place in (*places, "/issues/ledger/export/", "/nothing-here/"):
        assert client.get(place, follow=True)["Cache-Control"] == "no-store", place
    assert client.post("/units/found/", {})["Cache-Control"] == "no-store"


def test_asvs_14_3_2_what_says_nothing_of_anybody_may_be_kept(db):
    door = used.MIDDLEWARE.index("roster.http.keep_nothing")
    assert used.MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware") < door
    assert "no-store" not in Client().get("/board/").get("Cache-Control", "")


def test_asvs_14_3_3_no_library_keeps_pages_of_its_own():
    frame = (ROOT / "templates" / "base.html").read_text("utf-8")
    assert '"historyEnabled":false' in frame
    pages = [p.read_text("utf-8") for p in (ROOT / "templates").rglob("*.html")]
    assert not any("hx-push-url" in page or "hx-boost" in page for page in pages)


def test_asvs_14_3_3_leaving_empties_the_store(clerk, come_in):
    client, _ = come_in("clerk")
    assert '"storage"' in client.post("/sign-out/")["Clear-Site-Data"]
