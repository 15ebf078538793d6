"""The chain of responsibility: head, team, middle, each in turn, on what the list says now."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues import policy
from issues.models import Issue, IssueList
from roster.words import PostLevel, Work
from tests import builders


@pytest.fixture
def row(campaign, unit):
    return builders.make_issue(campaign, unit).issue_list


@pytest.fixture
def boss(unit):
    return builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)


@pytest.fixture
def deputy(unit):
    return builders.make_cadre(unit, name="董万春", level=PostLevel.DEPUTY)


@pytest.fixture
def middle(unit):
    return builders.make_cadre(unit, name="龚克俭", level=PostLevel.MIDDLE)


def test_each_step_waits_for_the_one_before(row, clerk, boss, deputy, middle):
    with pytest.raises(Refused, match="郑安还没有签"):
        rules.sign(row, by=clerk, cadre=middle)
    rules.sign(row, by=clerk, cadre=boss)
    with pytest.raises(Refused, match="董万春还没有签"):
        rules.sign(row, by=clerk, cadre=middle)
    rules.sign(row, by=clerk, cadre=deputy)
    rules.sign(row, by=clerk, cadre=middle)
    assert [stage.owing for stage in rules.chain(row)] == [[], [], []]


def test_a_changed_list_is_signed_anew_and_nobody_signs_twice(row, clerk, boss):
    rules.sign(row, by=clerk, cadre=boss)
    with pytest.raises(Refused, match="已经签过"):
        rules.sign(row, by=clerk, cadre=boss)
    issue = Issue.objects.get()
    rules.edit(issue, by=clerk, version=issue.version, example="4月2日另有一家园所等了30天")
    assert rules.chain(row)[0].owing == ["郑安"]
    rules.sign(row, by=clerk, cadre=boss)


def test_a_leader_signs_in_person_on_the_page_and_only_for_oneself(
    row, unit, boss, deputy, clerk, sign_in
):
    rules.sign(row, by=clerk, cadre=boss)
    person = builders.make_user("dong", "董万春", Work.CADRE)
    person.cadre = deputy
    person.save()
    with pytest.raises(Refused, match="只能签自己的名字"):
        rules.sign(row, by=person, cadre=boss)
    url = reverse("issues:sign", args=[row.pk])
    page = sign_in(person).post(url, {"cadre": deputy.pk}, follow=True).content.decode()
    assert "责任链" in page
    assert [mark.is_paper for mark in row.signatures.all()] == [True, False]


def test_strangers_sign_nothing(row, stranger, office, boss, sign_in):
    for person in (stranger, office):
        with pytest.raises(Refused):
            rules.sign(row, by=person, cadre=boss)
    assert sign_in(stranger).get(reverse("issues:sign", args=[row.pk])).status_code == 404


def test_who_is_not_of_the_chain_and_an_empty_list_are_refused(row, campaign, unit, clerk, boss):
    with pytest.raises(Refused, match="不在这份清单的责任链上"):
        rules.sign(row, by=clerk, cadre=builders.make_cadre(unit, level=PostLevel.STAFF))
    empty = rules.open_list(campaign, unit, level="BZ", by=None)
    with pytest.raises(Refused, match="还没有问题"):
        rules.sign(empty, by=clerk, cadre=boss)


def test_the_self_examination_goes_with_the_list_and_is_sealed_with_it(
    row, clerk, head, office, stranger, sign_in
):
    url = reverse("issues:examine", args=[row.pk])
    sign_in(clerk).post(url, {"text": "对照先进，审批提速的主动性不够。"})
    row = IssueList.objects.get()
    before = rules.seal(row)
    rules.submit(row, by=head)
    assert (
        "审批提速" in sign_in(office).get(reverse("issues:review", args=[row.pk])).content.decode()
    )
    IssueList.objects.update(self_examination="后来改的")
    assert rules.seal(IssueList.objects.get()) != before
    with pytest.raises(Refused, match="不一致"):
        rules.approve(IssueList.objects.get(), by=office)
    with pytest.raises(Refused, match="不能改动"):
        rules.examine(row, by=clerk, text="补写")
    with pytest.raises(Refused):
        rules.examine(row, by=stranger, text="冒充")


def test_signing_is_offered_to_those_of_the_chain_and_not_to_other_cadres(row, unit):
    for level, may in ((PostLevel.MIDDLE, True), (PostLevel.STAFF, False)):
        cadre = builders.make_cadre(unit, name=f"干部{level}", level=level)
        person = builders.make_user(f"cadre-{level}".lower(), cadre.name, Work.CADRE, unit=unit)
        type(person).objects.filter(pk=person.pk).update(cadre=cadre)
        person = type(person).objects.get(pk=person.pk)
        assert ("sign" in policy.list_verbs(person, row)) is may
