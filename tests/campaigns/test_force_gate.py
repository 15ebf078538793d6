"""The exception from the gate: a named leader, a reason, and a record that stays."""

import pytest
from django.urls import reverse

import campaigns.rules as rules
from campaigns.models import Gate
from common.refusal import Refused


def test_a_leader_and_a_reason_let_the_meeting_go_ahead_and_stay_on_record(
    campaign, unit, office, leader, reviewer, sign_in
):
    url = reverse("campaigns:force_gate", args=[campaign.pk, unit.pk])
    sign_in(office).post(url, {"leader": leader.pk, "reason": "上级点名限期召开"})
    assert rules.require_gate(campaign, unit).permit_number == "例外2026-U021"
    rules.shut_gate(campaign, unit, reason="内容有改动", by=office)
    rules.clear_gate(campaign, unit, permit_number="准1", content_digest="a" * 64, by=reviewer)
    gate = Gate.objects.get(unit=unit)
    assert (gate.is_forced, gate.forced_for, gate.forced_reason) == (
        True,
        leader,
        "上级点名限期召开",
    )
    page = sign_in(office).get(reverse("campaigns:gates", args=[campaign.pk]), {"show": "forced"})
    assert "上级点名限期召开" in page.content.decode()
    assert "例外放行" in sign_in(office).get("/").content.decode()
    assert "区教育局" in sign_in(office).get("/issues/checks/forced/").content.decode()


def test_without_reason_or_leader_or_against_an_open_gate_it_is_refused(
    campaign, unit, office, leader, clerk
):
    with pytest.raises(Refused, match="理由"):
        rules.force_gate(campaign, unit, leader=leader, reason=" ", by=office)
    with pytest.raises(Refused, match="不是领导小组领导"):
        rules.force_gate(campaign, unit, leader=clerk, reason="急", by=office)
    rules.force_gate(campaign, unit, leader=leader, reason="上级限期", by=leader)
    with pytest.raises(Refused, match="已经取得准入"):
        rules.force_gate(campaign, unit, leader=leader, reason="再来", by=office)


def test_units_and_strangers_force_nothing(campaign, unit, leader, clerk, stranger, sign_in):
    url = reverse("campaigns:force_gate", args=[campaign.pk, unit.pk])
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.force_gate(campaign, unit, leader=leader, reason="急", by=person)
        assert sign_in(person).get(url).status_code == 404
