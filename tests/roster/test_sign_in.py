import pytest
from django.test import Client
from django.urls import reverse

PASSWORD = "Zhenggai-2026"


def sign_in(username, password=PASSWORD):
    client = Client()
    return client, client.post(
        reverse("roster:sign_in"), {"username": username, "password": password}
    )


def test_an_account_is_found_whatever_the_case_and_width(clerk):
    _, answer = sign_in("ＣＬＥＲＫ")
    assert answer.status_code == 302


def test_a_wrong_password_is_answered_in_chinese(clerk):
    _, answer = sign_in("clerk", "wrong")
    assert "账号或口令不正确" in answer.content.decode()


def test_production_refuses_a_demo_account(clerk, settings):
    settings.PRODUCTION = True
    _, answer = sign_in("clerk")
    assert answer.status_code == 200
    assert "账号或口令不正确" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_asks_a_stranger_to_sign_in():
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("roster:sign_in"))
