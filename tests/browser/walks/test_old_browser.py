"""The main job in a browser as old as offices have: only plain scripts touch the page.

The clicks of today's Playwright need a newer one, these do not: run them with
`CHROMIUM=/path/to/86 CHROMIUM_FLAGS="--headless --no-zygote"`. Playwright 1.32 drives Chromium 86
through the ten jobs and the walks as well.
"""

import pytest
from playwright.sync_api import Page

from roster.words import DEMO_PASSWORD
from tests.browser.walks.jobs import PASTE, SHEET

pytestmark = pytest.mark.browser
SIGN_IN = """([name, word]) => {
  document.querySelector('[name=username]').value = name;
  document.querySelector('[name=password]').value = word;
  document.querySelector('[name=password]').closest('form').submit();
}"""
FIRST_LIST = """[...document.querySelectorAll('main a')]
  .find(link => link.textContent.includes('班子问题清单')).getAttribute('href')"""
TOUCH = """cell => {
  for (const kind of ['mousedown', 'mouseup', 'click'])
    cell.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
}"""
LAST_CELL = "[...document.querySelectorAll('.entry-table tbody tr')].pop().cells[1]"
SAVED = "document.querySelector('[data-entry-state]').textContent.includes('已保存')"
DRAWN = "document.querySelectorAll('main svg path, main canvas').length"
TICKED = "document.querySelector('[data-done]').textContent"


@pytest.fixture
def window(browser, site):
    """A window that keeps what the page complains about."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    yield page
    page.context.close()


def enter(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.evaluate(SIGN_IN, [account, DEMO_PASSWORD])
    until(page, "!location.pathname.includes('sign-in') && document.readyState === 'complete'")


def until(page: Page, truth: str) -> None:
    """Wait for it by asking again and again, as an old browser allows."""
    for _ in range(100):
        try:
            if page.evaluate(truth):
                return
        except Exception as gone:
            assert "navigation" in str(gone) or "destroyed" in str(gone), gone
        page.wait_for_timeout(100)
    pytest.fail(f"等不到：{truth}")


def test_a_pasted_block_is_kept_and_told_saved(window, site):
    enter(window, site.address, "clerk-edu")
    window.goto(site.address + window.evaluate(FIRST_LIST))
    until(window, "document.querySelectorAll('.entry-table tbody tr').length > 0")
    window.evaluate(f"({TOUCH})({LAST_CELL})")
    window.evaluate(PASTE, SHEET)
    until(window, SAVED)
    assert window.evaluate("document.querySelectorAll('.entry-table tbody tr').length") >= 10
    assert window.complaints == []


def test_charts_are_drawn_and_the_page_fits(window, site):
    enter(window, site.address, "leader")
    window.goto(f"{site.address}/reports/dashboard/")
    until(window, f"{DRAWN} > 20")
    assert window.evaluate("document.documentElement.scrollWidth") <= 1366
    assert window.complaints == []


def test_panels_keep_their_borders_and_badges_their_colours(window, site):
    enter(window, site.address, "office")
    window.goto(f"{site.address}/issues/ledger/")
    panel = "getComputedStyle(document.querySelector('.panel'))"
    assert window.evaluate(f"{panel}.borderTopWidth") == "1px"
    assert window.evaluate(f"{panel}.backgroundColor") == "rgb(255, 255, 255)"
    side = "getComputedStyle(document.querySelector('.side')).backgroundColor"
    assert window.evaluate(side) != "rgba(0, 0, 0, 0)"
    assert window.complaints == []


def test_a_ballot_counts_what_is_ticked(window, site):
    window.goto(f"{site.address}/b/#{site.codes[0]}")
    until(window, "document.querySelector('[data-ballot]') !== null")
    window.evaluate("[...document.querySelectorAll('.ballot-box input')][0].click()")
    until(window, f"{TICKED}.startsWith('已评 1')")
    assert window.complaints == []
