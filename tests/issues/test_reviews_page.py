import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, IssueList
from issues.words import ReturnReason
from tests import builders


@pytest.fixture
def issue(campaign, unit, head):
    issue = builders.make_issue(campaign, unit)
    rules.submit(issue.issue_list, by=head)
    return issue


def test_the_queue_shows_who_waits_and_since_when(issue, reviewer, sign_in):
    page = sign_in(reviewer).get(reverse("issues:reviews"))
    assert [row for row, *_ in page.context["ages"]] == [issue.issue_list]
    assert "区教育局" in page.content.decode()


def test_the_queue_takes_a_steady_number_of_queries(
    campaign, reviewer, sign_in, head, django_assert_max_num_queries
):
    for _ in range(6):
        unit = builders.make_unit()
        row = builders.make_issue(campaign, unit).issue_list
        rules.submit(row, by=None)
    client = sign_in(reviewer)
    client.get(reverse("issues:reviews"))
    with django_assert_max_num_queries(14):
        client.get(reverse("issues:reviews"))


def test_the_desk_shows_what_changed_since_the_last_time(issue, reviewer, clerk, head, sign_in):
    rules.send_back(issue.issue_list, by=reviewer, reasons=[ReturnReason.NO_EXAMPLE])
    row = Issue.objects.get(pk=issue.pk)
    rules.edit(row, by=clerk, version=row.version, example="4月2日园长跑了3趟")
    rules.submit(IssueList.objects.get(), by=head)
    page = sign_in(reviewer).get(reverse("issues:review", args=[issue.issue_list_id]))
    label, before, after = page.context["lines"][0]["changes"][0]
    assert (label, after) == ("具体事例", "4月2日园长跑了3趟")
    assert before in page.content.decode()


def test_the_desk_marks_vague_words(campaign, unit, head, reviewer, sign_in):
    vague = builders.make_issue(campaign, unit, text="服务意识不强，作风不够扎实")
    rules.submit(vague.issue_list, by=head)
    page = sign_in(reviewer).get(reverse("issues:review", args=[vague.issue_list_id]))
    assert "系统提示，仅供参考" in page.content.decode()


def test_sending_back_from_the_desk_names_each_issue(issue, reviewer, sign_in):
    url = reverse("issues:review", args=[issue.issue_list_id])
    form = {f"reasons-{issue.pk}": ["no_example"], f"text-{issue.pk}": "写明哪家园"}
    answer = sign_in(reviewer).post(url, form)
    assert answer.url == reverse("issues:reviews")
    assert issue.remarks.get().reasons == ["no_example"]


def test_sending_back_without_a_reason_keeps_what_was_typed(issue, reviewer, sign_in):
    url = reverse("issues:review", args=[issue.issue_list_id])
    page = sign_in(reviewer).post(url, {"text": ""})
    assert "请至少选择一条退回原因" in page.content.decode()


def test_a_remark_on_an_issue_of_another_list_is_refused(issue, campaign, other_unit, reviewer):
    foreign = builders.make_issue(campaign, other_unit)
    with pytest.raises(Refused, match="不是这份清单"):
        rules.send_back(issue.issue_list, by=reviewer, remarks={foreign.pk: ([], "不对")})


def test_passing_from_the_desk_files_the_list(issue, reviewer, sign_in):
    sign_in(reviewer).post(reverse("issues:approve", args=[issue.issue_list_id]), {"text": ""})
    assert IssueList.objects.get().filing_number


