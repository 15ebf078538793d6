import io
from datetime import date, timedelta

import docx
import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

import supervision.rules as rules
from common.refusal import Conflict, Refused
from roster.words import Work
from supervision.figures import candidates
from supervision.models import Card, Order, Rung
from tests import builders


@pytest.fixture
def rungs(db):
    rules.install_rungs()
    return {rung.code: rung for rung in Rung.objects.all()}


@pytest.fixture
def card(campaign, unit, inspector, office, rungs):
    row = rules.propose_card(campaign, unit, rung=rungs["yellow"], reason="窗口空岗", by=inspector)
    rules.sign_card(row, by=office)
    return row


@pytest.fixture
def order(campaign, unit, office):
    late = localdate() - timedelta(days=3)
    return rules.send_order(
        campaign, unit, subject="反复投诉", content="请回访", due_on=late, by=office
    )


def words(answer):
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_card_walks_through_the_pages_to_its_end(
    campaign, unit, rungs, inspector, office, clerk, sign_in
):
    looking, desk, own = sign_in(inspector), sign_in(office), sign_in(clerk)
    looking.post(
        reverse("supervision:propose_card"),
        {"unit": unit.pk, "rung": rungs["yellow"].pk, "reason": "窗口空岗"},
    )
    row = Card.objects.get()
    page = reverse("supervision:card", args=[row.pk])
    assert own.get(page).status_code == 404
    desk.post(reverse("supervision:sign_card", args=[row.pk]))
    assert "窗口空岗" in own.get(page).content.decode()
    notice = words(own.get(reverse("supervision:notice", args=[row.pk])))
    assert "黄牌提醒通知书" in notice
    assert "可自收到本通知之日起5个工作日内书面申诉" in notice
    own.post(reverse("supervision:reply_card", args=[row.pk]), {"text": "已实行AB岗"})
    talk = {"talked_on": localdate().isoformat(), "talked_with": "局长", "record": "一周内整改"}
    desk.post(reverse("supervision:hold_talk", args=[row.pk]), talk)
    desk.post(reverse("supervision:lift_card", args=[row.pk]), {"answer": "已核实"})
    shown = own.get(page).content.decode()
    assert all(word in shown for word in ("已实行AB岗", "一周内整改", "已核实", "已解除"))


def test_an_explanation_that_came_late_stays_late(card, unit, clerk, office, sign_in):
    Card.objects.filter(pk=card.pk).update(respond_by=localdate() - timedelta(days=1))
    card.refresh_from_db()
    rules.reply_card(card, by=clerk, text="已整改")
    assert card.is_late
    with pytest.raises(Conflict, match="已经说明过"):
        rules.reply_card(card, by=clerk, text="再说")
    rules.lift_card(card, by=office, answer="已核实")
    assert "逾期说明" in sign_in(office).get(reverse("supervision:cards")).content.decode()


def test_a_card_for_an_issue_is_not_lifted_before_the_issue_is_closed(
    campaign, unit, inspector, office, clerk, rungs
):
    issue = builders.make_ledger_issue(campaign, unit)
    row = rules.propose_card(
        campaign, unit, rung=rungs["yellow"], reason="逾期", by=inspector, issue=issue
    )
    rules.sign_card(row, by=office)
    rules.reply_card(row, by=clerk, text="正在办")
    with pytest.raises(Refused, match="还没有销号"):
        rules.lift_card(row, by=office, answer="差不多了")


def test_an_appeal_is_judged_by_somebody_else_and_may_revoke_the_card(
    card, office, leader, clerk, unit, sign_in
):
    rules.appeal_card(card, by=clerk, text="当日停电，窗口移至二楼")
    with pytest.raises(Refused, match="以外的人员复核"):
        rules.answer_appeal(card, by=office, agrees=False, answer="维持")
    rules.answer_appeal(card, by=leader, agrees=True, answer="情况属实")
    assert card.status == Card.Status.REVOKED
    assert (
        "申诉成立"
        in sign_in(clerk).get(reverse("supervision:card", args=[card.pk])).content.decode()
    )
    with pytest.raises(Refused, match="没有待答复"):
        rules.answer_appeal(card, by=leader, agrees=False, answer="再议")


