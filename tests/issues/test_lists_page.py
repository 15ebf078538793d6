from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

import issues.rules as rules
from issues.models import Issue, IssueList
from issues.words import ReturnReason
from tests import builders

URL = "/issues/lists/"


@pytest.fixture
def issue(campaign, unit):
    return builders.make_issue(campaign, unit)


def shown(client, **query):
    page = client.get(URL, query)
    assert page.status_code == 200
    return [row.unit.short for row in page.context["page"].rows]


def test_the_office_sees_all_lists_and_a_clerk_the_own(
    issue, campaign, other_unit, office, clerk, sign_in
):
    builders.make_issue(campaign, other_unit)
    assert shown(sign_in(office)) == ["教育局", "卫健局"]
    assert shown(sign_in(clerk)) == ["教育局"]


def test_lists_are_narrowed_by_where_they_stand(issue, head, office, sign_in):
    rules.submit(issue.issue_list, by=head)
    assert shown(sign_in(office), status="submitted") == ["教育局"]
    assert shown(sign_in(office), status="draft") == []
    assert shown(sign_in(office), q="教育") == ["教育局"]
    assert shown(sign_in(office), q="卫健", level="?") == []


def test_lists_are_sorted_counted_exported_and_the_late_ones_marked(
    issue, campaign, other_unit, head, reviewer, office, sign_in
):
    rules.open_list(campaign, other_unit, by=None)
    rules.submit(issue.issue_list, by=head)
    rules.send_back(issue.issue_list, by=reviewer, reasons=[ReturnReason.UNFOCUSED])
    IssueList.objects.filter(pk=issue.issue_list_id).update(return_due_on="2026-01-05")
    client = sign_in(office)
    assert shown(client, sort="-round") == ["教育局", "卫健局"]
    assert shown(client, sort="round") == ["卫健局", "教育局"]
    page = client.get(URL).content.decode()
    assert "审核员钱进" in page
    assert "逾期" in page
    book = load_workbook(BytesIO(client.get(URL, {"format": "xlsx"}).content)).active
    rows = list(book.iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[4], row[8]) for row in rows] == [
        ("区教育局", 1, "审核员钱进"),
        ("区卫生健康局", 0, None),
    ]


def test_the_page_takes_a_steady_number_of_queries(
    campaign, office, sign_in, django_assert_max_num_queries
):
    for _ in range(8):
        rules.open_list(campaign, builders.make_unit(), by=None)
    client = sign_in(office)
    client.get(URL)
    with django_assert_max_num_queries(11):
        client.get(URL)


def test_officers_see_no_lists(issue, sign_in):
    for work in ("system", "security", "auditor"):
        officer = builders.make_user(f"keeper-{work}", "管理员", work)
        client = sign_in(officer)
        assert client.get(URL).status_code == 404
        assert client.get(issue.issue_list.get_absolute_url()).status_code == 404


def test_a_stranger_finds_no_list_and_opens_none(issue, stranger, unit, sign_in):
    client = sign_in(stranger)
    assert client.get(issue.issue_list.get_absolute_url()).status_code == 404
    answer = client.post(reverse("issues:open_list"), {"unit": unit.pk, "level": "BZ"})
    assert answer.status_code == 404
    assert IssueList.objects.count() == 1


FORM = {"text": "窗口午休无人", "source": "S01", "rectify": "XQ", "measures": "轮班\n公示值班表"}


def test_a_row_is_written_with_a_plain_form(issue, clerk, sign_in):
    url = reverse("issues:add", args=[issue.issue_list_id])
    answer = sign_in(clerk).post(url, {**FORM, "due_on": "2026-12-31"})
    assert answer.status_code == 302
    added = Issue.objects.latest("pk")
    assert added.measures.count() == 2
    assert added.has_due


def test_a_form_without_the_issue_says_what_is_missing_and_keeps_the_rest(issue, clerk, sign_in):
    url = reverse("issues:add", args=[issue.issue_list_id])
    page = sign_in(clerk).post(url, {**FORM, "text": ""}).content.decode()
    assert "公示值班表" in page
    assert Issue.objects.count() == 1


def test_a_form_opened_before_somebody_else_saved_is_told(issue, clerk, head, sign_in):
    rules.edit(issue, by=head, version=0, text="局长先改的")
    url = reverse("issues:edit", args=[issue.pk])
    page = sign_in(clerk).post(url, {**FORM, "version": "0"}).content.decode()
    assert "刚刚由他人改过" in page
    issue.refresh_from_db()
    assert issue.text == "局长先改的"


def test_a_version_that_is_no_number_does_no_harm(issue, clerk, sign_in):
    url = reverse("issues:edit", args=[issue.pk])
    page = sign_in(clerk).post(url, {**FORM, "version": "abc"}).content.decode()
    assert "刚刚由他人改过" in page
    assert Issue.objects.get(pk=issue.pk).text == issue.text


def test_a_draft_is_taken_off_with_one_press(issue, clerk, stranger, sign_in):
    url = reverse("issues:remove", args=[issue.pk])
    assert sign_in(stranger).post(url).status_code == 404
    assert sign_in(clerk).get(url).status_code == 405
    sign_in(clerk).post(url)
    assert not Issue.objects.exists()


def test_the_clerk_sees_that_the_head_must_sign(issue, clerk, head, sign_in):
    url = reverse("issues:submit", args=[issue.issue_list_id])
    assert "须由单位主要负责人签署" in sign_in(clerk).get(url).content.decode()
    assert "签署并提交审核" in sign_in(head).get(url).content.decode()


def test_a_returned_list_shows_the_reasons_of_the_last_time_only(
    issue, head, reviewer, clerk, sign_in
):
    issue_list = issue.issue_list
    for reason in (ReturnReason.NO_EXAMPLE, ReturnReason.SHALLOW_CAUSE):
        rules.submit(issue_list, by=head)
        rules.send_back(issue_list, by=reviewer, remarks={issue.pk: ([reason], "")})
    page = sign_in(clerk).get(issue_list.get_absolute_url()).content.decode()
    assert "原因未从作风上找" in page
    assert "事例不具体" not in page


def test_a_filed_list_is_reopened_with_its_reason(issue, head, reviewer, sign_in):
    rules.submit(issue.issue_list, by=head)
    rules.approve(issue.issue_list, by=reviewer)
    url = reverse("issues:amend", args=[issue.issue_list_id])
    sign_in(head).post(url, {"reason": "补充遍访发现的问题"})
    assert IssueList.objects.get().is_editable
