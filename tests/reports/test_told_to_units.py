"""What stands behind a paper that went out: a unit reads its own rows and what the paper prints."""

import pytest
from django.urls import reverse

import reports.rules as rules
from issues.models import Extension
from reports.drafts import prints
from reports.models import Circular, Frozen
from reports.views.circulars import own_templates
from reports.views.scope import reach_of
from tests import builders

SECRET = "标记案由丙"


@pytest.fixture
def rows(campaign, unit, other_unit, clerk, today):
    """A ledger row of ours and one of the other unit, each with an extension asked for."""
    made = [builders.make_ledger_issue(campaign, one, text=SECRET) for one in (unit, other_unit)]
    for row in made:
        Extension.objects.create(
            issue=row, old_due_on=today, new_due_on=today, reason="x", asked_by=clerk
        )
    return made


@pytest.fixture
def paper(campaign, rows, office, leader, today):
    """A paper about progress that has gone out."""
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
    return row


def freeze(paper, code, keys, units):
    fields = {"label": code, "definition": "x", "unit": "件", "query": "x", "digest": "x"}
    paper.figures.filter(code=code).delete()
    return Frozen.objects.create(
        circular=paper,
        code=code,
        text=f"{len(keys)}",
        rows=keys,
        row_units=units,
        row_count=len(keys),
        **fields,
    )


def test_behind_a_number_a_unit_reads_its_own_rows_only(
    paper, rows, unit, other_unit, office, stranger, sign_in
):
    keys = list(Extension.objects.order_by("pk").values_list("pk", flat=True))
    freeze(paper, "extensions", keys, [unit.pk, other_unit.pk])
    address = reverse("reports:frozen", args=[paper.pk, "extensions"])
    ours, theirs = (row.number for row in rows)
    whole = sign_in(office).get(address).content.decode()
    assert ours in whole and theirs in whole
    page = sign_in(stranger).get(address).content.decode()
    assert theirs in page
    assert ours not in page
    assert "另有1条超出您的可阅范围" in page


def test_lines_that_are_no_rows_are_read_by_their_own_unit(
    paper, unit, other_unit, office, stranger, sign_in
):
    lines = [["2026-04-10", one.short, f"动员部署{one.short}", "缺"] for one in (unit, other_unit)]
    freeze(paper, "tasks_missing", lines, [])
    address = reverse("reports:frozen", args=[paper.pk, "tasks_missing"])
    assert f"动员部署{unit.short}" in sign_in(office).get(address).content.decode()
    page = sign_in(stranger).get(address).content.decode()
    assert f"动员部署{other_unit.short}" in page
    assert f"动员部署{unit.short}" not in page


def test_who_has_not_filed_is_no_business_of_a_unit(paper, office, stranger, sign_in):
    freeze(paper, "units_unsent", [], [])
    address = reverse("reports:frozen", args=[paper.pk, "units_unsent"])
    assert sign_in(office).get(address).status_code == 200
    assert sign_in(stranger).get(address).status_code == 404


def test_another_units_number_is_told_as_far_as_the_paper_prints_it(
    paper, unit, office, stranger, sign_in
):
    freeze(paper, "extensions", [], [])
    assert prints(paper, "issues_ledger", unit.pk)
    assert not prints(paper, "extensions", unit.pk)
    client = sign_in(stranger)
    for code, status in (("issues_ledger", 200), ("extensions", 404)):
        address = reverse("reports:frozen", args=[paper.pk, code])
        assert client.get(address, {"unit": unit.pk}).status_code == status
        assert sign_in(office).get(address, {"unit": unit.pk}).status_code == 200
    address = reverse("reports:frozen", args=[paper.pk, "issues_ledger"])
    assert client.get(address, {"unit": unit.pk, "of": "extensions"}).status_code == 404


def test_cases_that_the_paper_does_not_print_are_not_read_beside_it(
    paper, rows, campaign, unit, office, stranger, sign_in
):
    type(rows[0]).objects.update(due_on="2026-01-05")
    address = reverse("reports:compared", args=[paper.pk, "cases"])
    assert SECRET in sign_in(office).get(address).content.decode()
    assert sign_in(stranger).get(address).status_code == 404


@pytest.mark.parametrize("code", ["places", "ranks", "overdue"])
def test_what_the_paper_does_not_compare_is_not_compared_for_a_unit(paper, stranger, sign_in, code):
    address = reverse("reports:compared", args=[paper.pk, code])
    assert sign_in(stranger).get(address).status_code == 404


def test_what_the_paper_compares_every_reader_may_compare(
    paper, campaign, unit, office, leader, stranger, today, sign_in
):
    builders.make_ledger_issue(campaign, unit)
    Circular.objects.filter(pk=paper.pk).update(annexes=paper.annexes)
    later = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(later, by=leader, today=today)
    rules.release(later, by=office)
    client = sign_in(stranger)
    told = {"places": ("整改率位次", unit.short), "issues_ledger": ("与上期比", "增加1件")}
    for code, words in told.items():
        page = client.get(reverse("reports:compared", args=[later.pk, code])).content.decode()
        assert [word for word in words if word not in page] == [], code


def test_the_reach_of_a_person_is_their_units_or_everything(office, clerk, unit):
    assert reach_of(office) is None
    assert reach_of(clerk) == {unit.pk}


def test_a_number_the_paper_does_not_stand_on_is_not_told_to_units(
    paper, office, stranger, sign_in
):
    paper.figures.filter(code="talks").update(text="7351", row_count=None)
    address = reverse("reports:figure", args=["talks"])
    assert "7351" in sign_in(office).get(address).content.decode()
    assert "7351" not in sign_in(stranger).get(address).content.decode()


def test_the_offices_own_templates_are_filled_by_those_who_work_across_units(
    paper, stranger, office, sign_in
):
    address = reverse("reports:filled", args=[paper.pk, 1])
    assert sign_in(stranger).get(address).status_code == 404
    assert not own_templates(stranger, paper).exists()
