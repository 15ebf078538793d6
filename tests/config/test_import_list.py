from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import issues.rules as rules
from exchange.models import Transfer
from issues.models import Issue
from tests import builders

SAMPLE = Path(__file__).parent.parent / "samples" / "1-附件2-区市场监督管理局作风问题清单.xlsx"


@pytest.fixture
def market(dictionaries):
    return builders.make_unit(code="U042", name="区市场监督管理局", short="市场监管局")


@pytest.fixture
def market_clerk(market):
    return builders.make_user("clerk-market", "联络员冯雪", "clerk", unit=market)


@pytest.fixture
def market_list(market, market_clerk):
    campaign = builders.make_campaign(units=[market])
    return rules.open_list(campaign, market, by=market_clerk)


def address(issue_list):
    return f"{reverse('exchange:import')}?list={issue_list.pk}"


def upload(client, issue_list):
    with SAMPLE.open("rb") as file:
        return client.post(address(issue_list), {"file": file, "kind": "issues"})


def test_a_workbook_is_previewed_and_enters_only_when_confirmed(market_list, market_clerk, sign_in):
    client = sign_in(market_clerk)
    answer = upload(client, market_list)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "可导入12行" in page
    assert not Issue.objects.exists()
    transfer = Transfer.objects.get()
    client.post(reverse("exchange:confirm", args=[transfer.pk]))
    first = Issue.objects.order_by("seq").first()
    assert Issue.objects.count() == 12
    assert first.leader == "孙若彤"
    assert first.measures.count() == 3
    assert first.due_text == "2026-05-31"


def test_a_stranger_neither_uploads_nor_sees_the_preview(market_list, stranger, sign_in):
    assert upload(sign_in(stranger), market_list).status_code == 404
    assert not Transfer.objects.exists()


def test_a_second_press_of_confirm_enters_nothing_twice(market_list, market_clerk, sign_in):
    client = sign_in(market_clerk)
    upload(client, market_list)
    url = reverse("exchange:confirm", args=[Transfer.objects.get().pk])
    client.post(url)
    page = client.post(url, follow=True).content.decode()
    assert Issue.objects.count() == 12
    assert "没有导入任何一行" in page


def test_a_file_that_is_no_workbook_is_refused_in_words(market_list, market_clerk, sign_in):
    file = SimpleUploadedFile("清单.xlsx", b"not a workbook at all")
    page = sign_in(market_clerk).post(address(market_list), {"file": file, "kind": "issues"})
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert Transfer.objects.get().status == Transfer.Status.FAILED


def test_somebody_elses_upload_is_neither_seen_nor_confirmed(
    market_list, market_clerk, office, sign_in
):
    upload(sign_in(market_clerk), market_list)
    transfer = Transfer.objects.get()
    for name in ("preview", "state", "confirm", "drop", "returned", "learn_headings"):
        url = reverse(f"exchange:{name}", args=[transfer.pk])
        assert sign_in(office).post(url).status_code == 404
