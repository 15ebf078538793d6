"""The ten commonest jobs, by hand, with their clicks counted against a limit."""

import pytest

from tests.browser.walks import people
from tests.browser.walks.cast import PHONE
from tests.browser.walks.jobs import DESK_JOBS, cast_a_ballot

pytestmark = pytest.mark.browser
BALLOT_MOST = 90


@pytest.mark.parametrize("job", DESK_JOBS, ids=[job.steps[0][1].__name__ for job in DESK_JOBS])
def test_a_common_job_takes_few_clicks(job, site, browser, counted):
    clicks = 0
    for account, step in job.steps:
        page = people.sign_in(browser, site.address, account)
        page.set_default_timeout(8000)
        hand = people.Hand(page)
        step(hand)
        clicks += hand.clicks
        page.context.close()
    counted(f"{job.name}：{clicks} 次点击（不超过 {job.most}）")
    assert clicks <= job.most


def test_a_ballot_for_every_unit_takes_one_touch_a_unit(site, browser, counted):
    page = people.sign_in(browser, site.address, "", PHONE)
    page.goto(f"{site.address}/b/#{site.codes.pop()}")
    page.wait_for_selector("[data-ballot]")
    hand = people.Hand(page)
    cast_a_ballot(hand)
    page.context.close()
    counted(f"给全部单位投一张票：{hand.clicks} 次点按（不超过 {BALLOT_MOST}）")
    assert hand.clicks <= BALLOT_MOST
