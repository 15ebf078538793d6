"""Sampling: a draw anybody can repeat, and a second opinion by somebody else."""

import pytest

import issues.rules as rules
from common.refusal import Refused
from issues.models import SecondLook
from roster.words import Work
from tests import builders


@pytest.fixture
def second(db):
    return builders.make_user("second", "审核员孙立", Work.REVIEWER)


@pytest.fixture
def filed(campaign, unit, reviewer):
    rows = [builders.make_issue(campaign, builders.make_unit()).issue_list for _ in range(4)]
    for row in rows:
        rules.submit(row, by=None)
        rules.approve(row, by=reviewer)
    return rows


def test_the_same_seed_draws_the_same_and_nothing_twice(filed, campaign, office):
    first = rules.draw_second_looks(campaign, by=office, count=2, seed="20260415")
    drawn = {row.review_id for row in first}
    SecondLook.objects.all().delete()
    again = rules.draw_second_looks(campaign, by=office, count=2, seed="20260415")
    assert {row.review_id for row in again} == drawn
    rest = rules.draw_second_looks(campaign, by=office, count=9, seed="20260415")
    assert len(rest) == 2
    with pytest.raises(Refused, match="都抽查过"):
        rules.draw_second_looks(campaign, by=office, count=1, seed="7")


def test_a_draw_needs_a_seed_and_the_office(filed, campaign, office, stranger, reviewer):
    for person in (stranger, reviewer):
        with pytest.raises(Refused):
            rules.draw_second_looks(campaign, by=person, count=1, seed="7")
    with pytest.raises(Refused, match="种子"):
        rules.draw_second_looks(campaign, by=office, count=1, seed=" ")


def test_the_second_reader_is_another_and_a_difference_is_explained(
    filed, campaign, office, reviewer, second, stranger
):
    (row,) = rules.draw_second_looks(campaign, by=office, count=1, seed="7")
    for person in (reviewer, stranger):
        with pytest.raises(Refused):
            rules.look_again(row, by=person, verdict="passed")
    with pytest.raises(Refused, match="理由"):
        rules.look_again(row, by=second, verdict="refused")
    rules.look_again(row, by=second, verdict="refused", text="第1条没有时间地点")
    assert SecondLook.objects.differing().get().by == second
    with pytest.raises(Refused, match="已经由他人复审"):
        rules.look_again(row, by=office, verdict="passed", text="可以")
