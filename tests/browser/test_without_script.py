"""Without JavaScript the main job is still done: the grid falls back to forms, every verb posts."""

import pytest

import campaigns.rules as campaign_rules
from issues.models import Issue, IssueList
from issues.words import Level
from roster.words import Work
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clerk_list():
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    clerk = builders.make_user("clerk", "吴静", Work.CLERK, unit=unit)
    issue_list = IssueList.objects.create(campaign=campaign, unit=unit, level=Level.UNIT)
    return clerk, issue_list


@pytest.fixture
def plain(browser, live_server, sign_in, clerk_list):
    """The clerk's window with scripts switched off."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    key = sign_in(clerk_list[0]).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_an_issue_is_written_by_form_where_the_grid_cannot_run(plain, live_server, clerk_list):
    plain.goto(f"{live_server.url}/issues/lists/{clerk_list[1].pk}/")
    assert plain.locator("[data-entry-grid]").is_hidden()
    plain.get_by_role("link", name="用表单填一条").click()
    plain.fill("textarea[name=text]", "窗口午间无人值守")
    plain.fill("textarea[name=example]", "7月3日3号窗口上午10点无人值守，12人排队四十分钟")
    plain.get_by_role("button", name="保存这一条").click()
    assert Issue.objects.get().text == "窗口午间无人值守"
    assert "窗口午间无人值守" in plain.locator("main").inner_text()


def test_what_is_missing_is_listed_without_script(plain, live_server, clerk_list):
    plain.goto(f"{live_server.url}/issues/lists/{clerk_list[1].pk}/")
    plain.get_by_role("link", name="还差什么").click()
    assert "清单里还没有问题" in plain.locator("main").inner_text()


def test_the_manual_is_read_and_searched_without_script(plain, live_server):
    plain.goto(f"{live_server.url}/manual/")
    plain.fill("input[name=q]", "延期")
    plain.get_by_role("button", name="查找").click()
    assert "申请延期" in plain.locator("main").inner_text()
