"""Claiming: a leader of the unit answers for an issue, also for what others have found."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Claim, Issue
from roster.words import PostLevel
from tests import builders

CHECKS = "/issues/checks/"


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, leader="")


@pytest.fixture
def boss(unit):
    return builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)


@pytest.fixture
def deputy(unit):
    return builders.make_cadre(unit, name="董万春", level=PostLevel.DEPUTY)


def test_who_answers_mainly_becomes_the_leader_where_none_was_named(issue, head, boss, deputy):
    rules.claim(issue, by=head, cadre=boss, weight="main")
    rules.claim(issue, by=head, cadre=deputy, weight="important")
    assert Issue.objects.get().leader == "郑安"


def test_one_only_answers_mainly_and_nobody_twice(issue, head, boss, deputy):
    rules.claim(issue, by=head, cadre=boss, weight="main")
    with pytest.raises(Refused, match="主要责任已由郑安认领"):
        rules.claim(issue, by=head, cadre=deputy, weight="main")
    with pytest.raises(Refused, match="已经认领"):
        rules.claim(issue, by=head, cadre=boss, weight="important")


def test_only_serving_leaders_of_the_unit_claim(issue, head, unit, other_unit):
    outsider = builders.make_cadre(other_unit, level=PostLevel.HEAD)
    for cadre in (builders.make_cadre(unit), outsider):
        with pytest.raises(Refused, match="不是本单位在任的班子成员"):
            rules.claim(issue, by=head, cadre=cadre, weight="main")


def test_a_persons_issue_and_an_ended_one_are_not_claimed(issue, head, office, boss):
    issue.level = "GR"
    with pytest.raises(Refused, match="本人整改"):
        rules.claim(issue, by=head, cadre=boss, weight="main")
    rules.cancel(issue, by=office, closure="C5", note="不属实")
    with pytest.raises(Refused, match="不用认领"):
        rules.claim(issue, by=head, cadre=boss, weight="main")


def test_a_stranger_claims_nothing(issue, stranger, boss, sign_in):
    with pytest.raises(Refused):
        rules.claim(issue, by=stranger, cadre=boss, weight="main")
    url = reverse("issues:claim", args=[issue.pk])
    assert sign_in(stranger).get(url).status_code == 404


@pytest.mark.parametrize(("source", "code"), [("S07", "outside"), ("S01", "unclaimed")])
def test_what_nobody_has_claimed_stands_in_a_list_until_claimed(
    issue, head, boss, sign_in, source, code
):
    Issue.objects.update(source=source)
    client = sign_in(head)
    assert issue.number in client.get(f"{CHECKS}{code}/").content.decode()
    url = reverse("issues:claim", args=[issue.pk])
    assert client.post(url, {"cadre": boss.pk, "weight": "main"}).status_code == 302
    assert Claim.objects.get().by == head
    assert "郑安（主要责任）" in client.get(issue.get_absolute_url()).content.decode()
    assert issue.number not in client.get(f"{CHECKS}{code}/").content.decode()


def test_only_those_of_the_unit_are_offered_the_claim(issue, clerk, reviewer, sign_in):
    url, way = reverse("issues:unclaimed"), reverse("issues:claim", args=[issue.pk])
    assert way in sign_in(clerk).get(url).content.decode()
    page = sign_in(reviewer).get(url).content.decode()
    assert issue.number in page
    assert way not in page
