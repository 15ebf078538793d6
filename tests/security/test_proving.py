"""Before a deed that others could misuse, who sits here proves once more who it is."""

from datetime import timedelta

import pytest
from django.urls import URLResolver, get_resolver
from django.utils.timezone import localdate, now

import exchange.rules as exchange
import roster.rules as rules
from common.labels import Label
from common.refusal import Refused
from journal.models import Erasure
from notices.models import Preference
from roster.http import PROVED, SINCE
from roster.models import Authenticator, Change, User
from roster.words import Work
from tests.security.conftest import PASSWORD

ASKS_AGAIN = {
    *("roster:open_account", "roster:reset_password", "roster:grant", "roster:withdraw_duty"),
    *("roster:switch", "roster:unlock", "roster:unlock_network", "roster:ask_consent"),
    *("roster:answer_consent", "roster:confirm_authenticator", "notices:preferences", "handover"),
    *("exchange:decide_export", "journal:erase", "journal:hold_erasure", "journal:let_go"),
}


def long_ago(client, minutes=11):
    """Let the last proof of this sitting be so long ago."""
    session = client.session
    session[SINCE] = (now() - timedelta(minutes=minutes)).timestamp()
    session.pop(PROVED, None)
    session.save()
    return client


def pages(resolver, space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from pages(pattern, inner)
        else:
            yield f"{space}{pattern.name}", pattern.callback


def test_asvs_7_5_1_the_deeds_that_ask_again_are_these():
    asking = {name for name, view in pages(get_resolver()) if hasattr(view, "asks_again")}
    assert asking == ASKS_AGAIN


@pytest.fixture
def officer(security, come_in):
    return long_ago(come_in("security")[0])


def test_asvs_7_5_1_a_grant_waits_for_the_password_and_nothing_typed_is_lost(officer, clerk, unit):
    path = f"/users/{clerk.pk}/grant/"
    typed = {"work": Work.OUTREACH, "unit": unit.pk, "until_on": "2027-06-30"}
    page = officer.post(path, typed).content.decode()
    assert "请确认是您本人" in page
    assert 'name="until_on" value="2027-06-30"' in page
    assert f'name="unit" value="{unit.pk}"' in page
    assert not clerk.duties.filter(work=Work.OUTREACH).exists()
    wrong = officer.post(path, {**typed, "proof": "bu-dui"}).content.decode()
    assert "口令不正确" in wrong
    assert 'value="bu-dui"' not in wrong
    assert 'name="until_on" value="2027-06-30"' in wrong
    assert officer.post(path, {**typed, "proof": PASSWORD}).status_code == 302
    assert str(clerk.duties.get(work=Work.OUTREACH).until_on) == "2027-06-30"


def test_asvs_7_5_1_one_proof_holds_for_ten_minutes(officer, clerk):
    path = f"/users/{clerk.pk}/unlock/"
    assert officer.post(path).status_code == 200
    assert officer.post(path, {"proof": PASSWORD}).status_code == 302
    assert officer.post(path).status_code == 302
    assert officer.post("/users/unlock-network/", {"address": "10.9.9.9"}).status_code == 200
    assert (
        "没有被锁定"
        in officer.post("/users/unlock-network/", {"address": "10.9.9.9"}).content.decode()
    )
    session = officer.session
    session[PROVED] -= 601
    session.save()
    assert "请确认是您本人" in officer.post(path).content.decode()


def test_asvs_7_5_1_nobody_is_asked_just_after_signing_in(security, clerk, come_in):
    client, _ = come_in("security")
    assert client.post(f"/users/{clerk.pk}/unlock/").status_code == 302


def test_asvs_7_5_1_a_clock_set_back_does_not_stretch_a_proof(officer, clerk):
    session = officer.session
    session[PROVED] = (now() + timedelta(hours=3)).timestamp()
    session.save()
    assert "请确认是您本人" in officer.post(f"/users/{clerk.pk}/unlock/").content.decode()


def test_asvs_7_5_1_looking_at_a_form_asks_nothing(officer, clerk):
    page = officer.get(f"/users/{clerk.pk}/grant/").content.decode()
    assert "请确认是您本人" not in page


@pytest.mark.parametrize("path", ["reset-password", "switch", "ask-consent"])
def test_asvs_7_5_1_deeds_on_accounts_wait_for_the_password(system, clerk, come_in, path):
    client = long_ago(come_in("system")[0])
    before = User.objects.values().get(pk=clerk.pk)
    page = client.post(f"/users/{clerk.pk}/{path}/", {"kind": "recover", "reason": "x"})
    assert "请确认是您本人" in page.content.decode()
    assert User.objects.values().get(pk=clerk.pk) == before
    assert not clerk.consents.exists()


def test_asvs_7_5_1_two_officers_consent_with_a_proof(system, security, come_in):
    other = long_ago(come_in("security")[0])
    rules.offer_authenticator(system)
    asker = User.objects.get(username="system")
    third = User.objects.get(username="security")
    clerkless = rules.open_account(username="third", name="第三人", by=None)[0]
    rules.grant(clerkless, work=Work.AUDITOR, by=None)
    consent = rules.ask_consent(clerkless, kind="disable", reason="离岗", by=asker)
    path = f"/consents/{consent.pk}/answer/"
    page = other.post(path, {"agreed": "0"}).content.decode()
    assert 'name="agreed" value="0"' in page
    assert other.post(path, {"agreed": "0", "proof": PASSWORD}).status_code == 302
    consent.refresh_from_db()
    assert (consent.status, consent.answered_by) == ("declined", third)


def test_asvs_7_5_1_the_seed_is_shown_only_to_who_proved_it(clerk, come_in):
    client = long_ago(come_in("clerk")[0])
    page = client.get("/security/confirm/").content.decode()
    assert "请确认是您本人" in page
    assert "二维码" not in page
    assert not Authenticator.objects.exists()
    answer = client.post("/security/confirm/", {"proof_looks": "1", "proof": PASSWORD})
    assert answer.url == "/security/confirm/"
    assert "二维码" in client.get("/security/confirm/").content.decode()


def test_asvs_7_5_1_the_telephone_for_notices_changes_with_a_proof(clerk, come_in):
    client = long_ago(come_in("clerk")[0])
    wish = {"rhythm": Preference.Rhythm.choices[0][0], "phone": "13904510000"}
    client.post("/notices/preferences/", wish)
    assert not Preference.objects.exists()
    client.post("/notices/preferences/", {**wish, "proof": PASSWORD})
    assert Preference.objects.get().phone == "13904510000"


def test_asvs_7_5_1_the_archive_is_made_after_a_proof(office, campaign, come_in):
    client = long_ago(come_in("office")[0])
    page = client.post("/handover/")
    assert "请确认是您本人" in page.content.decode()
    assert "Content-Disposition" not in page


@pytest.fixture
def export(office):
    file = {"target": "/cadres/export/", "name": "名册.xlsx", "label": Label.SENSITIVE}
    return exchange.ask_export(**file, rows=900, reason="报组织部", by=office)


@pytest.fixture
def erasure(db):
    return Erasure.objects.create(term="uploaded_files", until=localdate(), count=3)


def test_asvs_7_5_1_much_personal_data_leaves_only_after_a_proof(export, leader, come_in):
    client = long_ago(come_in("leader")[0])
    path, said = f"/exchange/exports/{export.pk}/decide/", {"agrees": "1", "answer": "同意报送"}
    page = client.post(path, said).content.decode()
    assert "请确认是您本人" in page
    assert 'name="answer" value="同意报送"' in page
    export.refresh_from_db()
    assert export.status == "asked"
    assert client.post(path, {**said, "proof": PASSWORD}).status_code == 302
    export.refresh_from_db()
    assert (export.status, export.answer, export.decided_by) == ("allowed", "同意报送", leader)


def test_asvs_7_5_1_nothing_is_erased_without_a_proof(erasure, office, come_in):
    client = long_ago(come_in("office")[0])
    path = f"/journal/retention/{erasure.pk}/erase/"
    assert "请确认是您本人" in client.post(path).content.decode()
    erasure.refresh_from_db()
    assert erasure.status == "proposed"
    assert client.post(path, {"proof": PASSWORD}).url == "/journal/retention/"
    erasure.refresh_from_db()
    assert (erasure.status, erasure.by) == ("done", office)


def test_asvs_7_5_1_holding_an_erasure_back_and_letting_it_go_take_a_proof(
    erasure, office, come_in
):
    client = long_ago(come_in("office")[0])
    place = f"/journal/retention/{erasure.pk}"
    page = client.post(f"{place}/hold/", {"reason": "复核中"}).content.decode()
    assert 'name="reason" value="复核中"' in page
    client.post(f"{place}/hold/", {"reason": "复核中", "proof": PASSWORD})
    erasure.refresh_from_db()
    assert (erasure.status, erasure.reason) == ("held", "复核中")
    long_ago(client)
    assert "请确认是您本人" in client.post(f"{place}/let-go/").content.decode()
    client.post(f"{place}/let-go/", {"proof": PASSWORD})
    erasure.refresh_from_db()
    assert erasure.status == "proposed"


def test_asvs_7_5_1_a_stranger_decides_nothing_even_with_a_proof(
    export, erasure, stranger, come_in
):
    client = long_ago(come_in("stranger")[0])
    doors = [f"/exchange/exports/{export.pk}/decide/"]
    doors += [f"/journal/retention/{erasure.pk}/{deed}/" for deed in ("erase", "hold", "let-go")]
    for path in doors:
        sent = {"agrees": "1", "reason": "x", "proof": PASSWORD}
        assert client.post(path, sent).status_code == 404, path


def test_asvs_7_5_1_who_has_a_telephone_enrolled_shows_its_code(clerk, come_in, telephone):
    own = rules.offer_authenticator(clerk)
    at = now()
    rules.confirm_authenticator(clerk, code=telephone(own, at - timedelta(seconds=30)), at=at)
    client, _ = come_in("clerk")
    client.post("/security/code/", {"code": telephone(own, at)})
    long_ago(client)
    wish = {"rhythm": Preference.Rhythm.choices[0][0], "phone": "13904510000"}
    assert "动态口令" in client.post("/notices/preferences/", wish).content.decode()
    page = client.post("/notices/preferences/", {**wish, "proof": PASSWORD}).content.decode()
    assert "动态口令不正确" in page
    code = telephone(own, at + timedelta(seconds=30))
    assert client.post("/notices/preferences/", {**wish, "proof": code}).status_code == 302


def test_asvs_7_5_1_a_wrong_proof_counts_like_a_wrong_sign_in(officer, settings, security, clerk):
    settings.AXES_ENABLED = True
    for _ in range(5):
        officer.post(f"/users/{clerk.pk}/unlock/", {"proof": "bu-dui"})
    answer = officer.post(f"/users/{clerk.pk}/unlock/", {"proof": PASSWORD})
    assert answer.status_code == 429
    failed = Change.objects.filter(verb="登录未成功", row=str(security.pk))
    assert failed.count() >= 5


def test_asvs_7_5_1_another_persons_password_proves_nothing(officer, clerk):
    User.objects.get(pk=clerk.pk).set_password("Ta-Ren-Kou-Ling-9")
    page = officer.post(f"/users/{clerk.pk}/unlock/", {"proof": "Ta-Ren-Kou-Ling-9"})
    assert "口令不正确" in page.content.decode()


def test_asvs_7_5_1_a_stranger_finds_no_page_behind_the_proof(stranger, clerk, come_in):
    client = long_ago(come_in("stranger")[0])
    sent = {"proof": PASSWORD}
    assert client.post(f"/users/{clerk.pk}/unlock/", sent).status_code == 404
    assert client.get("/security/prove/").status_code == 404


def test_asvs_7_5_1_a_changed_password_is_a_proof(clerk, come_in):
    client = long_ago(come_in("clerk")[0])
    new = {"old_password": PASSWORD, "new_password1": "Bu-Yi-Yang1"}
    client.post("/password/", {**new, "new_password2": "Bu-Yi-Yang1"})
    assert "二维码" in client.get("/security/confirm/").content.decode()


def test_asvs_6_6_3_six_figures_are_not_guessed_without_end(clerk, security, telephone):
    own = rules.offer_authenticator(clerk)
    at = now()
    rules.confirm_authenticator(clerk, code=telephone(own, at - timedelta(seconds=30)), at=at)
    right = telephone(own, at)
    for _ in range(5):
        with pytest.raises(Refused, match="不正确"):
            rules.pass_factor(clerk, code="abcdef", at=at)
    with pytest.raises(Refused, match="暂时锁定"):
        rules.pass_factor(clerk, code=right, at=at)
    rules.unlock(clerk, by=security)
    rules.pass_factor(clerk, code=right, at=at)


def test_asvs_6_3_1_the_old_password_is_not_guessed_at_an_open_sitting(clerk, come_in, settings):
    settings.AXES_ENABLED = True
    client, _ = come_in("clerk")
    new = {"new_password1": "Bu-Yi-Yang1", "new_password2": "Bu-Yi-Yang1"}
    for _ in range(5):
        client.post("/password/", {"old_password": "cuo", **new})
    page = client.post("/password/", {"old_password": PASSWORD, **new})
    assert page.status_code == 429 or "已锁定15分钟" in page.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
    assert Change.objects.filter(verb="登录未成功", row=str(clerk.pk)).count() == 5
