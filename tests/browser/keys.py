"""Going about a page with the Tab key alone."""

import pytest

MOST_TABS = 90
SEEN = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== "none" || style.boxShadow !== "none"
}"""


def tab_to(page, selector, key="Tab"):
    """Go on with the Tab key until it stands on this; whoever tabs must see where they are."""
    wanted = page.locator(selector).first
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            assert page.evaluate(SEEN), f"{selector}：看不出焦点在这里"
            return
    pytest.fail(f"按了{MOST_TABS}次 {key} 也到不了 {selector}")
