"""Each duty walks from its home over every page it is shown and presses every verb there."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.browser.walks import people
from tests.browser.walks.cast import WALKERS
from tests.browser.walks.conftest import SCALE
from tests.browser.walks.crawl import Walk
from tests.browser.walks.verbs import Verbs

pytestmark = pytest.mark.browser
NEAR_HOME = 6


@pytest.mark.parametrize("walker", WALKERS, ids=[walker.account or "public" for walker in WALKERS])
def test_every_page_a_duty_is_led_to_is_in_order(walker, site, browser, judged):
    page = people.sign_in(browser, site.address, walker.account)
    walk = Walk(page, site.address, judged=judged, most=None if SCALE else NEAR_HOME)
    walk.everywhere(walker.start)
    print(f"\n{walker.name}：{len(walk.kinds)}种页面，{walk.downloads}个文件", end="")
    if SCALE:
        day, later = localdate(), localdate() + timedelta(days=20)
        verbs = Verbs(page, site, walk, (f"{day}", f"{later}"))
        verbs.everywhere()
        print(f"，{len(verbs.done)}件事办成，{len(verbs.refused)}件说明了不能办的原因", end="")
        for kind, told in verbs.refused.items():
            print(f"\n    {kind}：{told[:70]}", end="")
    page.context.close()
    if walk.faults:
        told = "\n".join([f"{walker.name}：", *walk.told()])
        print(f"\n{told}", flush=True)  # not only at the end of an hour
        pytest.fail(told, pytrace=False)
