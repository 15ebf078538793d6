import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Cohort, Scheme


def test_members_and_ranking_of_a_cohort_change_in_a_draft(round_, unit, office):
    cohort = round_.cohorts.get()
    rules.configure(round_, cohort, units=[unit], name="只计分", is_ranked=False, by=office)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.is_ranked, list(cohort.units.all())) == ("只计分", False, [unit])


def test_a_unit_belongs_to_one_cohort(round_, unit, office):
    second = Cohort.objects.create(round=round_, code="Z", name="另一类")
    with pytest.raises(Refused, match="一个单位只能参加一个分类"):
        rules.configure(round_, second, units=[unit], by=office)


def test_a_cohort_may_have_its_own_scheme(round_, unit, office):
    cohort = round_.cohorts.get()
    own = Scheme.objects.get(code="yijun_town")
    rules.configure(round_, cohort, units=[unit], scheme=own, by=office)
    codes = set(round_.sides.values_list("code", flat=True))
    assert codes == {"STAFF", "SERV", "DEPT", "UP", "PEER"}
    assert rules.plan_of(round_).schemes[0].cohorts == (cohort.code,)


def test_a_frozen_round_stays_as_it_is(frozen, unit, office):
    with pytest.raises(Refused, match="只有筹备中的评议"):
        rules.configure(frozen, frozen.cohorts.get(), units=[unit], by=office)


def test_a_stranger_cannot_configure(round_, unit, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.configure(round_, round_.cohorts.get(), units=[unit], by=stranger)
