"""The way in, about what people asked and inspectors demanded: each finds the own part of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import outreach.rules as outreach_rules
import reports.rules as report_rules
import supervision.rules as rules
from config.awaited import heard, watched
from outreach.models import Visit
from roster.words import Work
from supervision.models import Order, Rung
from tests import builders

pytestmark = pytest.mark.django_db


def text(client):
    return client.get(reverse("home")).content.decode()


@pytest.fixture
def visitor(unit):
    return builders.make_user("visitor", "民情书记赵敏", Work.OUTREACH, unit=unit)


@pytest.fixture
def demand(campaign, unit, visitor):
    return outreach_rules.record_visit(
        campaign,
        unit,
        kind="firm",
        target="宏远食品",
        visited_on=localdate(),
        visitor="赵敏",
        demand="扩建仓库不知道先找哪个部门",
        by=visitor,
    )


@pytest.fixture
def order(campaign, unit, inspector):
    return rules.send_order(
        campaign,
        unit,
        subject="窗口空岗",
        content="午间窗口无人值守",
        due_on=localdate() + timedelta(days=3),
        by=inspector,
    )


@pytest.fixture
def card(campaign, unit, inspector, office):
    rules.install_rungs()
    rung = Rung.objects.filter(needs_leader=False).first()
    return rules.propose_card(campaign, unit, rung=rung, reason="督办两次未反馈", by=inspector)


def test_who_visits_finds_the_demand_until_it_is_told_back(sign_in, visitor, demand, other_unit):
    assert "宏远食品" in text(sign_in(visitor))
    outreach_rules.settle(demand, by=visitor, handling="assigned", duty_unit=other_unit)
    assert "待反馈本人" in text(sign_in(visitor))
    outreach_rules.tell_back(demand, by=visitor, reply="已告知先找发改局")
    page = text(sign_in(visitor))
    assert "宏远食品" not in page
    assert "登记走访" in page


def test_the_unit_it_was_handed_to_finds_it_and_the_office_when_it_is_late(
    sign_in, office, stranger, visitor, demand, other_unit
):
    assert "宏远食品" not in text(sign_in(stranger))
    outreach_rules.settle(demand, by=visitor, handling="assigned", duty_unit=other_unit)
    assert "宏远食品" in text(sign_in(stranger))
    assert "宏远食品" not in text(sign_in(office))
    Visit.objects.update(due_on=localdate() - timedelta(days=1))
    page = text(sign_in(office))
    assert "宏远食品" in page
    assert "已逾期" in page


def test_an_order_stands_on_the_home_of_its_unit_until_it_is_answered(
    sign_in, clerk, stranger, order
):
    assert "待签收" in text(sign_in(clerk))
    assert "窗口空岗" not in text(sign_in(stranger))
    rules.acknowledge(order, by=clerk)
    assert "待反馈" in text(sign_in(clerk))
    rules.answer_order(order, by=clerk, feedback="已安排午间双人轮岗")
    assert "窗口空岗" not in text(sign_in(clerk))


def test_an_order_past_its_day_stands_on_the_home_of_those_who_sent_it(sign_in, inspector, order):
    assert "窗口空岗" not in text(sign_in(inspector))
    Order.objects.update(due_on=localdate() - timedelta(days=1))
    page = text(sign_in(inspector))
    assert "督查督办待办" in page
    assert "窗口空岗" in page


def test_a_card_waits_for_its_signature_then_for_the_words_of_the_unit(
    sign_in, office, clerk, card
):
    assert "待签发" in text(sign_in(office))
    assert "督办两次未反馈" not in text(sign_in(clerk))
    rules.sign_card(card, by=office)
    assert "待书面说明" in text(sign_in(clerk))
    rules.respond(card, by=clerk, response="已调整排班")
    assert "督办两次未反馈" not in text(sign_in(clerk))
    rules.ask_lift(card, by=clerk, ground="整改到位")
    assert "解除待核实" in text(sign_in(office))


def test_an_opinion_and_an_error_of_the_unit_are_there_the_soonest_first(
    sign_in, campaign, unit, clerk, stranger
):
    outreach_rules.record_opinion(
        campaign, unit, channel="phone", text="办证要跑三趟", received_on=localdate(), by=clerk
    )
    rules.note_incident(
        campaign,
        unit,
        kind="wording",
        found="self",
        found_on=localdate(),
        text="文件落款日期写错",
        by=clerk,
    )
    page = text(sign_in(clerk))
    assert "办证要跑三趟" in page
    assert "文件落款日期写错" in page
    assert "办证要跑三趟" not in text(sign_in(stranger))


def test_many_demands_ask_no_more_questions(
    campaign, unit, visitor, clerk, demand, order, django_assert_num_queries
):
    units = [unit]
    for number in range(3):
        demand.pk, demand.target = None, f"第{number}家"
        demand.save()
    assert {duty.work for duty in clerk.standing_duties} == {Work.CLERK}
    with django_assert_num_queries(8):
        assert len(heard(clerk, campaign, units, localdate()).rows) == 4
        assert len(watched(clerk, campaign, units, localdate()).rows) == 1


def test_a_settled_paper_waits_on_the_home_of_the_office(
    sign_in, office, leader, clerk, campaign, today
):
    paper = report_rules.compose(campaign, kind="briefing", by=office, today=today)
    assert "待印发的文稿" not in text(sign_in(office))
    report_rules.approve(paper, by=leader, today=today)
    page = text(sign_in(office))
    assert "待印发的文稿" in page
    assert paper.get_absolute_url() in page
    assert "待印发的文稿" not in text(sign_in(clerk))
