"""Personal lists roll up: who has filed, who owes, what the unit's list took over."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, Link
from tests import builders

PAGE = "/issues/rollup/"


@pytest.fixture
def cadre(unit):
    return builders.make_cadre(unit, name="郝文静")


@pytest.fixture
def personal(campaign, unit, cadre):
    row = rules.open_list(campaign, unit, level="GR", cadre=cadre, by=None)
    return builders.make_issue(campaign, unit, issue_list=row, text="接电话生硬，群众问三遍")


@pytest.fixture
def unit_list(campaign, unit):
    return rules.open_list(campaign, unit, by=None)


def test_the_unit_sees_who_has_begun_and_who_owes(personal, unit, clerk, sign_in):
    builders.make_cadre(unit, name="李想")
    url = reverse("issues:unit_rollup", args=[unit.pk])
    page = sign_in(clerk).get(url)
    assert [(row.cadre.name, row.word, row.issues) for row in page.context["rows"]] == [
        ("李想", "未建", 0),
        ("郝文静", "填报中", 1),
    ]
    owing = sign_in(clerk).get(url, {"status": ""}).context["rows"]
    assert [row.cadre.name for row in owing] == ["李想"]
    assert personal.issue_list.get_absolute_url() in page.content.decode()
    assert sign_in(clerk).get(url, {"format": "xlsx"}).status_code == 200


def test_the_office_sees_the_counts_of_every_unit(personal, office, sign_in):
    lines = sign_in(office).get(PAGE).context["lines"]
    assert [(line["unit"].short, line["expected"], line["draft"]) for line in lines] == [
        ("教育局", 1, 1),
        ("卫健局", 0, 0),
    ]


def test_a_line_tells_where_all_three_levels_stand(personal, unit_list, unit, office, sign_in):
    client = sign_in(office)
    line = client.get(PAGE, {"q": "教育"}).context["lines"][0]
    assert (line["team"], line["whole"], line["share"]) == (None, unit_list, 0)
    assert client.get(PAGE, {"format": "xlsx"}).status_code == 200


def test_the_page_of_all_units_takes_a_steady_number_of_queries(
    personal, office, sign_in, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(PAGE)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_a_stranger_does_not_see_our_cadres(personal, unit, stranger, sign_in):
    url = reverse("issues:unit_rollup", args=[unit.pk])
    assert sign_in(stranger).get(url).status_code == 404


def test_an_issue_is_taken_over_and_both_stay_tied(personal, unit_list, clerk, sign_in):
    url = reverse("issues:absorb", args=[unit_list.pk])
    sign_in(clerk).post(url, {"issue": personal.pk})
    taken = unit_list.issues.get()
    assert (taken.text, taken.measures.count()) == (personal.text, 2)
    assert Link.objects.get().lower == personal
    page = sign_in(clerk).get(personal.get_absolute_url()).content.decode()
    assert taken.number in page
    with pytest.raises(Refused, match="已经并入"):
        rules.absorb(unit_list, by=clerk, issue=personal)


def test_an_issue_is_taken_under_one_that_stands_there(personal, unit_list, campaign, unit, clerk):
    standing = builders.make_issue(campaign, unit)
    rules.absorb(unit_list, by=clerk, issue=personal, target=standing)
    assert unit_list.issues.count() == 1
    assert standing.lower_links.get().lower == personal


def test_only_personal_issues_of_the_unit_are_taken_and_not_by_strangers(
    personal, unit_list, campaign, unit, other_unit, clerk, stranger
):
    with pytest.raises(Refused):
        rules.absorb(unit_list, by=stranger, issue=personal)
    with pytest.raises(Refused, match="只有个人清单"):
        rules.absorb(unit_list, by=clerk, issue=builders.make_issue(campaign, unit))
    theirs = rules.open_list(
        campaign, other_unit, level="GR", cadre=builders.make_cadre(other_unit), by=None
    )
    foreign = builders.make_issue(campaign, other_unit, issue_list=theirs)
    with pytest.raises(Refused, match="本单位干部"):
        rules.absorb(unit_list, by=clerk, issue=foreign)


def test_a_symptom_is_tied_to_its_root_and_never_in_a_ring(campaign, unit, clerk, stranger):
    symptom = builders.make_ledger_issue(campaign, unit)
    root = builders.make_ledger_issue(campaign, unit)
    with pytest.raises(Refused):
        rules.link_root(symptom, by=stranger, root=root)
    rules.link_root(symptom, by=clerk, root=root)
    with pytest.raises(Refused, match="不能互为根源"):
        rules.link_root(root, by=clerk, root=symptom)
    with pytest.raises(Refused, match="已经指明根源"):
        rules.link_root(symptom, by=clerk, root=root)
    assert Issue.objects.filter(lower_links__lower=symptom).get() == root


def test_the_root_is_named_on_the_page(campaign, unit, clerk, sign_in):
    symptom = builders.make_ledger_issue(campaign, unit)
    root = builders.make_ledger_issue(campaign, unit)
    url = reverse("issues:link_root", args=[symptom.pk])
    page = sign_in(clerk).post(url, {"root": root.pk}, follow=True).content.decode()
    assert "根源问题" in page
    assert root.number in page
