from datetime import date
from decimal import Decimal

import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Standing

DAY = date(2026, 6, 1)


@pytest.fixture
def deduction(tallied, unit, office):
    return rules.adjust(
        tallied,
        unit,
        kind="deduct",
        points=Decimal(25),
        basis="通报3号",
        basis_on=DAY,
        by=office,
    )


def test_an_adjustment_counts_only_once_another_person_agrees(deduction, unit, other_unit, leader):
    assert Standing.objects.get(unit=unit).score_shown == "100.00"
    rules.approve_adjustment(deduction, by=leader)
    changed = Standing.objects.get(unit=unit)
    assert (changed.score_shown, changed.rank) == ("90.00", 1)
    assert any("按封顶计10分" in step for step in changed.detail["steps"])


def test_who_entered_it_cannot_approve_it(deduction, office):
    with pytest.raises(Refused, match="不能由录入人自己审批"):
        rules.approve_adjustment(deduction, by=office)


def test_a_red_card_keeps_a_unit_from_the_best_grade(tallied, unit, office, leader):
    card = rules.adjust(
        tallied, unit, kind="card", card="红牌", basis="红牌通知书", basis_on=DAY, by=office
    )
    assert Standing.objects.get(unit=unit).tier == "好"
    rules.approve_adjustment(card, by=leader)
    assert Standing.objects.get(unit=unit).tier == "较好"


def test_a_refused_adjustment_changes_nothing(deduction, unit, leader):
    rules.approve_adjustment(deduction, by=leader, agrees=False)
    assert Standing.objects.get(unit=unit).score_shown == "100.00"


def test_a_result_with_a_pending_adjustment_is_not_approved(deduction, leader):
    with pytest.raises(Refused, match="还有加减分没有审批"):
        rules.approve(deduction.round, by=leader)


def test_basis_and_points_must_be_there(tallied, unit, office):
    with pytest.raises(Refused, match="依据"):
        rules.adjust(
            tallied, unit, kind="bonus", points=Decimal(1), basis=" ", basis_on=DAY, by=office
        )
    with pytest.raises(Refused, match="分值应大于0"):
        rules.adjust(tallied, unit, kind="bonus", basis="文", basis_on=DAY, by=office)


def test_a_stranger_cannot_adjust_or_approve(deduction, unit, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.adjust(deduction.round, unit, kind="bonus", basis="文", basis_on=DAY, by=stranger)
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.approve_adjustment(deduction, by=stranger)
