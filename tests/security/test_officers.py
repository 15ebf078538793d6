"""三员分立 (GB/T 22239-2019 8.1.5): three people, none alone, no business data."""

import os
import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.test import Client

import roster.rules as rules
from common.refusal import Refused
from roster.http import address
from roster.models import Authenticator, Consent, User
from roster.words import OFFICERS, Work
from tests import builders

Kind = Consent.Kind


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_sanyuan_nobody_holds_two_of_the_three(system):
    with pytest.raises(Refused, match="不同人员"):
        rules.grant(system, work=Work.SECURITY, by=None)


def test_sanyuan_an_officer_holds_no_business_duty(system, unit):
    with pytest.raises(Refused, match="不得兼任"):
        rules.grant(system, work=Work.CLERK, unit=unit, by=None)


def test_sanyuan_one_officer_alone_changes_no_other(system, security, auditor):
    with pytest.raises(Refused, match="会签"):
        rules.disable(security, by=system)
    with pytest.raises(Refused, match="会签"):
        rules.reset_password(auditor, by=system)
    with pytest.raises(Refused, match="会签"):
        rules.withdraw_duty(auditor.duties.get(), on=None, by=security)


def test_sanyuan_one_officer_alone_appoints_none(security, clerk):
    clerk.duties.all().delete()
    with pytest.raises(Refused, match="会签"):
        rules.grant(clerk, work=Work.AUDITOR, by=security)


def test_sanyuan_two_officers_appoint_one(system, security, clerk):
    clerk.duties.all().delete()
    asked = rules.ask_consent(clerk, kind=Kind.GRANT, work=Work.AUDITOR, reason="接任", by=system)
    rules.answer_consent(asked, agreed=True, by=security)
    assert fresh(clerk).is_officer


def test_sanyuan_who_asked_does_not_answer(system, security, auditor):
    asked = rules.ask_consent(auditor, kind=Kind.RESET, reason="忘记", by=system)
    for person in (system, auditor):
        with pytest.raises(Refused, match="发起人和当事人以外"):
            rules.answer_consent(asked, agreed=True, by=person)
    first = rules.answer_consent(asked, agreed=True, by=security)
    assert fresh(auditor).check_password(first)
    with pytest.raises(Refused):
        rules.answer_consent(asked, agreed=True, by=security)


def test_sanyuan_the_last_of_a_kind_stays(system, security, auditor):
    asked = rules.ask_consent(auditor, kind=Kind.DISABLE, reason="调离", by=system)
    with pytest.raises(Refused, match="最后一名"):
        rules.answer_consent(asked, agreed=True, by=security)
    builders.make_user("auditor2", "审计员二", Work.AUDITOR)
    rules.answer_consent(Consent.objects.get(pk=asked.pk), agreed=True, by=security)
    assert not fresh(auditor).is_active


def test_sanyuan_a_declined_consent_does_nothing(system, security, auditor):
    builders.make_user("auditor2", "审计员二", Work.AUDITOR)
    asked = rules.ask_consent(auditor, kind=Kind.WITHDRAW, reason="轮岗", by=system)
    rules.answer_consent(asked, agreed=False, by=security)
    assert fresh(auditor).is_officer


def test_sanyuan_a_stranger_neither_asks_nor_answers(stranger, office, system, security, auditor):
    asked = rules.ask_consent(auditor, kind=Kind.RESET, reason="忘记", by=system)
    for person in (stranger, office):
        with pytest.raises(Refused):
            rules.ask_consent(auditor, kind=Kind.RESET, reason="想要", by=person)
        with pytest.raises(Refused):
            rules.answer_consent(asked, agreed=True, by=person)


def test_dj1d_two_officers_recover_a_lost_telephone(sign_in, system, security, clerk):
    rules.offer_authenticator(clerk)
    client = sign_in(system)
    fields = {"kind": "recover", "reason": "手机丢失", "work": ""}
    assert client.post(f"/users/{clerk.pk}/ask-consent/", fields).url == "/consents/"
    asked = Consent.objects.get()
    client.post(f"/consents/{asked.pk}/answer/", {"agreed": "1"})
    assert Authenticator.objects.filter(user=clerk).exists()
    page = sign_in(security).get("/consents/").content.decode()
    assert "手机丢失" in page
    sign_in(security).post(f"/consents/{asked.pk}/answer/", {"agreed": "1"})
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_nobody_but_the_officers_finds_the_consents(sign_in, stranger, office):
    for person in (stranger, office):
        assert sign_in(person).get("/consents/").status_code == 404


BUSINESS = ["/issues/", "/issues/ledger/", "/reports/dashboard/", "/cadres/", "/outreach/opinions/"]


@pytest.mark.parametrize("work", sorted(OFFICERS))
def test_sanyuan_no_officer_sees_a_business_row(sign_in, campaign, unit, work):
    builders.make_ledger_issue(campaign, unit, text="标记问题甲乙丙：办件拖延无人过问")
    builders.make_cadre(unit, name="标记人")
    client = sign_in(builders.make_user("one", "管理员", work))
    for page in BUSINESS:
        body = client.get(page, follow=True).content.decode()
        assert "标记问题甲乙丙" not in body
        assert "标记人" not in body


def test_dj4c_an_officer_works_only_from_the_set_networks(settings, system, clerk, come_in):
    settings.OFFICER_NETWORKS = [ip_network("10.1.0.0/16")]
    inside, _ = come_in("system", address="10.1.2.3")
    assert inside.get("/users/").status_code == 200
    outside, _ = come_in("system", address="10.2.2.3")
    answer = outside.get("/users/")
    assert answer.status_code == 403
    assert "规定的网段" in answer.content.decode()
    assert come_in("clerk", address="10.2.2.3")[0].get("/units/").status_code == 200


@pytest.mark.parametrize(
    ("near", "forwarded", "seen"),
    [
        ("10.2.2.3", "10.1.2.3", "10.2.2.3"),
        ("127.0.0.1", "10.2.2.3", "10.2.2.3"),
        ("127.0.0.1", "10.1.2.3, 10.2.2.3", "10.2.2.3"),
        ("127.0.0.1", "evil", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_dj4c_a_forged_address_does_not_count(settings, rf, near, forwarded, seen):
    settings.BEHIND_PROXY = True
    request = rf.get("/", REMOTE_ADDR=near, HTTP_X_FORWARDED_FOR=forwarded)
    assert address(request) == seen


def test_dj4c_without_a_proxy_no_forwarded_address_counts(settings, rf):
    settings.BEHIND_PROXY = False
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.1.2.3")
    assert address(request) == "127.0.0.1"


@pytest.mark.django_db
def test_dj1c_the_sign_in_page_carries_the_headers():
    answer = Client().get("/sign-in/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


COOKIES = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
"""


def test_dj1c_over_https_the_cookies_belong_to_this_host(tmp_path):
    env = {**os.environ, "HTTPS": "1", "DATA_DIR": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    done = subprocess.run([sys.executable, "-c", COOKIES], env=env, capture_output=True, text=True)
    said = done.stdout.split()
    assert said == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "Lax"]
