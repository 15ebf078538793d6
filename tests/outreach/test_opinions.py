"""Opinions: word for word, many to one, decided once, answered to all."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import outreach.rules as rules
from campaigns.models import Category
from common.refusal import Refused
from outreach.models import Opinion


@pytest.fixture
def said(campaign, unit, clerk):
    def spoken(text, **over):
        facts = {"channel": "forum", "received_on": localdate(), **over}
        return rules.record_opinion(campaign, unit, text=text, by=clerk, **facts)

    return spoken


def test_the_same_thing_said_twice_is_decided_once_and_answered_to_both(said, clerk):
    first, second = said("窗口  中午没人\n等了一小时"), said("中午窗口空着")
    assert first.text == "窗口  中午没人\n等了一小时"
    rules.merge_opinion(second, by=clerk, into=first)
    with pytest.raises(Refused):
        rules.adopt(second, by=clerk)
    with pytest.raises(Refused, match="已有别的意见归并到"):
        rules.merge_opinion(first, by=clerk, into=said("别的"))
    with pytest.raises(Refused, match="先确定采纳或不采纳"):
        rules.answer_opinion(first, by=clerk, answer="已安排值班")
    rules.adopt(first, by=clerk)
    rules.answer_opinion(first, by=clerk, answer="已安排值班")
    second.refresh_from_db()
    assert second.answer == "已安排值班"
    assert second.text == "中午窗口空着"


def test_a_refusal_may_be_taken_up_again(said, clerk):
    row = said("公交末班车太早")
    rules.decline(row, by=clerk, reason="属市级事权")
    rules.take_up_again(row, by=clerk, reason="提出人不满意")
    assert row.status == Opinion.Status.RECEIVED


def test_letters_and_what_was_drawn_from_them_are_counted_apart(said, office, clerk, sign_in):
    for text in ("甲", "乙", "丙"):
        said(text, channel="letter", occasion="4月2日来信")
    said("丁", respondent="people", occasion="企业代表座谈会")
    page = sign_in(office).get(reverse("outreach:opinions")).content.decode()
    assert "2件次，梳理意见4条" in page
    rows = sign_in(office).get(reverse("outreach:opinions"), {"respondent": "people"})
    assert [row.text for row in rows.context["page"].rows] == ["丁"]


def test_the_pages_walk_from_the_opinion_to_the_issue_and_back(said, clerk, sign_in):
    row, same = said("窗口空岗"), said("窗口没人")
    kind = Category.objects.get(code="ZF05")
    desk = sign_in(clerk)
    desk.post(reverse("outreach:sort_opinion", args=[row.pk]), {"category": kind.pk})
    desk.post(reverse("outreach:merge_opinion", args=[same.pk]), {"into": row.pk})
    page = desk.post(reverse("outreach:adopt", args=[row.pk]), follow=True).content.decode()
    row.refresh_from_db()
    assert (row.category, row.issue.source) == (kind, "S12")
    assert row.issue.number in page
    assert "窗口没人" in page
    back = f"{reverse('outreach:opinions')}?issue={row.issue_id}"
    assert back in desk.get(row.issue.get_absolute_url()).content.decode()
    assert list(desk.get(back).context["page"].rows) == [row]


def test_a_stranger_is_refused(said, stranger):
    row, other = said("甲"), said("乙")
    deeds = [
        lambda: rules.merge_opinion(row, by=stranger, into=other),
        lambda: rules.sort_opinion(row, by=stranger, category=Category()),
        lambda: rules.answer_opinion(row, by=stranger, answer="甲"),
        lambda: rules.take_up_again(row, by=stranger, reason="甲"),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="只能登记和处理涉及本单位"):
            deed()


def test_merging_is_offered_only_where_there_is_something_to_merge_into(said, clerk, sign_in):
    first, client = said("窗口中午没人"), sign_in(clerk)
    way = reverse("outreach:merge_opinion", args=[first.pk])
    assert way not in client.get(first.get_absolute_url()).content.decode()
    said("中午窗口空着")
    assert way in client.get(first.get_absolute_url()).content.decode()
