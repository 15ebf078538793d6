"""Who came in through the identity server proves it there once more, and leaves there, too."""

import time
from urllib.parse import parse_qs, urlparse

import pytest

from notices.models import Preference
from roster.backends import issuer
from roster.models import Change
from tests.security.test_proving import long_ago

WISH = {"rhythm": Preference.Rhythm.choices[0][0], "phone": "13904510000"}
PROVE, WISHES = "/security/prove/", "/notices/preferences/"


@pytest.fixture
def guest(clerk, server, caller):
    """A clerk who came in through the server long ago."""
    server.go(caller)
    return long_ago(caller)


def says(answer):
    return answer.content.decode()


def test_asvs_7_5_1_the_server_looks_at_the_person_again(guest, server):
    page = says(guest.post(WISHES, WISH))
    assert f'href="{PROVE}"' in page
    assert 'name="phone" value="13904510000"' in page
    assert "还没有重新登录" in says(guest.post(WISHES, {**WISH, "proof": "1"}))
    server.claims["auth_time"] = int(time.time())
    assert "回到原来的页面" in says(server.go(guest, PROVE))
    assert server.asked_for["prompt"] == ["login"]
    assert server.asked_for["max_age"] == ["0"]
    assert guest.post(WISHES, {**WISH, "proof": "1"}).status_code == 302
    assert Preference.objects.get().phone == "13904510000"


@pytest.mark.parametrize("when", [-3600, None])
def test_asvs_7_5_1_a_server_that_asked_nobody_proves_nothing(guest, server, when):
    server.claims["auth_time"] = when and int(time.time()) + when
    assert server.go(guest, PROVE).status_code == 403
    assert "请确认是您本人" in says(guest.post(WISHES, WISH))
    assert not Preference.objects.exists()


def test_asvs_7_5_1_another_person_at_the_server_proves_nothing(guest, stranger, server, clerk):
    server.claims |= {"preferred_username": "stranger", "auth_time": int(time.time())}
    assert "不是您本人" in says(server.go(guest, PROVE))
    assert guest.get("/units/").wsgi_request.user == clerk
    assert Change.objects.filter(verb="登录未成功", row=str(clerk.pk)).exists()
    assert "请确认是您本人" in says(guest.post(WISHES, WISH))


def test_asvs_7_5_1_a_silent_server_is_said_and_changes_nothing(guest, server):
    server.is_silent = True
    issuer.client.cache_clear()
    assert "到统一身份认证重新登录" in says(guest.post(WISHES, WISH))
    answer = guest.get(PROVE)
    assert answer.status_code == 403
    assert "暂时不应答" in says(answer)
    assert not Preference.objects.exists()


def test_who_leaves_here_leaves_the_server_too(clerk, server, caller):
    server.way_out = f"{server.address}/leave?realm=office"
    server.go(caller)
    answer = caller.post("/sign-out/")
    onward = urlparse(answer.context["onward"])
    assert f"{onward.scheme}://{onward.netloc}" == server.address
    asked = parse_qs(onward.query)
    assert asked["realm"] == ["office"]
    assert asked["post_logout_redirect_uri"] == ["http://testserver/sign-in/"]
    assert 'http-equiv="refresh"' in says(answer)
    assert "storage" in answer["Clear-Site-Data"]
    assert caller.get("/units/").status_code == 302
    assert not clerk.sittings.exists()


@pytest.mark.parametrize("place", ["", "javascript:alert(1)", "ftp://server/leave"])
def test_a_server_without_a_place_to_leave_is_left_alone(clerk, server, caller, place):
    server.way_out = place
    server.go(caller)
    assert caller.post("/sign-out/").url == "/sign-in/"


def test_who_came_in_with_a_password_leaves_no_server(clerk, server, come_in):
    server.way_out = f"{server.address}/leave"
    assert come_in("clerk")[0].post("/sign-out/").url == "/sign-in/"


def test_a_server_that_is_down_keeps_nobody_in(clerk, server, caller):
    server.way_out = f"{server.address}/leave"
    server.go(caller)
    server.is_silent = True
    issuer.client.cache_clear()
    assert caller.post("/sign-out/").url == "/sign-in/"
    assert caller.get("/units/").status_code == 302
