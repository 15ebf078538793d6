import logging

import pytest
from django.test import Client, RequestFactory

from evaluations import http
from evaluations.http import WRONG_BY_BROWSER, WRONG_BY_NETWORK, Attempts, network
from evaluations.rules.codes import fresh_code


@pytest.fixture(autouse=True)
def fresh_counts():
    WRONG_BY_BROWSER.forget()
    WRONG_BY_NETWORK.forget()
    yield
    WRONG_BY_BROWSER.forget()
    WRONG_BY_NETWORK.forget()


@pytest.fixture
def browser():
    def made(address="10.1.2.3"):
        client = Client(REMOTE_ADDR=address)
        client.get("/b/")
        return client

    return made


def type_code(client, code):
    token = client.cookies["ballot_token"].value
    return client.post("/b/paper/", {"token": token, "code": code}).content.decode()


def test_a_browser_that_goes_on_guessing_is_asked_to_wait(opened, slips, browser):
    guesser = browser()
    for _ in range(10):
        assert "无效或已使用" in type_code(guesser, fresh_code())
    assert "请10分钟后再试" in type_code(guesser, fresh_code())
    assert "请10分钟后再试" in type_code(guesser, slips[0].code)


def test_neighbours_behind_the_same_address_vote_on(opened, slips, browser, monkeypatch):
    monkeypatch.setattr(WRONG_BY_NETWORK, "most", 3)
    for _ in range(3):
        type_code(browser(), fresh_code())
    assert "分钟后再试" in type_code(browser("10.1.2.200"), fresh_code())
    assert "<fieldset" in type_code(browser(), slips[0].code)
    assert "无效或已使用" in type_code(browser("10.9.9.9"), fresh_code())


def test_nobody_is_named_in_the_log(opened, browser, caplog):
    guesser = browser("10.1.2.3")
    codes = [fresh_code() for _ in range(11)]
    with caplog.at_level(logging.WARNING, logger=http.__name__):
        for code in codes:
            type_code(guesser, code)
    said = caplog.text
    assert "已要求等待" in said
    assert "10.1.2" not in said and not any(code in said for code in codes)


def test_the_window_runs_out():
    tries = Attempts(most=2, seconds=60)
    tries.note("a", 0)
    tries.note("a", 10)
    assert tries.wait("a", 10) == 51
    assert tries.wait("a", 61) == 0
    assert tries.wait("b", 10) == 0
    tries.note("a", 61)
    assert tries.wait("a", 62) == 0


def test_places_are_kept_as_hashes_only():
    tries = Attempts(most=2, seconds=60)
    tries.note("10.1.2.0/24", 0)
    assert b"10.1.2" not in b"".join(tries._held)


@pytest.mark.parametrize(
    ("meta", "behind", "block"),
    [
        ({"REMOTE_ADDR": "10.1.2.3"}, False, "10.1.2.0/24"),
        ({"REMOTE_ADDR": "2001:db8::1"}, False, "2001:db8::/64"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.4.5.6"}, True,
         "10.4.5.0/24"),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "9.9.9.9"}, False, "10.1.2.0/24"),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "9.9.9.9"}, True, "10.1.2.0/24"),
        ({"REMOTE_ADDR": ""}, False, ""),
    ],
)  # fmt: skip
def test_a_network_is_a_block_of_addresses(meta, behind, block, settings):
    settings.BEHIND_PROXY = behind
    assert network(RequestFactory().get("/b/", **meta)) == block


def test_a_paper_is_reached_by_code_only(opened, client):
    assert client.get("/b/paper/").status_code == 405
    assert client.get("/b/cast/").status_code == 405