@pytest.mark.parametrize("name", ["clerk", "head", "stranger", "inspector"])
def test_nobody_but_the_office_sees_the_desk(issue, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(reverse("issues:reviews")).status_code == 404
    url = reverse("issues:review", args=[issue.issue_list_id])
    assert client.get(url).status_code == 404
    assert client.post(url, {"reasons": ["copied"]}).status_code == 404


def test_the_desk_shows_from_where_an_issue_may_have_been_copied(
    issue, campaign, other_unit, reviewer, sign_in
):
    builders.make_issue(campaign, other_unit, example=issue.example.replace("柳河镇", "兴旺乡"))
    page = sign_in(reviewer).get(reverse("issues:review", args=[issue.issue_list_id]))
    (other, percent), *_ = page.context["lines"][0]["alike"]
    assert other.unit == other_unit
    assert percent >= 80
    assert "相似度" in page.content.decode()


def test_a_list_is_assigned_to_one_named_person(issue, office, reviewer, sign_in):
    url = reverse("issues:assign", args=[issue.issue_list_id])
    sign_in(office).post(url, {"reviewer": reviewer.pk})
    queue = sign_in(office).get(reverse("issues:reviews")).content.decode()
    assert "审核员钱进" in queue


def test_a_list_is_assigned_to_reviewers_only(issue, office, clerk, sign_in):
    url = reverse("issues:assign", args=[issue.issue_list_id])
    page = sign_in(office).post(url, {"reviewer": clerk.pk})
    assert page.status_code == 200
    assert IssueList.objects.get().reviewer is None


def test_a_list_has_one_reviewer_until_handed_over(issue, office, reviewer, sign_in):
    row = issue.issue_list
    sign_in(reviewer).post(reverse("issues:take", args=[row.pk]))
    row.refresh_from_db()
    assert row.reviewer == reviewer
    for deed in (rules.approve, rules.take):
        with pytest.raises(Refused):
            deed(row, by=office)
    rules.assign(row, reviewer=office, by=reviewer)
    rules.approve(IssueList.objects.get(), by=office)


@pytest.fixture
def clean(campaign, unit, head):
    text = "民办幼儿园普惠认定办理慢，3月以来有4家园所等待评估超过30天"
    measures = [
        "4月底前由学前教育科一次性列明补正清单并公示",
        "受理次日排定评估日期，逾期由科长当面说明",
    ]
    issue = builders.make_issue(campaign, unit, text=text, measures=measures)
    rules.submit(issue.issue_list, by=head)
    return issue


def test_clean_lists_pass_together_and_doubtful_ones_stay(
    clean, campaign, other_unit, reviewer, sign_in
):
    vague = builders.make_issue(campaign, other_unit, text="服务意识不强，作风不够扎实")
    rules.submit(vague.issue_list, by=None)
    boxes = {"lists": [clean.issue_list_id, vague.issue_list_id]}
    page = sign_in(reviewer).post(reverse("issues:pass_clean"), boxes, follow=True)
    assert "有疑点须逐条看" in page.content.decode()
    assert [row.unit for row in IssueList.objects.approved()] == [clean.unit]


def test_strangers_take_and_pass_nothing(clean, stranger, sign_in):
    assert sign_in(stranger).post(reverse("issues:pass_clean")).status_code == 404
    url = reverse("issues:take", args=[clean.issue_list_id])
    assert sign_in(stranger).post(url).status_code == 404
    with pytest.raises(Refused):
        rules.take(clean.issue_list, by=stranger)
    passed, left = rules.pass_clean([clean.issue_list], by=stranger)
    assert (passed, len(left)) == ([], 1)
    assert rules.doubts(clean.issue_list) == rules.first_doubts(clean.issue_list) == []


def test_a_reviewer_sees_the_own_work_and_the_office_all_by_name(issue, office, reviewer, sign_in):
    rules.approve(issue.issue_list, by=reviewer)
    url = reverse("issues:workload")
    own = sign_in(reviewer).get(url).context["lines"]
    assert [(line["person"], line["passed"]) for line in own] == [(reviewer, 1)]
    names = [line["person"].name for line in sign_in(office).get(url).context["lines"]]
    assert names == sorted(names)
    assert sign_in(reviewer).get(reverse("issues:reviews"), {"whose": "mine"}).status_code == 200


def test_the_second_reading_by_hand(issue, office, reviewer, sign_in):
    rules.approve(issue.issue_list, by=reviewer)
    url = reverse("issues:second_looks")
    sign_in(office).post(url, {"count": 1, "seed": "20260415"})
    row = issue.issue_list.reviews.get().second_look
    again = reverse("issues:look_again", args=[row.pk])
    assert issue.example in sign_in(office).get(again).content.decode()
    sign_in(office).post(again, {"verdict": "refused", "text": "没有时间地点"})
    page = sign_in(office).get(url, {"show": "differing"})
    assert "没有时间地点" in page.content.decode()
    assert sign_in(office).get(url, {"format": "xlsx"}).status_code == 200
