"""The cadre's own dashboard."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
from issues.models import IssueList
from issues.words import Level
from tests import builders

OWN = "reports:own"


@pytest.fixture
def person(unit):
    """王芳, who works for nothing but her own list."""
    user = builders.make_user("wangfang", "王芳", "cadre", unit=unit)
    user.cadre = builders.make_cadre(unit, name="王芳")
    user.save()
    return user


@pytest.fixture
def own_list(campaign, unit, person):
    return rules.open_list(campaign, unit, level=Level.PERSON, cadre=person.cadre, by=None)


def read(client, **asked):
    return client.get(reverse(OWN), asked).content.decode()


def test_a_cadre_without_a_list_is_led_to_it(campaign, person, sign_in):
    client = sign_in(person)
    assert client.get(reverse("reports:dashboard")).url == reverse(OWN)
    page = read(client)
    assert "还没有建清单" in page
    assert not IssueList.objects.filter(cadre=person.cadre).exists()
    assert f'href="{reverse(OWN)}"' in client.get("/").content.decode()


def test_my_issues_with_measures_and_dates_late_ones_counted(
    campaign, unit, person, own_list, sign_in
):
    late = builders.make_issue(
        campaign,
        unit,
        issue_list=own_list,
        due_on=localdate() - timedelta(days=2),
        text="接待办事群众时解释政策不耐烦",
    )
    rules.counting.step(late, "rectifying", approved_at=None)
    late.measures.filter(number=1).update(done_on=localdate())
    builders.make_issue(campaign, unit, text="本单位别人的问题写在单位清单里")
    client = sign_in(person)
    page = read(client)
    assert "1.一次性列明补正清单" in page
    assert f"{localdate():%Y-%m-%d}完成" in page
    assert "未完成" in page
    assert "本单位别人的问题" not in page
    assert "接待办事群众" in read(client, show="late")
    assert "这一类没有您的问题" in read(client, show="closed")


def test_what_i_asked_and_was_told_stands_there(
    campaign, unit, person, own_list, reviewer, office, clerk, sign_in
):
    issue = builders.make_issue(campaign, unit, issue_list=own_list)
    rules.submit(own_list, by=person)
    rules.send_back(
        own_list,
        by=reviewer,
        reasons=["no_example"],
        text="事例没有写时间",
        remarks={issue.pk: ([], "写清哪一天、哪一位群众")},
    )
    page = read(sign_in(person))
    assert "事例没有写时间" in page
    assert "写清哪一天、哪一位群众" in page
    assert "被退回修改" in page  # the notice reaches the cadre as well as the unit
    assert "重报期限" in page


def test_a_deadline_of_my_own_issue_reaches_me(campaign, unit, person, own_list, today, sign_in):
    issue = builders.make_issue(
        campaign, unit, issue_list=own_list, due_on=today + timedelta(days=1)
    )
    rules.counting.step(issue, "rectifying")
    assert rules.remind(today) == 1
    assert rules.remind(today) == 0
    assert issue.number in read(sign_in(person)).split("我的提醒")[1]


def test_it_costs_the_same_whatever_the_number_of_issues(campaign, unit, person, own_list, sign_in):
    client = sign_in(person)
    read(client)
    counts = []
    for _ in range(2):
        for _ in range(3):
            builders.make_issue(campaign, unit, issue_list=own_list)
        with CaptureQueriesContext(connection) as queries:
            read(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_without_a_name_on_the_roster_has_one(campaign, office, stranger, sign_in):
    assert sign_in(office).get(reverse(OWN)).status_code == 404
    assert sign_in(stranger).get(reverse(OWN)).status_code == 404
