from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import supervision.rules as rules
from common.refusal import Conflict, Refused
from supervision.models import Card, Inspection, Rung
from tests import builders


@pytest.fixture
def rungs(db):
    rules.install_rungs()
    return {rung.code: rung for rung in Rung.objects.all()}


@pytest.fixture
def covert(campaign, unit, inspector):
    return rules.inspect(
        campaign,
        unit,
        method=Inspection.Method.COVERT,
        inspected_on=localdate(),
        inspectors="赵正",
        text="窗口无人在岗",
        findings=["工作时间窗口空岗40分钟"],
        by=inspector,
    )


@pytest.fixture
def order(campaign, unit, office):
    return rules.send_order(
        campaign,
        unit,
        subject="反复投诉",
        content="请回访反映人",
        due_on=localdate() + timedelta(days=7),
        by=office,
    )


@pytest.fixture
def card(campaign, unit, inspector, rungs):
    return rules.propose_card(campaign, unit, rung=rungs["yellow"], reason="窗口空岗", by=inspector)


def test_a_covert_inspection_is_hidden_from_its_target_until_released(
    covert, clerk, inspector, sign_in
):
    page = reverse("supervision:inspections")
    assert "窗口无人在岗" not in sign_in(clerk).get(page).content.decode()
    assert "窗口无人在岗" in sign_in(inspector).get(page).content.decode()
    rules.release(covert, by=inspector)
    assert "窗口无人在岗" in sign_in(clerk).get(page).content.decode()
    with pytest.raises(Conflict, match="已经反馈过"):
        rules.release(covert, by=inspector)


def test_a_finding_becomes_an_issue_once(covert, inspector):
    finding, late = covert.findings.get(), covert.findings.get()
    issue = rules.raise_issue(finding, by=inspector)
    assert issue.source == "S13"
    with pytest.raises(Conflict, match="已经列入清单"):
        rules.raise_issue(late, by=inspector)


def test_an_order_is_signed_for_before_it_is_answered(order, clerk):
    with pytest.raises(Refused, match="请先签收"):
        rules.answer_order(order, by=clerk, feedback="已回访")
    rules.acknowledge(order, by=clerk)
    rules.answer_order(order, by=clerk, feedback="已回访3人")
    assert order.feedback == "已回访3人"
    with pytest.raises(Conflict, match="已经签收"):
        rules.acknowledge(order, by=clerk)


def test_a_card_is_signed_by_another_person_and_the_unit_is_told(card, office, clerk):
    rules.sign_card(card, by=office)
    assert card.signed_by == office
    assert card.respond_by is not None
    assert "黄牌提醒" in clerk.notices.get().text


def test_who_proposed_does_not_sign(campaign, unit, office, rungs):
    own = rules.propose_card(campaign, unit, rung=rungs["yellow"], reason="逾期", by=office)
    with pytest.raises(Refused, match="须由两个人"):
        rules.sign_card(own, by=office)


def test_a_red_card_is_signed_by_a_leader_only(campaign, unit, inspector, office, leader, rungs):
    red = rules.propose_card(campaign, unit, rung=rungs["red"], reason="虚假销号", by=inspector)
    with pytest.raises(Refused):
        rules.sign_card(red, by=office)
    rules.sign_card(red, by=leader)
    assert red.status == Card.Status.SIGNED


def test_a_proposal_may_be_turned_down_and_a_card_lifted_with_reasons(card, office, leader):
    with pytest.raises(Refused, match="理由"):
        rules.refuse_card(card, by=leader, answer="")
    rules.sign_card(card, by=leader)
    rules.lift_card(card, by=office, answer="整改到位，已核实")
    assert card.status == Card.Status.LIFTED


def test_a_refused_proposal_never_reaches_the_unit(card, leader, clerk, sign_in):
    rules.refuse_card(card, by=leader, answer="情节轻微")
    page = sign_in(clerk).get(reverse("supervision:cards")).content.decode()
    assert "窗口空岗" not in page


def test_nobody_judges_the_own_unit(campaign, unit, rungs):
    own = builders.make_user("own", "本单位督导员", "inspector", unit=unit)
    with pytest.raises(Refused, match="须由其他单位的人员"):
        rules.propose_card(campaign, unit, rung=rungs["yellow"], reason="逾期", by=own)


def test_a_stranger_is_refused(campaign, unit, covert, order, card, stranger, rungs):
    day = localdate()
    deeds = [
        lambda: rules.inspect(
            campaign, unit, method="open", inspected_on=day, inspectors="甲", text="乙", by=stranger
        ),
        lambda: rules.release(covert, by=stranger),
        lambda: rules.raise_issue(covert.findings.get(), by=stranger),
        lambda: rules.send_order(
            campaign, unit, subject="甲", content="乙", due_on=day, by=stranger
        ),
        lambda: rules.acknowledge(order, by=stranger),
        lambda: rules.answer_order(order, by=stranger, feedback="好"),
        lambda: rules.propose_card(
            campaign, unit, rung=rungs["yellow"], reason="逾期", by=stranger
        ),
        lambda: rules.sign_card(card, by=stranger),
        lambda: rules.refuse_card(card, by=stranger, answer="不"),
        lambda: rules.lift_card(card, by=stranger, answer="好"),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()


def test_the_inspector_works_through_the_pages(campaign, unit, inspector, rungs, sign_in):
    desk = sign_in(inspector)
    desk.post(
        reverse("supervision:inspect"),
        {
            "unit": unit.pk,
            "method": "covert",
            "inspected_on": localdate().isoformat(),
            "inspectors": "赵正",
            "text": "窗口无人",
            "findings": "空岗40分钟\n电话停机",
        },
    )
    assert Inspection.objects.get().findings.count() == 2
    desk.post(
        reverse("supervision:propose_card"),
        {"unit": unit.pk, "rung": rungs["yellow"].pk, "reason": "空岗"},
    )
    assert Card.objects.get().proposed_by == inspector
