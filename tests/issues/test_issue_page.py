from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
from issues.models import Issue
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, due_on=localdate() + timedelta(days=90))


def offered(client, issue):
    page = client.get(issue.get_absolute_url())
    assert page.status_code == 200
    return page.context["can"]


def test_each_sees_the_verbs_of_the_own_duty(issue, clerk, office, inspector, leader, sign_in):
    assert {"report_progress", "extend", "request_closure"} <= offered(sign_in(clerk), issue)
    assert "cancel" in offered(sign_in(office), issue)
    assert offered(sign_in(inspector), issue) == set()
    assert offered(sign_in(leader), issue) == {"answer_long_term", "set_label"}


def test_verbs_follow_the_state(issue, clerk, inspector, office, sign_in, today):
    issue.measures.update(done_on=today)
    rules.request_closure(issue, by=clerk, result="已办结")
    assert "verify" in offered(sign_in(inspector), issue)
    assert "verify" not in offered(sign_in(clerk), issue)
    rules.verify(issue, by=inspector, opinion="属实")
    assert "close" in offered(sign_in(office), issue)


def test_the_page_tells_the_whole_story(issue, clerk, sign_in):
    rules.report_progress(issue, by=clerk, text="4月：排查完毕")
    page = sign_in(clerk).get(issue.get_absolute_url()).content.decode()
    for words in (issue.number, issue.text, issue.example, "一次性列明补正清单", "4月：排查完毕"):
        assert words in page
    assert "填进展" in page


def test_a_stranger_finds_nothing_there(issue, stranger, sign_in):
    client = sign_in(stranger)
    assert client.get(issue.get_absolute_url()).status_code == 404
    measure = issue.measures.first()
    assert client.get(reverse("issues:complete_measure", args=[measure.pk])).status_code == 404


PAGES = ["report_progress", "extend", "request_closure", "verify", "reject_closure", "close"]
PAGES += ["reopen", "cancel"]


@pytest.mark.parametrize("name", PAGES)
def test_every_verb_has_its_page_and_a_stranger_none(issue, office, stranger, sign_in, name):
    url = reverse(f"issues:{name}", args=[issue.pk])
    assert sign_in(office).get(url).status_code == 200
    assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(stranger).post(url, {}).status_code == 404


def test_a_refused_deed_says_why_and_keeps_the_words(issue, clerk, sign_in):
    url = reverse("issues:request_closure", args=[issue.pk])
    page = sign_in(clerk).post(url, {"result": "全部办结", "evidence_kind": "paper"})
    assert "还有未完成的措施" in page.content.decode()
    assert "全部办结" in page.content.decode()


def test_the_page_takes_a_steady_number_of_queries(
    issue, clerk, sign_in, django_assert_max_num_queries
):
    client = sign_in(clerk)
    client.get(issue.get_absolute_url())
    for number in range(12):
        rules.report_progress(issue, by=clerk, text=f"第{number}次进展")
    with django_assert_max_num_queries(28):
        client.get(issue.get_absolute_url())


def test_signed_out_people_are_sent_to_the_door(issue, client):
    answer = client.get(issue.get_absolute_url())
    assert answer.status_code == 302
    assert Issue.objects.count() == 1
