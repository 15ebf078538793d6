"""Sign-in through the office's identity server and directory: who is let in is ours to say."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils.timezone import now
from joserfc.jwk import OctKey, RSAKey

import roster.rules as rules
from roster.models import Change, User
from tests.security.conftest import AXES, OFFICE

HELD = "Mu-Lu-Kou-Ling-1"


def notes(user, verb):
    return list(Change.objects.filter(verb=verb, row=str(user.pk)).values_list("note", flat=True))


def test_the_page_offers_the_server_only_where_one_is_set(clerk, server, caller, settings):
    assert "用统一身份认证登录" in caller.get("/sign-in/").content.decode()
    settings.OIDC_ISSUER = ""
    assert "统一身份认证" not in caller.get("/sign-in/").content.decode()
    for way in ("/sign-in/outside/", "/sign-in/outside/back/"):
        assert caller.get(way).status_code == 404


def test_who_the_server_names_comes_in_and_it_is_noted(clerk, server, caller):
    answer = server.go(caller)
    assert answer.url == "/"
    assert caller.get("/units/").status_code == 200
    assert notes(clerk, "登录") == ["10.1.2.3（统一身份认证）"]
    assert clerk.sittings.count() == 1
    assert server.asked_for["code_challenge_method"] == ["S256"]
    assert server.asked_for["redirect_uri"] == ["http://testserver/sign-in/outside/back/"]


def test_the_name_may_come_from_the_page_of_the_person(clerk, server, caller):
    server.claims = {"sub": "s-1"}
    server.told = {"sub": "s-2", "preferred_username": "clerk"}
    assert "没有通过核对" in server.go(caller).content.decode()
    server.told = {"sub": "s-1", "preferred_username": "ＣＬＥＲＫ"}
    assert server.go(caller).url == "/"


def test_a_person_without_an_account_is_told_so_and_none_is_made(clerk, server, caller):
    server.claims = {"sub": "s-9", "preferred_username": "moshengren"}
    answer = server.go(caller)
    assert answer.status_code == 403
    assert "本系统没有账号“moshengren”" in answer.content.decode()
    assert not User.objects.filter(username="moshengren").exists()
    assert caller.get("/units/").status_code == 302


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "other"},
        {"nonce": None},
        {"aud": "another-program"},
        {"iss": "http://elsewhere.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"preferred_username": None, "sub": None},
    ],
)
def test_an_answer_that_is_not_for_us_is_refused(clerk, server, caller, lie):
    server.claims |= lie
    answer = server.go(caller)
    assert answer.status_code == 403
    assert "没有通过核对" in answer.content.decode()
    assert not clerk.sittings.exists()


@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("RS256", RSAKey.generate_key(2048, {"kid": "one"})),
        ("HS256", OctKey.import_key("a shared word that is long enough to sign with")),
        ("none", OctKey.import_key("any word of so many letters")),
    ],
)
def test_a_wrong_signature_is_refused(clerk, server, caller, alg, key):
    server.alg, server.signs_with = alg, key
    assert "没有通过核对" in server.go(caller).content.decode()
    assert caller.get("/units/").status_code == 302


def test_a_wrong_or_used_state_is_refused(clerk, server, caller):
    back = "/sign-in/outside/back/"
    assert "没有通过核对" in caller.get(back, {"code": "c", "state": "x"}).content.decode()
    assert "没有通过核对" in caller.get(back).content.decode()
    server.go(caller)
    used = {"code": "c", "state": server.asked_for["state"][0]}
    assert Client().get(back, used).status_code == 403
    assert caller.get(back, used).status_code == 403


def test_an_issuer_that_calls_itself_otherwise_is_refused(clerk, server, caller):
    server.name = "https://another.example"
    server.claims["iss"] = "https://another.example"
    assert "没有通过核对" in server.go(caller).content.decode()


def test_no_token_is_kept_in_the_session(clerk, server, caller):
    server.go(caller)
    kept = str(dict(caller.session.items()))
    assert "id_token" not in kept
    assert "access_token" not in kept
    assert "nonce" not in kept


def test_a_disabled_account_stays_out(clerk, server, caller):
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert "已停用" in server.go(caller).content.decode()
    assert notes(clerk, "登录未成功") == ["10.1.2.3"]


def test_officers_use_the_password_kept_here(security, server, caller):
    server.claims["preferred_username"] = security.username
    assert "只用本系统的口令" in server.go(caller).content.decode()


def test_the_second_factor_is_still_owed(office, server, caller, settings):
    settings.SECOND_FACTOR = True
    server.claims["preferred_username"] = office.username
    server.go(caller)
    assert caller.get("/units/").url == "/security/confirm/"


def test_a_password_that_is_old_here_does_not_matter_then(clerk, real, server, caller):
    clerk = real(clerk)
    User.objects.update(password_set_at=now() - timedelta(days=91), must_change_password=True)
    server.go(caller)
    assert caller.get("/units/").status_code == 200


def test_a_locked_account_stays_locked(clerk, server, caller, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        caller.post("/sign-in/", {"username": "clerk", "password": "错"})
    assert "锁定15分钟" in server.go(caller).content.decode()


def test_a_crowded_network_stays_locked(clerk, server, caller):
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=f"u{number}", ip_address="10.1.2.3", failures_since_start=1)
        for number in range(30)
    )
    assert "暂时锁定" in server.go(caller).content.decode()


def test_the_fourth_sitting_ends_the_oldest_here_too(clerk, server):
    browsers = [Client(REMOTE_ADDR="10.1.2.3") for _ in range(4)]
    for one in browsers:
        server.go(one)
    assert browsers[0].get("/units/").status_code == 302
    assert browsers[3].get("/units/").status_code == 200


@pytest.mark.parametrize("far", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(clerk, server, caller, far):
    assert server.go(caller, next=far).url == "/"


def test_the_way_back_leads_where_one_wanted_to_go(clerk, server, caller):
    assert server.go(caller, next="/units/").url == "/units/"


def test_a_session_begun_outside_ends_when_the_way_is_closed(clerk, server, caller, settings):
    server.go(caller)
    settings.AUTHENTICATION_BACKENDS = [AXES, OFFICE]
    assert caller.get("/units/").status_code == 302


def test_a_silent_server_is_said(clerk, server, caller):
    server.is_silent = True
    answer = caller.get("/sign-in/outside/")
    assert answer.status_code == 403
    assert "暂时不应答" in answer.content.decode()


def test_a_name_is_recognised_by_its_account_alone(clerk):
    assert rules.recognise(" Clerk ", address="10.1.2.3", at=now()) == clerk
