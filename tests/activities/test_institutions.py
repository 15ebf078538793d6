from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import activities.rules as rules
from common.refusal import Refused
from notices.models import Notice

TODAY = localdate()


@pytest.fixture
def rule(campaign, unit, clerk):
    return rules.register_institution(
        campaign,
        unit,
        title="限时办结办法",
        old_text="及时办结",
        new_text="20个工作日办结",
        issued_on=TODAY - timedelta(days=40),
        check_on=TODAY,
        by=clerk,
    )


def test_the_effect_of_a_rule_is_checked_by_somebody_else(rule, head, clerk, sign_in):
    with pytest.raises(Refused, match="由办公室、督导组或本单位主要负责人"):
        rules.check_effect(rule, finding="works", note="抽查20件", by=clerk)
    answer = sign_in(head).post(
        reverse("activities:check_effect", args=[rule.pk]),
        {"checked_on": TODAY.isoformat(), "finding": "weak", "note": "抽查20件有3件超期"},
    )
    assert answer.status_code == 302
    page = sign_in(clerk).get(reverse("activities:institution", args=[rule.pk])).content.decode()
    assert "执行不到位" in page
    assert "抽查20件有3件超期" in page
    assert "及时办结" in page


def test_who_registered_a_rule_does_not_check_it(campaign, unit, office):
    row = rules.register_institution(
        campaign, unit, title="办法", new_text="新", issued_on=TODAY, by=office
    )
    with pytest.raises(Refused, match="登记人以外的人"):
        rules.check_effect(row, finding="works", note="看了记录", by=office)


def test_the_head_is_told_once_that_a_check_is_due(rule, head):
    rules.remind(TODAY)
    assert rules.remind(TODAY) == 0
    assert Notice.objects.filter(person=head, text__contains="检查成效").count() == 1


def test_the_list_of_rules_is_narrowed_by_tab_and_exported(rule, office, sign_in):
    client = sign_in(office)
    due = client.get(reverse("activities:institutions"), {"tab": "due"})
    assert [row.title for row in due.context["page"].rows] == ["限时办结办法"]
    checked = client.get(reverse("activities:institutions"), {"tab": "checked"})
    assert not checked.context["page"].rows
    assert client.get(reverse("activities:export_institutions")).status_code == 200


def test_a_stranger_checks_and_sees_no_rule(rule, stranger, sign_in):
    with pytest.raises(Refused):
        rules.check_effect(rule, finding="works", note="看", by=stranger)
    answer = sign_in(stranger).get(reverse("activities:institution", args=[rule.pk]))
    assert answer.status_code == 404