def test_an_appeal_out_of_time_is_refused(card, clerk):
    Card.objects.filter(pk=card.pk).update(signed_at=now() - timedelta(days=30))
    card.refresh_from_db()
    with pytest.raises(Refused, match="5个工作日内提出"):
        rules.appeal_card(card, by=clerk, text="不服")


def test_the_dry_run_names_who_fits_and_issues_nothing(campaign, unit, rungs, inspector, sign_in):
    day = date(2026, 4, 15)
    late = builders.make_ledger_issue(campaign, unit, due_on=date(2026, 4, 13))
    worse = builders.make_ledger_issue(
        campaign, unit, due_on=date(2026, 3, 30), text="窗口午间无人值守，群众白跑一趟"
    )
    found = {one.issue.number: one.rung.code for one in candidates(campaign, day)}
    assert found[late.number] == "yellow"
    assert found[worse.number] == "orange"
    assert not Card.objects.exists()
    page = sign_in(inspector).get(reverse("supervision:foresee")).content.decode()
    assert late.number in page


def test_a_card_that_did_not_help_leads_to_the_next_rung(campaign, card, rungs):
    assert candidates(campaign, localdate()) == []
    found = candidates(campaign, localdate() + timedelta(days=14))
    assert [one.rung.code for one in found] == ["orange"]


def test_the_office_edits_the_ladder_and_nobody_else(rungs, campaign, office, clerk, sign_in):
    yellow = rungs["yellow"]
    page = reverse("supervision:edit_rung", args=[yellow.pk])
    assert sign_in(clerk).get(page).status_code == 404
    desk = sign_in(office)
    fields = {
        "name": "蓝色督查单",
        "colour": "#1D5A9E",
        "triggers": "进展慢",
        "meaning": "提醒",
        "respond_workdays": 2,
        "window_days": 366,
    }
    assert "六位" in desk.post(page, {**fields, "colour": "蓝"}).content.decode()
    desk.post(page, fields)
    shown = desk.get(reverse("supervision:ladder")).content.decode()
    assert "蓝色督查单" in shown
    assert "红牌为优" in shown


def test_a_card_not_signed_does_not_weigh(campaign, unit, inspector, office, rungs):
    row = rules.propose_card(campaign, unit, rung=rungs["red"], reason="虚假", by=inspector)
    with pytest.raises(Refused, match="不计入评议"):
        rules.weigh_card(row, by=office, round_=None)


def test_an_unheard_paper_leads_to_the_next_until_accountability(order, office, clerk, sign_in):
    kinds = []
    while order.kind != Order.Kind.ADVISE:
        order = rules.escalate_order(order, by=office, due_on=localdate() - timedelta(days=1))
        kinds.append(order.get_kind_display())
    assert kinds == ["整改提醒书", "整改告诫书", "问责建议书"]
    with pytest.raises(Refused, match="不再升级"):
        rules.escalate_order(order, by=office, due_on=localdate())
    paper = words(sign_in(clerk).get(reverse("supervision:order_word", args=[order.pk])))
    assert "问责建议书" in paper
    assert "请于" in paper


def test_a_paper_that_was_answered_or_is_not_due_does_not_escalate(
    campaign, unit, order, office, clerk
):
    rules.acknowledge(order, by=clerk)
    rules.answer_order(order, by=clerk, feedback="已回访")
    with pytest.raises(Refused, match="到期未反馈"):
        rules.escalate_order(order, by=office, due_on=localdate())


def test_a_stranger_is_refused(card, order, stranger, leader, sign_in, rungs):
    other = builders.make_user("cadre", "干部冯雪", Work.CADRE)
    deeds = [
        lambda by: rules.reply_card(card, by=by, text="好"),
        lambda by: rules.appeal_card(card, by=by, text="不"),
        lambda by: rules.hold_talk(
            card, by=by, talked_on=localdate(), talked_with="甲", record="乙"
        ),
        lambda by: rules.answer_appeal(card, by=by, agrees=True, answer="好"),
        lambda by: rules.escalate_order(order, by=by, due_on=localdate()),
        lambda by: rules.edit_rung(rungs["red"], by=by, name="蓝"),
    ]
    for deed in deeds:
        for person in (stranger, other):
            with pytest.raises(Refused):
                deed(person)
    client = sign_in(stranger)
    assert client.get(reverse("supervision:notice", args=[card.pk])).status_code == 404
    assert client.get(reverse("supervision:foresee")).status_code == 404
