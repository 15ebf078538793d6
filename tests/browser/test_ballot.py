"""The ballot on a phone, in real Chromium: scanned code, draft kept, dropped connection, cast."""

import pytest

import campaigns.rules as campaign_rules
import evaluations.rules as rules
from evaluations.models import Ballot, Scheme
from tests import builders
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def code():
    campaign_rules.install_dictionaries()
    rules.install_schemes()
    units = [builders.make_unit(code=f"P{n}", name=f"区第{n}局", order=n) for n in range(1, 9)]
    campaign = builders.make_campaign(units=units)
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    round_ = rules.draft(campaign, name="手机评议", scheme=scheme, by=None)
    rules.freeze(round_, by=None)
    slip = rules.hand_out(round_, round_.sides.get(code="UP"), count=1, by=None)[0]
    rules.open(round_, by=None)
    return slip.code


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


def tick(page, unit, word):
    box = page.locator(".ballot-unit").nth(unit).locator(".ballot-box", has_text=word)
    box.first.click()


def test_from_the_scanned_code_to_the_box(live_server, phone, code):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{live_server.url}/b/#{code}")
    phone.wait_for_selector("[data-ballot]")
    tick(phone, 0, "满意")
    tick(phone, 1, "不了解")
    assert phone.locator("[data-done]").inner_text() == "已评 2 / 8"
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.goto(f"{live_server.url}/b/limits/")
    phone.goto(f"{live_server.url}/b/#{code}")
    phone.wait_for_selector("[data-ballot]")
    assert phone.locator("[data-done]").inner_text() == "已评 2 / 8"
    phone.context.set_offline(True)
    phone.get_by_role("button", name="提交测评票").click()
    assert phone.locator("[data-offline]").is_visible()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="提交测评票").click()
    phone.wait_for_selector("[data-ballot-cast]")
    assert Ballot.objects.count() == 1
    assert phone.evaluate("Object.keys(localStorage).length") == 0
    assert not [address for address in asked if code in address.split("#")[0]]


@pytest.fixture
def hall():
    """One person rates eighty units."""
    campaign_rules.install_dictionaries()
    rules.install_schemes()
    units = [builders.make_unit(code=f"H{n}", name=f"区第{n}局", order=n) for n in range(1, 81)]
    campaign = builders.make_campaign(units=units)
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    round_ = rules.draft(campaign, name="会场测评", scheme=scheme, by=None)
    rules.freeze(round_, by=None)
    slip = rules.hand_out(round_, round_.sides.get(code="UP"), count=1, by=None)[0]
    rules.open(round_, by=None)
    return slip.code


@pytest.mark.parametrize("width", [390, 768])
def test_eighty_units_are_rated_without_losing_the_place(live_server, page, hall, width):
    page.set_viewport_size({"width": width, "height": 1024})
    page.goto(f"{live_server.url}/b/#{hall}")
    page.wait_for_selector("[data-ballot]")
    for unit in (0, 1, 2, 40):
        tick(page, unit, "满意")
    said = page.locator("[data-done]")
    assert said.inner_text() == "已评 4 / 80" and said.is_visible()
    page.get_by_role("button", name="只看未评").click()
    assert page.locator(".ballot-unit:visible").count() == 76
    page.get_by_role("button", name="下一个未评").click()
    page.keyboard.press("Space")
    assert said.inner_text() == "已评 5 / 80"
    assert page.locator(".ballot-unit:visible").count() == 76
    page.get_by_role("button", name="看全部").click()
    assert page.locator(".ballot-unit:visible").count() == 80
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_ballot_is_cast_with_the_keyboard_alone(live_server, phone, code):
    phone.goto(f"{live_server.url}/b/#{code}")
    phone.wait_for_selector("[data-ballot]")
    tab_to(phone, ".ballot-box input")
    for unit in range(8):
        phone.keyboard.press("Space")
        if unit % 2:
            phone.keyboard.press("ArrowRight")
        phone.keyboard.press("Tab")  # the remark
        phone.keyboard.press("Tab")  # the next unit
    assert phone.locator("[data-done]").inner_text() == "已评 8 / 8"
    tab_to(phone, "[data-ballot] button.button-primary")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[data-ballot-cast]")
    assert Ballot.objects.count() == 1
