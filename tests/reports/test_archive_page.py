import io

import openpyxl
import pytest
from django.urls import reverse

import reports.rules as rules
from tests import builders

URL = "reports:circulars"


@pytest.fixture
def papers(campaign, unit, office, leader, today):
    """A released progress paper and a draft of a briefing."""
    builders.make_ledger_issue(campaign, unit, text="办证大厅空岗")
    first = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(first, by=leader, today=today)
    rules.release(first, by=office)
    rules.compose(campaign, kind="briefing", by=office, today=today)
    return first


def listed(client, **query):
    return client.get(reverse(URL), query).content.decode()


def test_the_archive_is_searched_by_what_the_paper_says(papers, office, sign_in):
    client = sign_in(office)
    assert papers.title in listed(client, q="先进单位和做法 教育局")
    assert papers.title in listed(client, q=papers.full_number)
    assert "没有这样的文稿" in listed(client, q="飞机")


def test_the_archive_is_narrowed_by_kind_state_and_year(papers, office, sign_in):
    client = sign_in(office)
    assert "进展快报" in listed(client, kind="briefing")
    assert papers.title not in listed(client, kind="briefing")
    assert papers.title in listed(client, year=papers.year, status="released")
    assert "没有这样的文稿" in listed(client, year=2019)


def test_a_unit_searches_only_what_went_out(papers, stranger, sign_in):
    client = sign_in(stranger)
    assert papers.title in listed(client)
    assert "进展快报" not in listed(client)


def test_the_register_of_papers_is_exported(papers, office, sign_in):
    content = sign_in(office).get(reverse("reports:export_circulars")).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {papers.full_number, papers.title} <= texts


def test_the_archive_costs_the_same_for_many_papers(
    papers, campaign, office, today, sign_in, django_assert_max_num_queries
):
    for _ in range(8):
        rules.compose(campaign, kind="briefing", by=office, today=today)
    client = sign_in(office)
    with django_assert_max_num_queries(13):
        listed(client)
