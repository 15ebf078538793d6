"""领导接听热线: who is down for which day, who answered, and the calls that go on the list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

import outreach.rules as rules
from common.refusal import Conflict, Refused
from notices.models import Notice
from outreach.models import Shift, Ticket

TODAY = localdate()


@pytest.fixture
def shift(campaign, unit, office, head):
    """局长郑安 is down for today."""
    return rules.arrange_shift(campaign, unit, days=[(TODAY, "郑安")], by=office)[0]


def test_the_office_arranges_several_days_at_once_and_the_unit_is_told(
    campaign, unit, office, clerk, sign_in
):
    later = TODAY + timedelta(days=3)
    days = f"{TODAY} 郑安 局长\n{later.month}月{later.day}日，吴静\n"
    asked = {"unit": unit.pk, "days": days}
    sign_in(office).post(reverse("outreach:arrange_shift"), asked)
    rows = Shift.objects.order_by("held_on")
    assert [(row.held_on, row.leader) for row in rows] == [(TODAY, "郑安 局长"), (later, "吴静")]
    assert Notice.objects.filter(person=clerk, due_on=TODAY).exists()
    with pytest.raises(Conflict):
        rules.arrange_shift(campaign, unit, days=[(TODAY, "郑安 局长")], by=office)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("下周三 郑安", "看不出日期"),
        ("2026-05-12", "没有写接听领导"),
        ("2020-01-01 郑安", "已经过去"),
    ],
)
def test_a_roster_that_cannot_be_read_is_said_and_kept(office, unit, campaign, sign_in, days, said):
    asked = {"unit": unit.pk, "days": days}
    page = sign_in(office).post(reverse("outreach:arrange_shift"), asked).content.decode()
    assert said in page
    assert days in page
    assert not Shift.objects.exists()


def test_who_answered_is_said_once_and_a_stand_in_is_shown(shift, clerk, sign_in):
    desk = sign_in(clerk)
    asked = {"answered_by": "副局长赵平", "calls": 6, "note": "多为入学咨询"}
    desk.post(reverse("outreach:answer_shift", args=[shift.pk]), asked)
    assert not Notice.objects.unread().filter(person=clerk).exists()
    shift.refresh_from_db()
    assert (shift.calls, shift.is_stood_in) == (6, True)
    assert "代接" in desk.get(reverse("outreach:shifts")).content.decode()
    with pytest.raises(Conflict):
        rules.answer_shift(shift, by=clerk, answered_by="郑安", calls=1)


def test_a_call_becomes_an_order_with_a_clock_and_goes_on_the_list(shift, clerk, sign_in):
    desk = sign_in(clerk)
    asked = {"content": "入学材料反复要，请回电13812345678", "appeal_type": "投诉"}
    desk.post(reverse("outreach:take_call", args=[shift.pk]), asked)
    row = Ticket.objects.get()
    assert row.channel == "领导接听热线"
    assert "138****5678" in row.content
    assert row.due_at > now()
    assert row.order_no in desk.get(shift.get_absolute_url()).content.decode()
    rules.adopt_ticket(row, by=clerk)
    row.refresh_from_db()
    assert row.issue.source == "S10"
    assert row.issue.number in desk.get(shift.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="不能少于"):
        rules.answer_shift(shift, by=clerk, answered_by="郑安", calls=0)


def test_a_known_number_is_taken_up_and_no_order_is_made_twice(
    shift, campaign, unit, office, other_unit, clerk
):
    known = Ticket.objects.create(campaign=campaign, unit=unit, order_no="BJ7", content="甲")
    rules.take_call(shift, by=office, content="甲", order_no="BJ7")
    known.refresh_from_db()
    assert known.shift == shift
    with pytest.raises(Refused, match="已经记在"):
        rules.take_call(shift, by=office, content="甲", order_no="BJ7")
    theirs = Ticket.objects.create(campaign=campaign, unit=other_unit, order_no="BJ8", content="乙")
    for unknown in ({"order_no": theirs.order_no}, {"unit": other_unit}):
        with pytest.raises(Refused, match="本单位承办"):
            rules.take_call(shift, by=clerk, content="乙", **unknown)
    rules.take_call(shift, by=office, content="丙", unit=other_unit)
    assert other_unit.tickets.count() == 2


def test_nothing_is_said_before_the_day_and_a_held_shift_stays(campaign, unit, office, shift):
    later = rules.arrange_shift(
        campaign, unit, days=[(TODAY + timedelta(days=1), "吴静")], by=office
    )[0]
    with pytest.raises(Refused, match="还没到"):
        rules.answer_shift(later, by=office, answered_by="吴静", calls=0)
    rules.drop_shift(later, by=office)
    rules.answer_shift(shift, by=office, answered_by="郑安", calls=0)
    with pytest.raises(Refused, match="不能撤下"):
        rules.drop_shift(shift, by=office)


def test_the_office_sees_whose_turn_it_would_be(campaign, unit, office, sign_in, shift):
    for number in range(4):
        Ticket.objects.create(
            campaign=campaign,
            unit=unit,
            order_no=f"X{number}",
            content="甲",
            dispatched_at=now(),
            is_solved=False,
        )
    page = sign_in(office).get(reverse("outreach:shifts"))
    (one,) = page.context["pressed"]
    assert (one["unit"], one["n"], one["bad"], one["next"]) == (unit, 4, 4, TODAY)


def test_the_list_is_narrowed_exported_and_asks_few_questions(
    shift, office, sign_in, campaign, unit, django_assert_max_num_queries
):
    Shift.objects.filter(pk=shift.pk).update(held_on=TODAY - timedelta(days=2))
    desk = sign_in(office)
    assert desk.get(reverse("outreach:shifts"), {"state": "missed"}).context["page"].count == 1
    assert desk.get(reverse("outreach:shifts"), {"state": "coming"}).context["page"].count == 0
    assert desk.get(reverse("outreach:export_shifts")).status_code == 200
    days = [(TODAY + timedelta(days=n), f"领导{n}") for n in range(30)]
    rules.arrange_shift(campaign, unit, days=days, by=office)
    with django_assert_max_num_queries(22):
        desk.get(reverse("outreach:shifts"))


def test_a_stranger_neither_sees_nor_answers_for_our_shift(
    shift, stranger, campaign, unit, sign_in
):
    desk = sign_in(stranger)
    assert not desk.get(reverse("outreach:shifts")).context["page"].rows
    assert desk.get(reverse("outreach:arrange_shift")).status_code == 404
    for name in ("shift", "answer_shift", "take_call"):
        assert desk.get(reverse(f"outreach:{name}", args=[shift.pk])).status_code == 404
    deeds = [
        lambda: rules.arrange_shift(campaign, unit, days=[(TODAY, "甲")], by=stranger),
        lambda: rules.answer_shift(shift, by=stranger, answered_by="甲", calls=1),
        lambda: rules.take_call(shift, by=stranger, content="甲"),
        lambda: rules.drop_shift(shift, by=stranger),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
