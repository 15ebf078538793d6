"""Papers of the ladder, plans with their draw, exposure, focus units, registers."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

import supervision.rules as rules
from common.refusal import Conflict, Refused
from supervision.models import Drawn, Entry, Exposure, Focus, Order, Plan
from tests import builders
from tests.laid_out import GONGWEN, faults

TODAY = localdate()


@pytest.fixture
def order(campaign, unit, office):
    due = TODAY + timedelta(days=7)
    return rules.send_order(
        campaign, unit, subject="反复投诉", content="请回访反映人", due_on=due, by=office
    )


def test_the_next_paper_is_sharper_and_names_the_one_before(campaign, unit, order, office, sign_in):
    again = {"subject": "反复投诉", "content": "最后期限", "due_on": TODAY, "by": office}
    with pytest.raises(Refused, match="应当更进一步"):
        rules.send_order(campaign, unit, kind="order", follows=order, **again)
    warning = rules.send_order(campaign, unit, kind="warning", follows=order, **again)
    answer = sign_in(office).get(f"/supervision/orders/{warning.pk}/paper/")
    document = docx.Document(BytesIO(answer.content))
    said = "".join(line.text for line in document.paragraphs)
    assert faults(answer.content, margins=GONGWEN) == []
    assert "整改告诫书" in said
    assert f"此前已发督办单（{order.number}）" in said


def test_a_matter_of_another_unit_is_objected_to_within_a_workday(order, clerk, office, sign_in):
    sign_in(clerk).post(f"/supervision/orders/{order.pk}/object/", {"objection": "属城管职责"})
    sign_in(office).post(f"/supervision/orders/{order.pk}/objection/", {"answer": "由你局牵头"})
    order.refresh_from_db()
    assert (order.objection, order.objection_answer) == ("属城管职责", "由你局牵头")
    with pytest.raises(Conflict, match="已经提出过异议"):
        rules.object_to(order, by=clerk, objection="再说")
    with pytest.raises(Conflict, match="没有待答复"):
        rules.answer_objection(order, by=office, answer="再答")


def test_of_two_who_object_or_answer_at_once_one_is_told(order, clerk, office):
    second = Order.objects.get(pk=order.pk)
    rules.object_to(order, by=clerk, objection="属城管职责")
    with pytest.raises(Conflict, match="已经提出过异议"):
        rules.object_to(second, by=clerk, objection="属住建职责")
    late = Order.objects.get(pk=order.pk)
    rules.answer_objection(order, by=office, answer="由你局牵头")
    with pytest.raises(Conflict, match="没有待答复"):
        rules.answer_objection(late, by=office, answer="转城管局")
    order.refresh_from_db()
    assert (order.objection, order.objection_answer) == ("属城管职责", "由你局牵头")


def test_an_objection_after_its_workday_is_too_late(order, clerk):
    Order.objects.filter(pk=order.pk).update(sent_at=now() - timedelta(days=9))
    order.refresh_from_db()
    with pytest.raises(Refused, match="1个工作日内提出"):
        rules.object_to(order, by=clerk, objection="不是我的")


def test_an_answer_after_the_deadline_stays_marked(order, clerk, sign_in):
    rules.acknowledge(order, by=clerk)
    rules.answer_order(order, by=clerk, feedback="已回访")
    Order.objects.filter(pk=order.pk).update(due_on=TODAY - timedelta(days=2))
    assert "逾期反馈" in sign_in(clerk).get(reverse("supervision:orders")).content.decode()


def planned(campaign, units, *, by, **changes):
    facts = {"title": "五月督查", "rhythm": "month", "focus": "窗口在岗"}
    facts |= {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=20)}
    facts |= {"teams": ["第一组", "第二组"], "share": 1}
    return rules.plan_inspections(campaign, units=units, by=by, **facts | changes)


@pytest.fixture
def plan(campaign, office, unit, other_unit):
    third = builders.make_unit(code="U099", name="区第三局")
    return planned(campaign, [unit, other_unit, third], by=office, share=2)


def test_the_draw_can_be_repeated_by_anybody_from_what_is_printed(plan, office, sign_in):
    url = plan.get_absolute_url()
    sign_in(office).post(f"{url}draw/", {"seed": "2026136期", "witness": "段铁军"})
    page = sign_in(office).get(url)
    shown = [(row.unit.code, row.team) for row in page.context["drawn"]]
    again = Plan(seed="2026136期", pool=plan.pool, teams=plan.teams, share=2)
    assert shown == rules.assigned(again)
    assert len(shown) == 2
    assert plan.pool_digest in page.content.decode()


def test_a_plan_is_drawn_once_only(plan, office):
    rules.draw(plan, by=office, seed="甲", witness="段铁军")
    with pytest.raises(Conflict, match="不能重抽"):
        rules.draw(plan, by=office, seed="乙", witness="段铁军")
    assert Drawn.objects.count() == 2


def test_a_draw_needs_a_witness_and_a_plan_a_sound_share(plan, campaign, office, unit):
    with pytest.raises(Refused, match="见证人"):
        rules.draw(plan, by=office, witness="")
    with pytest.raises(Refused, match="应在1到1之间"):
        planned(campaign, [unit], by=office, share=5)


def test_an_exposure_is_seen_by_units_only_after_a_leader_agreed(
    campaign, unit, clerk, inspector, leader, sign_in
):
    row = rules.expose(campaign, unit, text="某窗口工作时间无人在岗", by=inspector)
    page = reverse("supervision:exposures")
    assert "无人在岗" not in sign_in(clerk).get(page).content.decode()
    sign_in(leader).post(f"/supervision/exposures/{row.pk}/answer/", {"agrees": "1"})
    assert "无人在岗" in sign_in(clerk).get(page).content.decode()
    sign_in(inspector).post(
        f"/supervision/exposures/{row.pk}/follow/", {"later": "已排班", "withdraws": "on"}
    )
    row.refresh_from_db()
    assert (row.status, row.later) == (Exposure.Status.WITHDRAWN, "已排班")


def test_an_exposure_tells_the_matter_and_not_the_person(campaign, unit, inspector):
    builders.make_cadre(unit, name="王建军")
    row = rules.expose(campaign, unit, text="王建军上班打牌，举报电话13812345678", by=inspector)
    assert row.text == "王某上班打牌，举报电话138****5678"


def test_a_refused_exposure_says_why(campaign, unit, inspector, leader):
    row = rules.expose(campaign, unit, text="某窗口无人", by=inspector)
    with pytest.raises(Refused, match="请写明理由"):
        rules.answer_exposure(row, by=leader, agrees=False)
    with pytest.raises(Conflict):
        rules.follow_exposure(row, by=inspector, later="已整改")


def test_a_unit_that_stands_out_is_proposed_confirmed_and_leaves(
    campaign, unit, inspector, leader, office, sign_in
):
    for _ in range(5):
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=9))
    rules.install_rungs()
    sign_in(inspector).post(
        reverse("supervision:propose_focus"), {"unit": unit.pk, "ground": "逾期5件，满意度靠后"}
    )
    row = Focus.objects.get()
    with pytest.raises(Refused, match="退出条件"):
        rules.decide_focus(row, by=leader, agrees=True)
    sign_in(leader).post(
        f"/supervision/focus/{row.pk}/decide/",
        {"agrees": "1", "exit_rule": "逾期清零", "team": "驻点一组", "stationed_on": TODAY},
    )
    sign_in(office).post(f"/supervision/focus/{row.pk}/leave/", {"note": "台账核对逾期为零"})
    row.refresh_from_db()
    assert (row.status, row.team) == (Focus.Status.LEFT, "驻点一组")


def test_the_same_unit_is_not_proposed_twice(campaign, unit, inspector):
    rules.propose_focus(campaign, unit, ground="投诉多", by=inspector)
    with pytest.raises(Conflict, match="等待确认"):
        rules.propose_focus(campaign, unit, ground="投诉多", by=inspector)


def test_the_register_holds_counts_and_is_closed_to_units(campaign, office, clerk, sign_in):
    sign_in(office).post(
        reverse("supervision:note_entry"),
        {"kind": "remind", "noted_on": TODAY, "people": 3, "matters": 0, "paper_number": "1号"},
    )
    assert Entry.objects.get().people == 3
    assert sign_in(office).get(reverse("supervision:export_entries")).status_code == 200
    assert sign_in(clerk).get(reverse("supervision:entries")).status_code == 404
    with pytest.raises(Refused, match="至少填一个"):
        rules.note_entry(campaign, kind="remind", noted_on=TODAY, by=office)


def test_a_stranger_plans_exposes_and_registers_nothing(
    campaign, unit, stranger, inspector, order, plan, sign_in
):
    exposure = rules.expose(campaign, unit, text="某窗口无人", by=inspector)
    focus = rules.propose_focus(campaign, unit, ground="投诉多", by=inspector)
    for deed in (
        lambda: planned(campaign, [unit], by=stranger),
        lambda: rules.draw(plan, by=stranger, witness="甲"),
        lambda: rules.expose(campaign, unit, text="甲", by=stranger),
        lambda: rules.answer_exposure(exposure, by=stranger, agrees=True),
        lambda: rules.follow_exposure(exposure, by=stranger, later="甲"),
        lambda: rules.propose_focus(campaign, unit, ground="甲", by=stranger),
        lambda: rules.decide_focus(focus, by=stranger, agrees=True, exit_rule="甲"),
        lambda: rules.leave_focus(focus, by=stranger, note="甲"),
        lambda: rules.note_entry(campaign, kind="remind", noted_on=TODAY, people=1, by=stranger),
        lambda: rules.object_to(order, by=stranger, objection="甲"),
        lambda: rules.answer_objection(order, by=stranger, answer="甲"),
    ):
        with pytest.raises(Refused):
            deed()
    assert sign_in(stranger).get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "name", ["cards", "would_get", "plans", "exposures", "focus", "entries", "orders"]
)
def test_every_list_of_supervision_costs_a_fixed_number_of_queries(
    name, campaign, office, inspector, sign_in, django_assert_max_num_queries
):
    rules.install_rungs()
    for _ in range(8):
        unit = builders.make_unit()
        rules.propose_focus(campaign, unit, ground="投诉多", by=inspector)
        rules.expose(campaign, unit, text="某窗口无人", by=inspector)
        builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=9))
    client = sign_in(office)
    client.get(reverse(f"supervision:{name}"))
    with django_assert_max_num_queries(22):
        client.get(reverse(f"supervision:{name}"))
