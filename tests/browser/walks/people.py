"""Signing in, and a hand that counts its clicks."""

from playwright.sync_api import Browser, Locator, Page

from roster.words import DEMO_PASSWORD
from tests.browser.walks.cast import DESK


def sign_in(
    browser: Browser, address: str, account: str, size: tuple[int, int] = DESK, **more
) -> Page:
    """A window of this person after the sign-in page, or of a stranger without an account."""
    screen = {"width": size[0], "height": size[1]}
    zone = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    page = browser.new_context(viewport=screen, **zone, **more).new_page()
    if account:
        page.goto(f"{address}/sign-in/")
        page.fill("input[name=username]", account)
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


# A long list is drawn by a script over the real one; both must hold the choice.
CHOOSE = """(list, label) => {
  const option = [...list.options].find(one => one.text.trim() === label);
  if (!option) throw new Error('没有选项 ' + label);
  if (list.tomselect) list.tomselect.setValue(option.value); else list.value = option.value;
  list.dispatchEvent(new Event('change', {bubbles: true}));
}"""


class Hand:
    """Does a job on a page: clicks and choices count, typing does not."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: str | Locator) -> None:
        """One click on what a person would call by its words or place."""
        spot = self.page.locator(what) if isinstance(what, str) else what
        spot.first.click()
        self.clicks += 1
        self.page.wait_for_load_state("load")

    def go(self, words: str) -> None:
        """Click a link or button by its words."""
        named = self.page.get_by_role("link", name=words, exact=True)
        self.click(named if named.count() else self.page.get_by_role("button", name=words))

    def choose(self, field: str, label: str) -> None:
        """Choose in a list: opening it and picking are two clicks; a long one is typed into."""
        self.page.eval_on_selector(field, CHOOSE, label)
        self.clicks += 2

    def agree(self) -> None:
        """Answer yes when the next click asks whether one is sure; that is a click, too."""
        self.page.once("dialog", lambda question: question.accept())
        self.clicks += 1

    def type(self, field: str, text: str) -> None:
        """Type; nobody counts letters."""
        self.page.fill(field, text)
