"""自查发现率: matched by one, confirmed by another, and what came too late is put to a leader."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

import issues.rules as rules
from common.refusal import Refused
from issues.models import Foresight, Issue, Liability
from issues.words import Source
from tests import builders


def approved(issue, day):
    moment = make_aware(datetime(day.year, day.month, day.day, 10))  # noqa: DTZ001 - made aware
    Issue.objects.filter(pk=issue.pk).update(approved_at=moment)
    issue.refresh_from_db()
    return issue


@pytest.fixture
def own(campaign, unit):
    text = "第三小学食堂留样记录不全，3月有7天没有留样"
    return approved(builders.make_ledger_issue(campaign, unit, text=text), date(2026, 4, 1))


@pytest.fixture
def outside(campaign, unit):
    text = "电视问政曝光第三小学食堂留样记录造假，缺7天"
    return builders.make_ledger_issue(
        campaign, unit, text=text, source=Source.TELEVISION, found_on=date(2026, 5, 8)
    )


def test_the_nearest_own_issue_before_the_event_comes_first(campaign, unit, own, outside):
    other = "退休教师医药费报销拖了2个月"
    approved(builders.make_ledger_issue(campaign, unit, text=other), date(2026, 4, 2))
    late = builders.make_ledger_issue(campaign, unit, text=own.text + "。")
    approved(late, date(2026, 6, 1))
    found = [row for row, _ in rules.foreseen_by(outside)]
    assert found[0] == own and late not in found


def test_two_people_make_it_found_before(own, outside, office, reviewer, sign_in):
    url = reverse("issues:match", args=[outside.pk])
    page = sign_in(office).get(url).content.decode()
    assert own.number in page and "2026-04-01" in page
    sign_in(office).post(url, {"own": own.pk})
    row = Foresight.objects.get()
    assert row.status == Foresight.Status.PROPOSED
    confirm = reverse("issues:confirm_foresight", args=[row.pk])
    refused = sign_in(office).post(confirm, {"passed": "1"}).content.decode()
    assert "不能自己复核" in refused
    sign_in(reviewer).post(confirm, {"passed": "1"})
    row.refresh_from_db()
    assert (row.status, row.own_on, row.outside_on) == (
        "confirmed",
        date(2026, 4, 1),
        date(2026, 5, 8),
    )
    page = sign_in(reviewer).get(reverse("issues:foresight")).content.decode()
    assert "100%" in page


def test_what_nobody_foresaw_is_put_to_a_leader(outside, office, reviewer, leader, sign_in):
    row = rules.propose_foresight(outside, by=office, reason="台账里没有食堂方面的问题")
    rules.confirm_foresight(row, by=reviewer, passed=True)
    proposal = Liability.objects.get()
    assert proposal.status == Liability.Status.WAITING
    url = reverse("issues:decide_liability", args=[proposal.pk])
    sign_in(leader).post(url, {"pursue": "1", "text": "对分管副局长提醒谈话"})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.by) == (Liability.Status.PURSUED, leader)
    page = sign_in(office).get(reverse("issues:foresight")).content.decode()
    assert "<td>0%</td>" in page


def test_an_issue_that_came_later_or_from_outside_is_no_proof(campaign, unit, outside, office):
    late = approved(builders.make_ledger_issue(campaign, unit, text="食堂"), date(2026, 5, 8))
    with pytest.raises(Refused, match="不早于外部发现日期"):
        rules.propose_foresight(outside, by=office, own=late)
    told = builders.make_ledger_issue(campaign, unit, text="食堂", source=Source.HOTLINE)
    approved(told, date(2026, 4, 1))
    with pytest.raises(Refused, match="也是外部点出的"):
        rules.propose_foresight(outside, by=office, own=told)


def test_none_needs_a_reason_and_own_issues_are_no_events(own, outside, office):
    with pytest.raises(Refused, match="请写明理由"):
        rules.propose_foresight(outside, by=office)
    with pytest.raises(Refused, match="只有外部点出"):
        rules.propose_foresight(own, by=office, reason="没有")


def test_a_refused_match_may_be_proposed_anew(own, outside, office, reviewer):
    row = rules.propose_foresight(outside, by=office, own=own)
    with pytest.raises(Refused, match="已经有人提出"):
        rules.propose_foresight(outside, by=reviewer, own=own)
    rules.confirm_foresight(row, by=reviewer, passed=False, answer="不是同一件事")
    assert rules.propose_foresight(outside, by=office, reason="没有").status == "proposed"


def test_a_stranger_and_the_unit_itself_match_nothing(own, outside, clerk, stranger, sign_in):
    for person in (stranger, clerk):
        with pytest.raises(Refused, match="不能核对本单位"):
            rules.propose_foresight(outside, by=person, own=own)
    url = reverse("issues:match", args=[outside.pk])
    assert sign_in(stranger).get(url).status_code == 404
    assert "本单位人员不参与" in sign_in(clerk).get(url).content.decode()


def test_a_stranger_confirms_and_decides_nothing(own, outside, office, reviewer, stranger):
    row = rules.propose_foresight(outside, by=office, reason="没有")
    with pytest.raises(Refused):
        rules.confirm_foresight(row, by=stranger, passed=True)
    rules.confirm_foresight(row, by=reviewer, passed=True)
    with pytest.raises(Refused, match="领导小组领导"):
        rules.decide_liability(Liability.objects.get(), by=stranger, pursue=True, text="x")


def test_every_figure_leads_to_its_events_and_is_exported(own, outside, office, sign_in):
    client, url = sign_in(office), reverse("issues:foresight")
    page = client.get(url, {"state": "open", "unit": outside.unit_id}).content.decode()
    assert outside.number in page
    assert outside.number not in client.get(url, {"state": "late"}).content.decode()
    assert client.get(url, {"format": "xlsx"})["Content-Type"].endswith("sheet")


def test_the_day_an_event_was_entered_stands_where_none_is_given(campaign, unit):
    event = builders.make_ledger_issue(campaign, unit, source=Source.MEDIA, found_on=None)
    assert rules.found_outside_on(event) == localdate(event.created_at)


def test_the_page_asks_few_questions(own, outside, office, sign_in, django_assert_max_num_queries):
    client = sign_in(office)
    with django_assert_max_num_queries(22):
        client.get(reverse("issues:foresight"))
