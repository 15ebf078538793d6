"""The common-problem checklist and 举一反三: asked, answered with an example, taken onto a list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
from common.refusal import Refused
from issues.models import Answer, Enquiry, Issue
from tests import builders

PAGE = "/issues/enquiries/"
SOON = localdate() + timedelta(days=7)


@pytest.fixture
def enquiry(campaign, unit, other_unit, office):
    return rules.enquire(
        campaign, by=office, text="来电无人接听", units=[unit, other_unit], due_on=SOON
    )


@pytest.fixture
def ours(enquiry, unit):
    return Answer.objects.get(enquiry=enquiry, unit=unit)


def test_every_unit_is_asked_and_told(enquiry, clerk, unit, campaign, office):
    rules.enquire(campaign, by=office, text="推诿", units=[unit], due_on=SOON)
    assert Answer.objects.open().count() == 3
    assert "推诿" in clerk.notices.order_by("-pk").first().text


def test_the_matrix_puts_who_owes_answers_first(enquiry, ours, clerk, office, stranger, sign_in):
    rules.answer_enquiry(ours, by=clerk, has_it=False, example="调取两周通话记录，接通率100%")
    rows = sign_in(office).get(PAGE).context["rows"]
    assert [(row["unit"].short, row["owing"]) for row in rows] == [("卫健局", 1), ("教育局", 0)]
    assert [row["unit"].short for row in sign_in(clerk).get(PAGE).context["rows"]] == ["教育局"]
    assert sign_in(office).get(PAGE, {"format": "xlsx"}).status_code == 200


def test_a_yes_without_an_example_is_refused_on_the_form(ours, clerk, sign_in):
    url = reverse("issues:answer_enquiry", args=[ours.pk])
    page = sign_in(clerk).post(url, {"has_it": "1", "example": " "})
    assert page.status_code == 200
    with pytest.raises(Refused, match="具体事例"):
        rules.answer_enquiry(ours, by=clerk, has_it=True, example=" ")
    assert Answer.objects.open().count() == 2


def test_a_yes_becomes_an_issue_of_the_unit_once(ours, clerk, sign_in):
    client = sign_in(clerk)
    url = reverse("issues:answer_enquiry", args=[ours.pk])
    client.post(url, {"has_it": "1", "example": "4月2日上午窗口电话响12次无人接"})
    adopt = reverse("issues:adopt_answer", args=[ours.pk])
    page = client.post(adopt, follow=True).content.decode()
    row = Issue.objects.get()
    assert (row.nature, row.example, row.unit) == (
        "GO",
        "4月2日上午窗口电话响12次无人接",
        ours.unit,
    )
    assert row.number in page
    with pytest.raises(Refused, match="已经列入"):
        rules.adopt_answer(ours, by=clerk)


def test_learning_from_one_issue_asks_the_others_only(
    campaign, unit, other_unit, office, clerk, sign_in
):
    issue = builders.make_ledger_issue(campaign, unit, text="龚克俭接电话生硬")
    url = reverse("issues:enquire_from", args=[issue.pk])
    form = sign_in(office).get(url).context["form"]
    assert "龚克俭" not in form.initial["text"]
    sign_in(office).post(url, {"text": "接电话生硬", "due_on": SOON.isoformat()})
    row = Enquiry.objects.get()
    assert (row.kind, [answer.unit for answer in row.answers.all()]) == ("learn", [other_unit])
    assert sign_in(clerk).get(row.get_absolute_url()).status_code == 404


def test_strangers_ask_and_answer_nothing(campaign, unit, ours, stranger, clerk, sign_in):
    with pytest.raises(Refused):
        rules.enquire(campaign, by=clerk, text="推诿", units=[unit], due_on=SOON)
    with pytest.raises(Refused):
        rules.answer_enquiry(ours, by=stranger, has_it=False, example="排查过")
    with pytest.raises(Refused):
        rules.adopt_answer(ours, by=stranger)
    url = reverse("issues:answer_enquiry", args=[ours.pk])
    assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(clerk).get(reverse("issues:enquire")).status_code == 404


def test_the_pages_take_a_steady_number_of_queries(
    enquiry, campaign, office, sign_in, django_assert_max_num_queries
):
    units = [builders.make_unit() for _ in range(6)]
    rules.enquire(campaign, by=office, text="推诿", units=units, due_on=SOON)
    client = sign_in(office)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
    with django_assert_max_num_queries(14):
        client.get(enquiry.get_absolute_url())
