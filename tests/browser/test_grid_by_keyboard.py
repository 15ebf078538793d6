"""The entry grid with the keyboard alone, on its real page: written, mended, left, handed in."""

import pytest

import campaigns.rules as campaign_rules
from issues.models import Issue, IssueList
from issues.words import Level
from roster.words import Work
from tests import builders
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = ".entry-editor"


@pytest.fixture
def sheet(page, live_server, sign_in):
    """The clerk before an empty list of the unit; the cursor stands in the first cell."""
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    clerk = builders.make_user("clerk", "吴静", Work.CLERK, unit=unit)
    row = IssueList.objects.create(campaign=campaign, unit=unit, level=Level.UNIT)
    key = sign_in(clerk).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.goto(f"{live_server.url}/issues/lists/{row.pk}/")
    page.wait_for_selector(".entry-table")
    return page


def write(page, *cells):
    """Type one cell after another, each left with Tab."""
    for text in cells:
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")


def wait_saved(page):
    page.wait_for_selector("[data-entry-state]:has-text('已保存')")


def test_an_issue_is_written_mended_and_left_by_keyboard(sheet):
    write(sheet, "效率低下", "窗口午间无人值守", "7月3日3号窗口10点无人值守，12人等候四十分钟")
    write(sheet, "", "", "排班没有午间轮岗", "午间有人在岗")
    sheet.keyboard.type("午间双人轮岗")
    sheet.keyboard.press("Alt+Enter")
    write(sheet, "值班领导每天巡查两次", "", "2026-12-30", "王建国", "李明")
    wait_saved(sheet)
    issue = Issue.objects.get()
    assert (issue.text, issue.leader, issue.owner) == ("窗口午间无人值守", "王建国", "李明")
    assert issue.category.name == "效率低下、拖拖拉拉"
    assert [measure.text for measure in issue.measures.all()] == [
        "午间双人轮岗",
        "值班领导每天巡查两次",
    ]
    sheet.keyboard.press("ArrowLeft")
    sheet.keyboard.press("F2")
    sheet.keyboard.press("End")
    sheet.keyboard.type("强")
    sheet.keyboard.press("Enter")
    sheet.wait_for_function("document.querySelector('.entry-table').innerText.includes('李明强')")
    sheet.keyboard.press("Control+z")
    wait_saved(sheet)
    assert Issue.objects.get().owner == "李明"


def test_the_grid_is_left_with_escape_and_the_list_goes_on_its_way(sheet):
    assert sheet.locator(EDITOR).evaluate("one => one === document.activeElement")
    write(sheet, "效率低下", "窗口午间无人值守")
    wait_saved(sheet)
    sheet.keyboard.press("Escape")
    tab_to(sheet, ".page-actions .btn-primary", key="Shift+Tab")
    sheet.keyboard.press("Enter")
    sheet.wait_for_url("**/submit/")
    assert "没有写" in sheet.locator("main").inner_text()


def test_the_side_panel_is_opened_and_left_by_keyboard(sheet):
    write(sheet, "", "窗口午间无人值守")
    sheet.keyboard.press("Escape")
    tab_to(sheet, "[data-do=panel]", key="Shift+Tab")
    sheet.keyboard.press("Enter")
    tab_to(sheet, "[data-entry-panel] textarea")
    assert sheet.locator("[data-entry-panel]").is_visible()
