"""How the ledger offers units to narrow by."""

import pytest

from issues.forms import filters as forms
from issues.models import Issue
from tests import builders


@pytest.fixture
def offered(campaign, office):
    def names(**asked):
        form = forms.LedgerFilter(asked, campaign=campaign, user=office)
        return [label for _, label in form.fields["unit"].choices]

    return names


def test_a_district_chooses_from_all_its_units(offered, unit, other_unit):
    assert offered() == ["全部", unit.short, other_unit.short]


def test_a_city_is_not_sent_a_thousand_names(offered, unit, other_unit, monkeypatch):
    monkeypatch.setattr(forms, "MANY_UNITS", 1)
    assert offered() == ["全部"]
    assert offered(unit=str(other_unit.pk)) == ["全部", other_unit.short]


def test_a_unit_asked_for_in_the_address_still_narrows(
    campaign, office, unit, other_unit, monkeypatch
):
    monkeypatch.setattr(forms, "MANY_UNITS", 1)
    ours = builders.make_ledger_issue(campaign, unit)
    builders.make_ledger_issue(campaign, other_unit)
    form = forms.LedgerFilter({"unit": str(unit.pk)}, campaign=campaign, user=office)
    assert list(form.narrow(Issue.objects.all())) == [ours]


def test_the_search_box_finds_the_issues_of_a_unit_by_its_name(campaign, office, unit, other_unit):
    ours = builders.make_ledger_issue(campaign, unit)
    builders.make_ledger_issue(campaign, other_unit)
    form = forms.LedgerFilter({"q": "教育局"}, campaign=campaign, user=office)
    assert list(form.narrow(Issue.objects.all())) == [ours]
