from datetime import date, timedelta

import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Round, Standing
from notices.models import Notice


def test_approval_then_publication_tells_the_units(signed, clerk, head, leader, office, today):
    rules.approve(signed, by=leader)
    rules.publish(signed, by=office, today=today)
    assert signed.appeal_until_on == date(2026, 4, 22)
    assert {notice.person for notice in Notice.objects.filter(key__endswith="published")} >= {
        clerk,
        head,
    }


def test_nothing_is_published_without_approval(signed, office, today):
    with pytest.raises(Refused):
        rules.publish(signed, by=office, today=today)


def test_the_office_cannot_approve_its_own_count(tallied, office):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.approve(tallied, by=office)


def test_the_head_of_a_unit_appeals_once_and_is_answered(published, unit, head, office, today):
    row = Standing.objects.get(unit=unit)
    rules.appeal(row, text="服务对象票数有误", by=head, today=today)
    told = Notice.objects.get(person=office, key__endswith="appealed")
    assert told.due_on == date(2026, 4, 22) and "请在2026-04-22前答复" in told.text
    with pytest.raises(Refused, match="已经申请过复核"):
        rules.appeal(row, text="再次申请", by=head, today=today)
    rules.answer(row, text="经复核，票数无误。", by=office)
    assert Notice.objects.filter(person=head, key__endswith="answered").exists()


def test_an_appeal_after_the_period_is_refused(published, unit, head):
    late = published.appeal_until_on + timedelta(days=1)
    with pytest.raises(Refused, match="截止"):
        rules.appeal(Standing.objects.get(unit=unit), text="迟到", by=head, today=late)


def test_the_clerk_and_strangers_cannot_appeal(published, unit, clerk, stranger, today):
    row = Standing.objects.get(unit=unit)
    for person in (clerk, stranger):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            rules.appeal(row, text="代申请", by=person, today=today)


def test_a_round_is_final_when_the_period_is_over_and_all_are_answered(
    published, unit, head, office, today
):
    row = Standing.objects.get(unit=unit)
    rules.appeal(row, text="请复核", by=head, today=today)
    after = published.appeal_until_on + timedelta(days=1)
    with pytest.raises(Refused, match="期满后才能定案"):
        rules.finish(published, by=office, today=today)
    with pytest.raises(Refused, match="还有复核申请没有答复"):
        rules.finish(published, by=office, today=after)
    rules.answer(row, text="无误", by=office)
    rules.finish(published, by=office, today=after)
    assert published.status == Round.Status.FINAL


def test_a_stranger_can_neither_approve_publish_answer_nor_finish(published, unit, stranger, today):
    row = Standing.objects.get(unit=unit)
    for deed in (
        lambda: rules.approve(published, by=stranger),
        lambda: rules.publish(published, by=stranger, today=today),
        lambda: rules.answer(row, text="假答复", by=stranger),
        lambda: rules.finish(published, by=stranger, today=today),
        lambda: rules.void(published, by=stranger, reason="假"),
    ):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            deed()


def test_a_voided_round_says_why(opened, office):
    with pytest.raises(Refused, match="请写明作废原因"):
        rules.void(opened, by=office, reason=" ")
    rules.void(opened, by=office, reason="发码有误")
    assert opened.status == Round.Status.VOID
