"""What was typed outlives the sitting: after signing in again it stands where it was."""

import pytest

import campaigns.rules as campaign_rules
from issues.models import Issue, IssueList
from issues.words import Level
from roster.words import Work
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "sessionStorage.getItem('kept-form')"
TOLD = "7月3日3号窗口上午10点无人值守，12人排队四十分钟"


@pytest.fixture
def form(page, live_server, sign_in):
    """The form for one issue, written while the sitting ran out."""
    campaign_rules.install_dictionaries()
    unit = builders.make_unit(name="区教育局")
    campaign = builders.make_campaign(units=[unit])
    for username, name in (("clerk", "吴静"), ("other", "钱进")):
        person = builders.make_user(username, name, Work.CLERK, unit=unit)
    row = IssueList.objects.create(campaign=campaign, unit=unit, level=Level.UNIT)
    person = person.__class__.objects.get(username="clerk")
    key = sign_in(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.goto(f"{live_server.url}/issues/lists/{row.pk}/add/")
    page.fill("textarea[name=text]", "窗口午间无人值守")
    page.fill("textarea[name=example]", TOLD)
    page.context.clear_cookies(name="sessionid")
    return page


def enter(page, username):
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "Zhenggai-2026")
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("main .page-name")


def test_a_form_sent_after_the_sitting_is_filled_in_again(form):
    form.get_by_role("button", name="保存这一条").click()
    form.wait_for_selector("text=您刚才填写的内容还在")
    enter(form, "clerk")
    assert form.url.endswith("/add/")
    assert form.input_value("textarea[name=example]") == TOLD
    assert "还没有提交" in form.locator("main [role=status]").first.inner_text()
    assert not Issue.objects.exists()
    form.get_by_role("button", name="保存这一条").click()
    form.wait_for_url(lambda url: "/add/" not in url)
    assert Issue.objects.get().example == TOLD
    assert form.evaluate(KEPT) is None


def test_another_person_at_the_same_desk_sees_nothing_of_it(form):
    form.get_by_role("button", name="保存这一条").click()
    form.wait_for_selector("text=您刚才填写的内容还在")
    enter(form, "other")
    assert form.evaluate(KEPT) is None
    if form.locator("textarea[name=example]").count():
        assert form.input_value("textarea[name=example]") == ""


def test_passwords_are_never_kept(page, live_server, sign_in):
    person = builders.make_user("clerk", "吴静", Work.CLERK, unit=builders.make_unit())
    key = sign_in(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.goto(f"{live_server.url}/password/")
    for field in page.locator("main input[type=password]").all():
        field.fill("Zhenggai-2027x")
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button").last.click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(KEPT) is None
