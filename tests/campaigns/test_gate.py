import pytest

import campaigns.rules as rules
from campaigns.models import Gate
from common.refusal import Refused


def test_a_cleared_gate_lets_the_meeting_be_held_and_a_shut_one_says_why(campaign, unit, reviewer):
    gate = rules.clear_gate(
        campaign, unit, permit_number="准2026单00001-1", content_digest="a" * 64, by=reviewer
    )
    assert gate.is_open
    assert rules.require_gate(campaign, unit).permit_number == "准2026单00001-1"
    rules.shut_gate(campaign, unit, reason="清单备案后又有修改", by=reviewer)
    with pytest.raises(Refused, match="清单备案后又有修改"):
        rules.require_gate(campaign, unit)


def test_a_stranger_does_not_clear_a_gate(campaign, unit, stranger):
    with pytest.raises(Refused):
        rules.clear_gate(campaign, unit, permit_number="准1", content_digest="a" * 64, by=stranger)
    assert not Gate.objects.exclude(cleared_at=None).exists()


def test_units_that_owe_a_task_are_counted_per_task(campaign, unit, other_unit, clerk, today):
    task = campaign.phases.first().tasks.filter(by="all_units").first()
    rules.complete(task, unit, on=today, by=clerk)
    assert rules.owing(campaign, [task]) == {task.pk: {other_unit.pk}}
