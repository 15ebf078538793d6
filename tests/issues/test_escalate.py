from datetime import timedelta

import pytest

import campaigns.rules as campaign_rules
import issues.rules as rules
from notices.models import Notice
from roster.words import Work
from tests import builders


@pytest.fixture
def paired(campaign, unit, office, today):
    """The leader 李新 looks after the unit and has an account."""
    cadre = builders.make_cadre(unit, name="李新", level="district", title="副区长")
    person = builders.make_user("leader2", "李新", Work.LEADER)
    person.cadre = cadre
    person.save()
    campaign_rules.pair(campaign, cadre, [unit], by=office, from_on=today - timedelta(days=30))
    return person


def test_the_paired_leader_hears_once_a_week_of_what_is_long_overdue(campaign, unit, paired, today):
    builders.make_ledger_issue(campaign, unit, due_on=today - timedelta(days=9))
    assert rules.escalate(today) == 1
    assert rules.escalate(today) == 0
    notice = Notice.objects.get(person=paired)
    assert "您包联的区教育局有1件问题逾期5天以上" in notice.text
    assert rules.escalate(today + timedelta(days=7)) == 1


def test_a_day_late_is_not_yet_the_leaders_business(campaign, unit, paired, today):
    builders.make_ledger_issue(campaign, unit, due_on=today - timedelta(days=1))
    assert rules.escalate(today) == 0


def test_leaders_of_other_units_hear_nothing(campaign, other_unit, paired, today):
    builders.make_ledger_issue(campaign, other_unit, due_on=today - timedelta(days=20))
    assert rules.escalate(today) == 0
