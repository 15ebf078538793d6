"""Each duty walks from its home over every page it is shown: nothing complains, nothing is bare."""

import pytest

from tests.browser.walks import people
from tests.browser.walks.cast import WALKERS
from tests.browser.walks.conftest import FULL
from tests.browser.walks.crawl import Walk

pytestmark = pytest.mark.browser
NEAR_HOME = 6


@pytest.mark.parametrize("walker", WALKERS, ids=[walker.account or "public" for walker in WALKERS])
def test_every_page_a_duty_is_led_to_is_in_order(walker, site, browser, judged):
    page = people.sign_in(browser, site.address, walker.account)
    walk = Walk(page, site.address, judged=judged, most=None if FULL else NEAR_HOME)
    walk.everywhere(walker.start)
    page.context.close()
    print(f"\n{walker.name}：{len(walk.kinds)} 种页面，{walk.downloads} 个文件")
    if walk.faults:
        pytest.fail("\n".join([f"{walker.name}：", *walk.told()]), pytrace=False)
