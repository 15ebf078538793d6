import pytest
from django.test import Client

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import WindowRating
from evaluations.views.windows import MANY


@pytest.fixture(autouse=True)
def fresh_counts():
    MANY.forget()
    yield
    MANY.forget()


@pytest.fixture
def window(unit, office):
    return rules.open_window(unit, name="3号窗口", by=office)


@pytest.fixture
def phone(window):
    client = Client(enforce_csrf_checks=True)
    client.get(f"/b/w/{window.token}/")
    return client


def tell(client, window, **fields):
    data = {"token": client.cookies["ballot_token"].value, **fields}
    return client.post(f"/b/w/{window.token}/", data).content.decode()


def test_one_tap_is_a_rating(phone, window):
    assert "谢谢" in tell(phone, window, level="yes")
    assert WindowRating.objects.get().status == "noted"


def test_a_bad_rating_needs_a_reason_and_keeps_what_was_typed(phone, window):
    page = tell(phone, window, level="no", text="等了两小时")
    assert "请选择不满意的原因" in page and "等了两小时" in page
    page = tell(phone, window, level="no", reason="slow", contact="找我")
    assert "回访电话应为数字" in page
    tell(phone, window, level="no", reason="slow", text="等了两小时", contact="13800001111")
    row = WindowRating.objects.get()
    assert (row.status, row.reason) == ("waiting", "slow")


def test_a_rating_keeps_no_hour_and_no_address():
    kinds = {field.get_internal_type() for field in WindowRating._meta.concrete_fields}
    assert "DateTimeField" not in kinds and "GenericIPAddressField" not in kinds


def test_too_many_from_one_place_wait(phone, window, monkeypatch):
    monkeypatch.setattr(MANY, "most", 2)
    for _ in range(2):
        tell(phone, window, level="yes")
    assert "请10分钟后再评" in tell(phone, window, level="yes")
    assert WindowRating.objects.count() == 2


def test_a_closed_window_takes_nothing(phone, window, office):
    rules.switch_window(window, is_open=False, by=office)
    assert "不接受评价" in tell(phone, window, level="yes")
    assert not WindowRating.objects.exists()


def test_the_office_calls_back_and_the_number_is_forgotten(phone, window, office, sign_in):
    tell(phone, window, level="no", reason="absent", contact="13800001111")
    row = WindowRating.objects.get()
    desk = sign_in(office)
    assert "要求回访" in desk.get("/windows/").content.decode()
    page = desk.get(f"/windows/ratings/{row.pk}/").content.decode()
    assert "13800001111" in page and "/outreach/opinions/record/?unit=" in page
    data = {"outcome": "called_back", "note": "已致歉，窗口加派一人"}
    asked = desk.post(f"/windows/ratings/{row.pk}/", data).content.decode()
    assert "请选择回访渠道" in asked and "已致歉" in asked
    data |= {"channel": "phone", "result": "satisfied", "owner": "窗口李某"}
    assert "两级" in desk.post(f"/windows/ratings/{row.pk}/", data).content.decode()
    desk.post(f"/windows/ratings/{row.pk}/", {**data, "chief": "科长王某"})
    row.refresh_from_db()
    assert (row.status, row.contact) == ("called_back", "")
    listed = desk.get("/windows/ratings/", {"window": window.pk}).content.decode()
    for said in ("电话：满意", "窗口李某", "科长王某", "加派一人"):
        assert said in listed
    assert "13800001111" not in listed
    assert "没有符合条件" in desk.get("/windows/ratings/?status=waiting").content.decode()
    assert desk.get("/windows/ratings/export/").content[:2] == b"PK"


def test_a_bad_rating_goes_on_as_an_opinion_of_the_unit(campaign, unit, office, sign_in):
    address = f"/outreach/opinions/record/?unit={unit.pk}&text=3号窗口没人"
    page = sign_in(office).get(address).content.decode()
    assert "3号窗口没人" in page and f'value="{unit.pk}" selected' in page


def test_the_page_counts_by_window_and_the_poster_leads_there(
    phone, window, office, sign_in, django_assert_max_num_queries
):
    tell(phone, window, level="yes")
    tell(phone, window, level="no", reason="slow")
    desk = sign_in(office)
    with django_assert_max_num_queries(25):
        page = desk.get("/windows/", {"since": "2020-01-01"}).content.decode()
    assert '<td class="num">2</td><td class="num">1</td><td class="num"><a href="' in page
    assert f'href="/windows/ratings/?window={window.pk}"' in page
    assert window.token in desk.get(f"/windows/{window.pk}/poster/").content.decode()
    assert desk.get("/windows/export/").content[:2] == b"PK"


def test_a_window_is_opened_once(window, unit, office, sign_in):
    page = sign_in(office).post("/windows/new/", {"unit": unit.pk, "name": "3号窗口"})
    assert "已有名为“3号窗口”的窗口" in page.content.decode()


def test_a_stranger_keeps_no_windows(window, unit, stranger, sign_in, phone):
    tell(phone, window, level="no", reason="slow")
    row = WindowRating.objects.get()
    for act in (
        lambda: rules.open_window(unit, name="x", by=stranger),
        lambda: rules.switch_window(window, is_open=False, by=stranger),
        lambda: rules.handle_rating(row, outcome="called_back", note="x", by=stranger),
    ):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            act()
    assert sign_in(stranger).get("/windows/").status_code == 404
