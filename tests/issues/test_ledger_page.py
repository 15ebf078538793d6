"""The ledger as people use it: narrowed, sorted, walked, exported, in steady queries."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.models import Category
from tests import builders

URL = "/issues/ledger/"


@pytest.fixture
def ledger(campaign, unit, other_unit):
    """Four issues of two units with different dates, words and owners."""
    today = localdate()
    return [
        builders.make_ledger_issue(campaign, unit, text="备案办理慢", due_on=today - timedelta(3)),
        builders.make_ledger_issue(
            campaign, unit, text="窗口无人值守", due_on=today + timedelta(3)
        ),
        builders.make_ledger_issue(
            campaign, other_unit, text="挂号排长队", due_on=None, rectify="CQ", owner="王远"
        ),
        builders.make_ledger_issue(
            campaign, other_unit, text="电话打不通", due_on=today + timedelta(60), source="S10"
        ),
    ]


def texts(client, **query):
    page = client.get(URL, query)
    assert page.status_code == 200
    return [issue.text for issue in page.context["page"].rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "挂号"}, ["挂号排长队"]),
        ({"q": "U021-001"}, ["备案办理慢"]),
        ({"due": "overdue"}, ["备案办理慢"]),
        ({"due": "week"}, ["窗口无人值守"]),
        ({"due": "standing"}, ["挂号排长队"]),
        ({"source": "S10"}, ["电话打不通"]),
        ({"status": "closed"}, []),
        ({"status": "open", "q": "电话"}, ["电话打不通"]),
        ({"level": "BZ"}, []),
        ({"rectify": "CQ"}, ["挂号排长队"]),
        ({"q": "王远", "due": "overdue"}, []),
    ],
)
def test_the_address_says_what_the_ledger_is_narrowed_to(ledger, office, sign_in, query, found):
    assert texts(sign_in(office), **query) == found


def test_it_is_narrowed_to_a_unit_and_a_category(ledger, office, sign_in, other_unit):
    client = sign_in(office)
    assert len(texts(client, unit=other_unit.pk)) == 2
    assert len(texts(client, category=Category.objects.get(code="ZF05").pk)) == 4


def test_the_nearest_date_stands_first_and_no_date_last(ledger, office, sign_in):
    client = sign_in(office)
    assert texts(client)[0] == "备案办理慢"
    assert texts(client)[-1] == "挂号排长队"
    assert texts(client, sort="-due_on")[0] == "挂号排长队"


def test_what_cannot_be_understood_is_left_out(ledger, office, sign_in):
    assert len(texts(sign_in(office), unit="abc", status="?", after="%%", sort="x")) == 4


def test_drafts_are_not_in_the_ledger(campaign, unit, office, sign_in):
    builders.make_issue(campaign, unit)
    assert texts(sign_in(office)) == []


def test_a_clerk_sees_the_own_unit_only(ledger, clerk, stranger, sign_in, unit):
    assert len(texts(sign_in(clerk))) == 2
    assert texts(sign_in(stranger), unit=unit.pk, q="备案") == []


def test_the_keeper_of_the_system_sees_nothing(ledger, sign_in):
    keeper = builders.make_user("keeper", "系统管理员", "system")
    assert sign_in(keeper).get(URL).status_code == 404


def test_a_long_ledger_is_walked_without_loss(campaign, unit, office, sign_in):
    for number in range(53):
        builders.make_ledger_issue(campaign, unit, text=f"第{number}条", measures=[])
    client = sign_in(office)
    first = client.get(URL).context["page"]
    second = client.get(URL, {"after": first.next}).context["page"]
    seen = {issue.pk for issue in [*first.rows, *second.rows]}
    assert (len(first.rows), len(second.rows), len(seen)) == (50, 3, 53)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    ledger, campaign, unit, office, sign_in, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(URL)
    for number in range(20):
        builders.make_ledger_issue(campaign, unit, text=f"第{number}条")
    with django_assert_max_num_queries(14):
        client.get(URL)


def test_the_export_holds_exactly_the_rows_of_this_result(ledger, office, sign_in):
    answer = sign_in(office).get(reverse("issues:export_ledger"), {"due": "overdue"})
    assert "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    flat = [value for row in rows for value in row]
    assert "备案办理慢" in flat
    assert "窗口无人值守" not in flat


def test_text_that_looks_like_a_formula_stays_text(campaign, unit, office, sign_in):
    builders.make_ledger_issue(campaign, unit, text='=HYPERLINK("http://x")')
    answer = sign_in(office).get(reverse("issues:export_ledger"))
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_date_is_a_date_in_the_workbook(campaign, unit, office, sign_in):
    builders.make_ledger_issue(campaign, unit, due_on=date(2026, 6, 30))
    answer = sign_in(office).get(reverse("issues:export_ledger"))
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert any(getattr(value, "year", None) == 2026 for value in values)
