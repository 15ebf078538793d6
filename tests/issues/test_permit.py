"""The permit: printed with its number, and void as soon as a word behind it changes."""

import pytest
from django.urls import reverse

import issues.rules as rules
from campaigns.models import Gate
from issues.models import Issue
from tests import builders


@pytest.fixture
def gate(campaign, unit, head, reviewer):
    row = builders.make_issue(campaign, unit).issue_list
    rules.submit(row, by=head)
    rules.approve(row, by=reviewer)
    return Gate.objects.get(unit=unit)


def test_the_sheet_names_the_number_and_says_whether_the_lists_still_fit(gate, clerk, sign_in):
    url = reverse("issues:permit", args=[gate.pk])
    page = sign_in(clerk).get(url).content.decode()
    assert gate.permit_number in page
    assert "与审核时一致" in page
    assert rules.still_fits(Issue.objects.get().issue_list)
    Issue.objects.update(text="背着审核改的")
    assert "与审核时不一致" in sign_in(clerk).get(url).content.decode()


def test_an_amended_list_has_no_permit_and_strangers_see_none(gate, head, stranger, sign_in):
    url = reverse("issues:permit", args=[gate.pk])
    assert sign_in(stranger).get(url).status_code == 404
    rules.amend(Issue.objects.get().issue_list, by=head, reason="补充问题")
    assert sign_in(head).get(url).status_code == 404
    assert rules.joined(["a" * 64]) == "a" * 64
