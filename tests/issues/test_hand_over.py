"""Handing over: offered, taken or refused with a trace; the third refusal goes to the office."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Conflict, Refused
from issues.models import Handover, Issue, IssueCount
from roster.words import PostLevel, Work
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


@pytest.fixture
def offered(issue, clerk, other_unit):
    return rules.hand_over(issue, by=clerk, to_unit=other_unit, reason="属卫健部门职责")


def refuse(row, by, times=1):
    for _ in range(times):
        rules.answer_handover(row, by=by, passed=False, answer="不属于我局")


def test_taken_over_it_moves_with_its_counts_and_needs_new_people(
    offered, issue, stranger, other_unit, unit, campaign
):
    rules.answer_handover(offered, by=stranger, passed=True)
    issue.refresh_from_db()
    assert (issue.unit, issue.leader, issue.owner) == (other_unit, "", "")
    counts = dict(IssueCount.objects.filter(status="rectifying").values_list("unit", "count"))
    assert (counts[unit.pk], counts[other_unit.pk]) == (0, 1)
    assert rules.recount(campaign) == 0


def test_a_refusal_needs_a_reason_leaves_it_here_and_counts(offered, issue, stranger, clerk, unit):
    with pytest.raises(Refused, match="写明理由"):
        rules.answer_handover(offered, by=stranger, passed=False)
    refuse(offered, stranger)
    issue.refresh_from_db()
    assert (issue.unit, issue.bounced_count) == (unit, 1)
    assert "退回了" in clerk.notices.get().text
    with pytest.raises(Conflict, match="已由他人答复"):
        refuse(offered, stranger)


@pytest.fixture
def bounced(issue, clerk, stranger, other_unit, office):
    for _ in range(3):
        row = rules.hand_over(issue, by=clerk, to_unit=other_unit, reason="属卫健部门")
        refuse(row, stranger)
    issue.refresh_from_db()
    return issue


def test_the_third_refusal_goes_to_the_office_whose_word_is_final(
    bounced, clerk, office, other_unit, sign_in
):
    assert "请裁定责任单位" in office.notices.get().text
    with pytest.raises(Refused, match="由领导小组办公室裁定"):
        rules.hand_over(bounced, by=clerk, to_unit=other_unit, reason="再试")
    assert bounced.number in sign_in(office).get("/").content.decode()
    assert sign_in(office).get(reverse("issues:check", args=["bounced"])).context["page"].rows
    url = reverse("issues:decide_handover", args=[bounced.pk])
    assert url in sign_in(office).get(bounced.get_absolute_url()).content.decode()
    sign_in(office).post(url, {"to_unit": other_unit.pk, "reason": "三定方案第六条"})
    bounced.refresh_from_db()
    assert bounced.unit == other_unit
    assert Handover.objects.filter(is_decision=True).count() == 1
    theirs = builders.make_user("theirs", "卫健局经办", Work.CLERK, unit=other_unit)
    with pytest.raises(Refused, match="已裁定"):
        rules.hand_over(bounced, by=theirs, to_unit=clerk.unit, reason="退回去")


def test_before_the_third_refusal_nobody_decides(issue, office, clerk, other_unit):
    assert rules.most_bounces() == 3
    with pytest.raises(Refused, match="退回满3次"):
        rules.decide_handover(issue, by=office, to_unit=other_unit, reason="快")
    with pytest.raises(Refused):
        rules.decide_handover(issue, by=clerk, to_unit=other_unit, reason="快")


def test_what_cannot_be_handed_over(issue, offered, campaign, unit, clerk, other_unit):
    with pytest.raises(Refused, match="还没有答复"):
        rules.hand_over(issue, by=clerk, to_unit=other_unit, reason="再来")
    second = builders.make_ledger_issue(campaign, unit)
    with pytest.raises(Refused, match="已在这个单位"):
        rules.hand_over(second, by=clerk, to_unit=unit, reason="给自己")
    outside = builders.make_unit()
    with pytest.raises(Refused, match="没有参加"):
        rules.hand_over(second, by=clerk, to_unit=outside, reason="给外面")
    Issue.objects.filter(pk=second.pk).update(level="GR")
    with pytest.raises(Refused, match="个人问题"):
        rules.hand_over(Issue.objects.get(pk=second.pk), by=clerk, to_unit=other_unit, reason="推")


def test_a_stranger_neither_offers_nor_answers(issue, offered, clerk, stranger, sign_in):
    third = builders.make_unit()
    nobody = builders.make_user("nobody", "第三方经办", Work.CLERK, unit=third)
    for person in (clerk, nobody):
        with pytest.raises(Refused, match="接收单位"):
            rules.answer_handover(offered, by=person, passed=True)
    with pytest.raises(Refused):
        rules.hand_over(issue, by=stranger, to_unit=third, reason="拿走")
    url = reverse("issues:answer_handover", args=[offered.pk])
    assert sign_in(nobody).get(url).status_code == 404


def test_it_is_offered_and_taken_on_the_pages(issue, clerk, stranger, other_unit, sign_in):
    url = reverse("issues:hand_over", args=[issue.pk])
    sign_in(clerk).post(url, {"to_unit": other_unit.pk, "reason": "属卫健部门职责"})
    row = Handover.objects.get()
    client = sign_in(stranger)
    assert issue.number in client.get("/").content.decode()
    page = client.get(reverse("issues:handovers"), {"state": "waiting"}).content.decode()
    answer = reverse("issues:answer_handover", args=[row.pk])
    assert answer in page
    client.post(answer, {"passed": "1"})
    assert client.get(issue.get_absolute_url()).status_code == 200
    assert sign_in(clerk).get(issue.get_absolute_url()).status_code == 404
    history = sign_in(clerk).get(reverse("issues:handovers")).content.decode()
    assert "已接收" in history


def test_the_register_takes_a_steady_number_of_queries(
    campaign, unit, clerk, office, other_unit, sign_in, django_assert_max_num_queries
):
    client = sign_in(office)
    for _ in range(8):
        row = builders.make_ledger_issue(campaign, unit)
        rules.hand_over(row, by=clerk, to_unit=other_unit, reason="属卫健部门职责")
    client.get(reverse("issues:handovers"))
    with django_assert_max_num_queries(12):
        assert len(client.get(reverse("issues:handovers")).context["page"].rows) == 8


def test_a_claim_of_the_old_unit_does_not_bind_the_new_one(offered, issue, head, unit, stranger):
    boss = builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    rules.claim(issue, by=head, cadre=boss, weight="main")
    rules.answer_handover(offered, by=stranger, passed=True)
    assert not issue.claims.exists()
