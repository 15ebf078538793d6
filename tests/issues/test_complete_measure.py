from datetime import timedelta

import pytest
from django.utils.timezone import localdate

import issues.rules as rules
from common.refusal import Conflict, Refused
from tests import builders


@pytest.fixture
def measure(campaign, unit):
    return builders.make_ledger_issue(campaign, unit).measures.first()


def test_a_measure_is_ticked_off_with_its_day(measure, clerk, today):
    rules.complete_measure(measure, by=clerk, on=today)
    measure.refresh_from_db()
    assert measure.done_on == today


def test_a_second_time_is_told(measure, clerk, today):
    rules.complete_measure(measure, by=clerk, on=today)
    with pytest.raises(Conflict, match="已经登记完成"):
        rules.complete_measure(measure, by=clerk, on=today)


def test_nothing_is_done_tomorrow(measure, clerk):
    with pytest.raises(Refused, match="不能晚于今天"):
        rules.complete_measure(measure, by=clerk, on=localdate() + timedelta(days=1))


def test_a_measure_of_a_draft_is_not_ticked_off(campaign, unit, clerk, today):
    measure = builders.make_issue(campaign, unit).measures.first()
    with pytest.raises(Refused, match="不能再登记措施"):
        rules.complete_measure(measure, by=clerk, on=today)


def test_a_stranger_is_refused(measure, stranger, today):
    with pytest.raises(Refused):
        rules.complete_measure(measure, by=stranger, on=today)
