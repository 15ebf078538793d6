"""What follows a signed card, until it is lifted or revoked."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

import supervision.rules as rules
from common.refusal import Conflict, Refused
from supervision.models import Card, Rung
from tests import builders
from tests.laid_out import GONGWEN, faults

TODAY = localdate()


@pytest.fixture
def rungs(db):
    rules.install_rungs()
    return {rung.code: rung for rung in Rung.objects.all()}


@pytest.fixture
def card(campaign, unit, inspector, office, rungs):
    """A yellow card, signed today."""
    row = rules.propose_card(campaign, unit, rung=rungs["yellow"], reason="窗口空岗", by=inspector)
    rules.sign_card(row, by=office)
    return row


def test_the_unit_explains_asks_and_the_inspector_lifts(card, head, inspector, sign_in):
    url = card.get_absolute_url()
    sign_in(head).post(f"{url}respond/", {"response": "值班表漏排，当日补齐。"})
    sign_in(head).post(f"{url}ask-lift/", {"ground": "连续十天抽查在岗。"})
    sign_in(inspector).post(f"{url}lift/", {"answer": "到场三次均在岗。"})
    card.refresh_from_db()
    assert card.status == Card.Status.LIFTED
    page = sign_in(head).get(url).content.decode()
    for words in ("值班表漏排", "连续十天抽查在岗", "到场三次均在岗"):
        assert words in page


def test_an_answer_after_its_day_stays_marked_as_late(card, head, sign_in):
    Card.objects.filter(pk=card.pk).update(respond_by=TODAY - timedelta(days=1))
    card.refresh_from_db()
    rules.respond(card, by=head, response="补充说明")
    assert card.responded_late
    assert "迟于期限" in sign_in(head).get(reverse("supervision:cards")).content.decode()


def test_a_card_is_not_lifted_before_the_unit_asked_and_explained(card, head):
    with pytest.raises(Refused, match="请先书面说明"):
        rules.ask_lift(card, by=head, ground="已整改")


def test_who_signed_does_not_lift(card, office):
    with pytest.raises(Refused, match="签发人不能自己核实"):
        rules.lift_card(card, by=office, answer="已核实")


def test_a_card_that_asks_for_a_talk_is_lifted_only_after_it(
    campaign, unit, inspector, leader, rungs, sign_in
):
    row = rules.propose_card(campaign, unit, rung=rungs["orange"], reason="逾期", by=inspector)
    rules.sign_card(row, by=leader)
    with pytest.raises(Refused, match="须先约谈"):
        rules.lift_card(row, by=inspector, answer="已核实")
    sign_in(inspector).post(
        f"{row.get_absolute_url()}talk/",
        {"talked_on": TODAY, "host": "何向阳", "guest": "郑安", "text": "逐件说明逾期原因"},
    )
    rules.lift_card(row, by=inspector, answer="已核实")
    assert row.status == Card.Status.LIFTED


def test_an_appeal_is_decided_by_a_third_person_and_may_revoke_the_card(
    card, head, office, inspector, leader, sign_in
):
    sign_in(head).post(f"{card.get_absolute_url()}appeal/", {"text": "当日全区停电，有公告为证。"})
    card.refresh_from_db()
    with pytest.raises(Refused, match="以外的人答复"):
        rules.decide_appeal(card, by=office, upholds=True, answer="同意")
    rules.decide_appeal(card, by=leader, upholds=True, answer="情况属实。")
    assert card.status == Card.Status.REVOKED
    paragraphs = _notice(sign_in(head), card)
    assert "已撤销，不得引用" in paragraphs[0]


def test_an_appeal_after_five_workdays_is_too_late(card, head):
    Card.objects.filter(pk=card.pk).update(signed_at=now() - timedelta(days=20))
    card.refresh_from_db()
    with pytest.raises(Refused, match="5个工作日内提出"):
        rules.appeal(card, by=head, text="不服")


def test_a_second_appeal_and_a_second_answer_are_told_so(card, head, leader):
    rules.appeal(card, by=head, text="停电")
    with pytest.raises(Conflict, match="已经申诉过"):
        rules.appeal(card, by=head, text="再说一次")
    rules.decide_appeal(card, by=leader, upholds=False, answer="另有人员可以值守。")
    with pytest.raises(Conflict, match="没有待答复"):
        rules.decide_appeal(card, by=leader, upholds=True, answer="改主意")


def test_of_two_who_answer_an_appeal_at_once_one_is_told(card, head, leader):
    second = Card.objects.get(pk=card.pk)
    rules.appeal(card, by=head, text="停电")
    with pytest.raises(Conflict, match="已经申诉过"):
        rules.appeal(second, by=head, text="停水")
    late = Card.objects.get(pk=card.pk)
    rules.decide_appeal(card, by=leader, upholds=False, answer="另有人员可以值守。")
    with pytest.raises(Conflict, match="没有待答复"):
        rules.decide_appeal(late, by=leader, upholds=True, answer="撤销")
    card.refresh_from_db()
    assert (card.appeal, card.status) == ("停电", Card.Status.SIGNED)


def _notice(client, card):
    answer = client.get(f"{card.get_absolute_url()}notice/")
    document = docx.Document(BytesIO(answer.content))
    assert faults(answer.content, margins=GONGWEN) == []
    return [line.text for line in document.paragraphs if line.text.strip()]


def test_the_notice_says_why_until_when_and_how_to_appeal(card, head, sign_in):
    said = "".join(_notice(sign_in(head), card))
    assert "区教育局" in said
    assert "窗口空岗" in said
    assert "书面说明原因" in said
    assert "提出申诉" in said


def test_a_card_counts_in_a_round_only_when_a_second_person_approves(
    card, campaign, unit, office, monkeypatch
):
    said = {}

    def adjust(round_, weighed, **given):
        said.update(given, unit=weighed)

    monkeypatch.setattr("supervision.rules.answering.evaluations.adjust", adjust)
    round_ = type("Round", (), {})()
    round_.adjustments = type("None", (), {"filter": lambda self, **_: self, "exists": bool})()
    rules.weigh(card, round_, by=office)
    assert (said["card"], said["unit"]) == ("yellow", unit)
    assert said["basis"].startswith("黄牌提醒")


def test_a_stranger_does_nothing_about_a_card(card, stranger, sign_in, unit, campaign):
    for deed, words in (
        (rules.respond, {"response": "甲"}),
        (rules.ask_lift, {"ground": "甲"}),
        (rules.appeal, {"text": "甲"}),
        (rules.decide_appeal, {"upholds": True, "answer": "甲"}),
        (rules.record_talk, {"talked_on": TODAY, "host": "甲", "guest": "乙", "text": "丙"}),
        (rules.weigh, {"round_": None}),
    ):
        with pytest.raises(Refused):
            deed(card, by=stranger, **words)
    assert sign_in(stranger).get(card.get_absolute_url()).status_code == 404


class TestTrial:
    """今天该提示谁."""

    def test_the_trial_names_the_sharpest_rung_and_the_facts(
        self, campaign, unit, office, rungs, sign_in
    ):
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=12))
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=60))
        page = sign_in(office).get(reverse("supervision:would_get"))
        (row,) = page.context["rows"]
        assert (row.unit, row.rung.code) == (unit, "red")
        assert row.reason == "1件问题逾期超过15个工作日。"
        assert not Card.objects.exists()

    def test_who_already_holds_as_sharp_a_card_is_not_named_again(
        self, campaign, unit, office, card, rungs, sign_in
    ):
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=3))
        assert not sign_in(office).get(reverse("supervision:would_get")).context["rows"]

    def test_the_proposal_starts_from_the_facts(self, campaign, unit, inspector, rungs, sign_in):
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=60))
        page = sign_in(inspector).get(
            reverse("supervision:propose_card"), {"unit": unit.pk, "rung": rungs["red"].pk}
        )
        assert "1件问题逾期超过15个工作日" in page.content.decode()

    def test_units_do_not_see_the_trial(self, clerk, campaign, rungs, sign_in):
        assert sign_in(clerk).get(reverse("supervision:would_get")).status_code == 404


class TestLadder:
    """亮牌阶梯."""

    def test_the_office_takes_over_another_ladder_and_old_cards_keep_their_rung(
        self, card, office, sign_in
    ):
        sign_in(office).post(reverse("supervision:ladder"), {"preset": "blue_orange_red"})
        assert "blue_orange_red" in [one["id"] for one in rules.presets()]
        names = list(Rung.objects.filter(is_enabled=True).values_list("name", flat=True))
        assert names == ["蓝色督查单", "橙色督查单", "红色督查单"]
        card.refresh_from_db()
        assert str(card.rung) == "黄牌提醒"

    def test_a_rung_is_changed_but_one_must_stay(self, office, rungs, sign_in, campaign):
        fields = {"name": "黄牌", "respond_workdays": 2, "deducts": "1.5", "is_enabled": "on"}
        sign_in(office).post(reverse("supervision:keep_rung", args=[rungs["yellow"].pk]), fields)
        rungs["yellow"].refresh_from_db()
        assert (rungs["yellow"].name, rungs["yellow"].respond_workdays) == ("黄牌", 2)
        Rung.objects.exclude(code="red").update(is_enabled=False)
        off = {"meaning": "", "needs_leader": True, "needs_talk": True, "deducts": 3}
        with pytest.raises(Refused, match="至少保留一个"):
            rules.keep_rung(
                rungs["red"], by=office, name="红牌", respond_workdays=5, is_enabled=False, **off
            )

    def test_a_clerk_and_a_stranger_keep_no_ladder(self, clerk, stranger, rungs, sign_in, campaign):
        for person in (clerk, stranger):
            with pytest.raises(Refused, match="由领导小组办公室维护"):
                rules.load_ladder("blue_orange_red", by=person)
            with pytest.raises(Refused):
                rules.keep_rung(
                    rungs["red"],
                    by=person,
                    name="红",
                    meaning="",
                    needs_leader=True,
                    needs_talk=True,
                    deducts=0,
                    respond_workdays=5,
                    is_enabled=True,
                )
            assert sign_in(person).get(reverse("supervision:ladder")).status_code == 404
