"""The review desk with the keyboard alone: a list is sent back, another is passed."""

import pytest

import campaigns.rules as campaign_rules
import issues.rules as rules
from issues.models import IssueList
from roster.words import Work
from tests import builders
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, live_server, sign_in):
    """The reviewer before the queue, with one list of two issues waiting."""
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    first = builders.make_issue(campaign, unit)
    builders.make_issue(campaign, unit, text="窗口午间无人值守", issue_list=first.issue_list)
    rules.submit(first.issue_list, by=None)
    reviewer = builders.make_user("reviewer", "钱进", Work.REVIEWER)
    key = sign_in(reviewer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.goto(f"{live_server.url}/issues/reviews/")
    return page


def open_list(page):
    tab_to(page, "main tbody .btn")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=整份清单")


def test_a_list_is_sent_back_with_reasons_by_keyboard(desk):
    open_list(desk)
    tab_to(desk, "input[name^='reasons-'][value='no_example']")
    desk.keyboard.press("Space")
    tab_to(desk, "[name^='text-']")
    desk.keyboard.type("写明哪家幼儿园")
    tab_to(desk, "main .form-end .btn-outline-danger")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/issues/reviews/")
    assert IssueList.objects.get().status == IssueList.Status.RETURNED
    assert "写明哪家幼儿园" in str(list(rules_remarks()))


def rules_remarks():
    """What stands beside the issues that were sent back."""
    for issue in IssueList.objects.get().issues.all():
        yield from issue.remarks.values_list("text", flat=True)


def test_a_list_is_passed_by_keyboard(desk):
    open_list(desk)
    tab_to(desk, ".page-actions .btn-primary")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/approve/")
    tab_to(desk, "main .form-end .btn-primary")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/issues/reviews/")
    assert IssueList.objects.get().filing_number
