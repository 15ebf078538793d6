"""What the ledger consists of, by source, level and every taxonomy; each number has its rows."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

import campaigns.rules as campaign_rules
import issues.rules as rules
from campaigns.models import Category
from common.refusal import Refused
from issues.models import Issue
from issues.words import Source
from tests import builders

PAGE = "/issues/spread/"


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, source=Source.SELF)


def lines(client, **query):
    table = client.get(PAGE, query).context["table"]
    labels = [column.label for column in table.columns]
    return labels, {line.unit.short: line.cells for line in table.lines}


def test_sources_by_unit_and_who_heard_nothing_from_people(
    issue, campaign, other_unit, office, sign_in
):
    builders.make_ledger_issue(campaign, other_unit, source=Source.PUBLIC)
    client = sign_in(office)
    assert lines(client) == (["自己找", "群众提"], {"教育局": [1, 0], "卫健局": [0, 1]})
    table = client.get(PAGE).context["table"]
    assert [(line.unit.short, line.public_share) for line in table.lines] == [
        ("教育局", 0),
        ("卫健局", 100),
    ]
    book = load_workbook(BytesIO(client.get(PAGE, {"format": "xlsx"}).content)).active
    assert [cell.value for cell in book[5]] == ["合计", 2, 1, 1, 50]


def test_a_second_taxonomy_counts_what_was_classified_and_what_is_mapped(
    issue, campaign, unit, clerk, office, sign_in
):
    five = campaign.taxonomies.exclude(categories__code="ZF05").get()
    first, second = five.categories.order_by("order")[:2]
    upper = Category.objects.get(code="X21")
    campaign.taxonomies.add(upper.taxonomy)
    campaign_rules.edit_category(upper, name=upper.name, short="", help="", local=second, by=office)
    mapped = builders.make_ledger_issue(campaign, unit, category=upper)
    url = reverse("issues:classify", args=[issue.pk])
    sign_in(clerk).post(url, {"categories": [first.pk]})
    client = sign_in(office)
    assert lines(client, by=f"t{five.pk}") == ([first.label, second.label], {"教育局": [1, 1]})
    found = [list(Issue.objects.in_category(category.pk)) for category in (first, second, upper)]
    assert found == [[issue], [mapped], [mapped]]


def test_nobody_classifies_what_is_not_theirs_nor_by_a_foreign_taxonomy(issue, clerk, stranger):
    with pytest.raises(Refused):
        rules.classify(issue, by=stranger, categories=[])
    with pytest.raises(Refused, match="不在本次活动采用的分类里"):
        rules.classify(issue, by=clerk, categories=[Category.objects.get(code="X21")])
    with pytest.raises(Refused, match="不用再选"):
        rules.classify(issue, by=clerk, categories=[issue.category])


def test_a_unit_refines_a_category_for_itself_and_it_counts_above(
    issue, campaign, unit, other_unit, clerk, stranger, office, sign_in
):
    parent = issue.category
    url = reverse("campaigns:refine_category", args=[parent.pk])
    sign_in(clerk).post(url, {"unit": unit.pk, "name": "普惠认定拖延"})
    own = parent.children.get(unit=unit)
    assert own in Category.objects.offered(campaign, unit)
    assert own not in Category.objects.offered(campaign, other_unit)
    with pytest.raises(Refused):
        campaign_rules.refine_category(parent, unit=unit, name="别家的", by=stranger)
    with pytest.raises(Refused, match="已经有"):
        campaign_rules.refine_category(parent, unit=unit, name="普惠认定拖延", by=clerk)
    with pytest.raises(Refused, match="不能再往下分"):
        campaign_rules.refine_category(own, unit=unit, name="再分", by=clerk)
    assert sign_in(office).get(url).status_code == 404
    builders.make_ledger_issue(campaign, unit, category=own)
    ten = f"t{parent.taxonomy_id}"
    assert lines(sign_in(office), by=ten) == ([parent.label], {"教育局": [2]})
    assert "普惠认定拖延" not in sign_in(stranger).get("/campaigns/taxonomies/").content.decode()


def test_the_page_takes_a_steady_number_of_queries(
    campaign, office, sign_in, django_assert_max_num_queries
):
    for _ in range(6):
        builders.make_ledger_issue(campaign, builders.make_unit())
    client = sign_in(office)
    for by in ("source", f"t{campaign.taxonomies.first().pk}"):
        client.get(PAGE, {"by": by})
        with django_assert_max_num_queries(21):
            client.get(PAGE, {"by": by})
