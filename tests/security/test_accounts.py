"""身份鉴别 (GB/T 22239-2019 8.1.4.1): passwords, locks, sittings, the second factor."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as used
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import now

import roster.rules as rules
from common.refusal import Refused
from roster.models import Authenticator, Change, Sitting, User
from roster.words import Work
from tests import builders
from tests.security.conftest import PASSWORD

OTHERS = ["Bu-Yi-Yang1", "Bu-Yi-Yang2", "Bu-Yi-Yang3", "Bu-Yi-Yang4", "Bu-Yi-Yang5"]


@pytest.mark.parametrize(
    "plain", ["Short-1", "alllowercase", "12345678901", "Password123", "a b c"]
)
def test_dj1a_a_plain_password_is_refused(plain):
    with pytest.raises(ValidationError):
        validate_password(plain)


@pytest.mark.parametrize("strong", ["Bu-Yi-Yang1", "秋高气爽abcde2026", "cuoti_2026_kzx"])
def test_dj1a_three_kinds_of_signs_are_enough(strong):
    assert validate_password(strong) is None


@pytest.mark.django_db
@pytest.mark.parametrize("twin", ["clerk", "CLERK", "ｃｌｅｒｋ", " clerk "])
def test_dj1a_an_account_is_opened_once_however_it_is_written(clerk, twin):
    with pytest.raises(Refused, match="已存在"):
        rules.open_account(username=twin, name="另一人", by=None)


def test_dj1a_the_last_five_passwords_do_not_come_back(clerk):
    for password in OTHERS:
        rules.change_password(clerk, password=password)
    with pytest.raises(Refused, match="最近5次"):
        rules.change_password(clerk, password=OTHERS[0])
    rules.change_password(clerk, password="Bu-Yi-Yang6")
    rules.change_password(clerk, password="Bu-Yi-Yang7")
    rules.change_password(clerk, password=OTHERS[0])


def test_dj1a_the_rule_refuses_a_weak_password_whoever_asks_it(clerk):
    with pytest.raises(Refused, match="别人试几次就能猜到"):
        rules.change_password(clerk, password="Jiaoyuju-2026")
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_dj1a_after_ninety_days_only_the_change_of_password_is_left(sign_in, real, clerk):
    clerk = real(clerk)
    client = sign_in(clerk)
    assert client.get("/").status_code == 200
    User.objects.update(password_set_at=now() - timedelta(days=91))
    assert client.get("/units/").url == "/password/"
    assert "等级保护" in client.get("/password/").content.decode()


def test_dj1b_a_wrong_password_from_elsewhere_does_not_lock_the_person_out(
    settings, clerk, come_in
):
    settings.AXES_ENABLED = True
    for _ in range(5):
        come_in("clerk", "错", address="10.9.9.9")
    assert come_in("clerk", address="10.9.9.9")[1].status_code == 429
    assert come_in("clerk", address="10.1.2.3")[1].status_code == 302


def test_dj1b_many_failures_on_one_account_only_slow_it_down(clerk, come_in):
    Change.objects.bulk_create(
        Change(
            actor_name="系统", verb="登录未成功", model="roster.user", row=str(clerk.pk), title="某"
        )
        for _ in range(26)
    )
    page = come_in("clerk")[1].content.decode()
    assert "秒后再试" in page
    Change.objects.update(at=now() - timedelta(seconds=61))
    assert come_in("clerk")[1].status_code == 302


def test_dj1b_an_address_that_guesses_many_accounts_is_locked(clerk, security, come_in):
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=f"u{number}", ip_address="10.9.9.9", failures_since_start=1)
        for number in range(30)
    )
    assert "暂时锁定" in come_in("clerk", address="10.9.9.9")[1].content.decode()
    assert come_in("clerk", address="10.1.2.3")[1].status_code == 302
    rules.unlock_network("10.9.9.9", by=security)
    assert come_in("clerk", address="10.9.9.9")[1].status_code == 302


def test_dj1b_the_security_officer_unlocks_an_account(settings, sign_in, clerk, security, come_in):
    settings.AXES_ENABLED = True
    for _ in range(5):
        come_in("clerk", "错")
    assert come_in("clerk")[1].status_code == 429
    sign_in(security).post(f"/users/{clerk.pk}/unlock/")
    assert come_in("clerk")[1].status_code == 302


def test_dj1b_a_stranger_unlocks_nobody(clerk, stranger, system):
    for person in (stranger, system):
        with pytest.raises(Refused):
            rules.unlock(clerk, by=person)
        with pytest.raises(Refused):
            rules.unlock_network("10.9.9.9", by=person)


def test_dj1b_a_sitting_ends_after_twelve_hours_however_busy(clerk, come_in):
    client, _ = come_in("clerk")
    session = client.session
    session["since"] = (now() - timedelta(hours=12, minutes=1)).timestamp()
    session.save()
    assert client.get("/units/").url.startswith("/sign-in/")
    assert client.get("/units/").status_code == 302


def test_dj1b_an_idle_sitting_ends_and_an_officers_sooner(clerk, system, come_in):
    assert come_in("clerk")[0].session.get_expiry_age() == used.SESSION_COOKIE_AGE == 1800
    assert come_in("system")[0].session.get_expiry_age() == 900


def test_dj1b_somebody_at_work_is_noted_once_a_minute_and_not_with_every_page(clerk, come_in):
    client, _ = come_in("clerk")
    client.get("/units/")
    noted = client.session["seen"]
    client.get("/units/")
    assert client.session["seen"] == noted
    session = client.session
    session["seen"] = noted - 61
    session.save()
    Session.objects.update(expire_date=now() + timedelta(minutes=1))
    client.get("/units/")
    assert client.session["seen"] >= noted
    assert Session.objects.get().expire_date > now() + timedelta(minutes=29)


def test_dj1b_the_fourth_sitting_ends_the_oldest(clerk, come_in):
    clients = [come_in("clerk")[0] for _ in range(4)]
    assert [client.get("/units/").status_code for client in clients] == [302, 200, 200, 200]
    assert clerk.sittings.count() == 3


def test_dj1b_a_person_ends_a_sitting_elsewhere_and_nobody_elses(clerk, stranger, come_in):
    here, _ = come_in("clerk")
    there, _ = come_in("clerk", address="10.8.8.8")
    other = Sitting.objects.get(address="10.8.8.8")
    assert "10.8.8.8" in here.get("/security/").content.decode()
    assert come_in("stranger")[0].post(f"/security/sittings/{other.pk}/end/").status_code == 404
    with pytest.raises(Refused, match="自己的会话"):
        rules.end_sitting(other, by=stranger)
    here.post(f"/security/sittings/{other.pk}/end/")
    assert there.get("/units/").status_code == 302
    assert here.get("/units/").status_code == 200


def test_dj2c_signing_in_from_two_networks_at_once_is_flagged(clerk, come_in):
    come_in("clerk")
    come_in("clerk", address="10.8.8.8")
    assert Change.objects.filter(verb="登录", note="10.8.8.8（另有异地会话）").exists()


def test_dj10a_a_changed_password_ends_every_other_sitting(clerk, come_in):
    (here, _), (there, _) = come_in("clerk"), come_in("clerk")
    new = {"old_password": PASSWORD, "new_password1": OTHERS[0], "new_password2": OTHERS[0]}
    assert here.post("/password/", new).status_code == 302
    assert here.get("/units/").status_code == 200
    assert there.get("/units/").status_code == 302
    assert clerk.sittings.count() == 1


def test_dj10a_leaving_kills_the_cookie_and_clears_the_browser(clerk, come_in):
    client, _ = come_in("clerk")
    cookie = client.cookies["sessionid"].value
    assert "storage" in client.post("/sign-out/")["Clear-Site-Data"]
    again = Client(REMOTE_ADDR="10.1.2.3")
    again.cookies["sessionid"] = cookie
    assert again.get("/units/").status_code == 302
    assert not clerk.sittings.exists()


def test_dj10a_a_disabled_person_is_out_with_the_next_click(clerk, system, come_in):
    client, _ = come_in("clerk")
    rules.disable(clerk, by=system)
    assert client.get("/units/").status_code == 302


def test_dj2c_an_account_nobody_uses_is_disabled(real, clerk, stranger, system):
    for person in (clerk, stranger, system):
        real(person)
    late = now() + timedelta(days=61)
    User.objects.filter(pk=stranger.pk).update(last_login=late - timedelta(days=3))
    assert rules.retire_idle(late) == 1
    assert not User.objects.get(pk=clerk.pk).is_active
    assert User.objects.get(pk=system.pk).is_active


def test_dj1d_an_officer_must_enrol_before_anything_else(settings, system, come_in, telephone):
    settings.SECOND_FACTOR = True
    client, _ = come_in("system")
    assert client.get("/users/").url == "/security/confirm/"
    assert "二维码" in client.get("/security/confirm/").content.decode()
    code = telephone(Authenticator.objects.get(user=system), now())
    assert client.post("/security/confirm/", {"code": code}).url == "/security/"
    assert client.get("/users/").status_code == 200


def test_dj1d_the_code_is_asked_for_and_counts_once(clerk, come_in, telephone):
    own = rules.offer_authenticator(clerk)
    at = now()
    rules.confirm_authenticator(clerk, code=telephone(own, at), at=at)
    client, _ = come_in("clerk")
    assert client.get("/units/").url == "/security/code/"
    replay = client.post("/security/code/", {"code": telephone(own, at)})
    assert "已用过" in replay.content.decode()
    fresh = {"code": telephone(own, at + timedelta(seconds=30))}
    assert client.post("/security/code/", fresh).url == "/"
    assert client.get("/units/").status_code == 200


def test_dj1d_a_code_of_five_minutes_ago_opens_nothing(clerk, telephone):
    own = rules.offer_authenticator(clerk)
    at = now()
    with pytest.raises(Refused, match="动态口令不正确"):
        rules.confirm_authenticator(clerk, code=telephone(own, at - timedelta(minutes=5)), at=at)


def test_dj1d_a_clerk_of_a_unit_is_not_made_to_enrol(settings, clerk, come_in):
    settings.SECOND_FACTOR = True
    assert come_in("clerk")[0].get("/units/").status_code == 200


def test_dj8b_the_seed_does_not_stand_readable_in_the_database(clerk):
    own = rules.offer_authenticator(clerk)
    assert rules.seed(own) not in own.seed
    assert len(rules.seed(own)) == 32


def test_dj2b_a_fresh_database_has_no_account(db):
    assert not User.objects.exists()


def test_dj2a_a_new_account_sees_nothing(real, sign_in, campaign):
    user = real(builders.make_user("new", "新人"))
    builders.make_unit(name="标记单位甲乙丙")
    client = sign_in(user)
    for page in ("/issues/", "/campaigns/", "/reports/dashboard/", "/users/", "/journal/"):
        answer = client.get(page, follow=True)
        assert "标记单位甲乙丙" not in answer.content.decode()
    assert not user.works_as(*Work.values)


def test_dj1b_a_name_nobody_has_is_tried_like_any_other(db):
    assert rules.admit("nobody", address="10.1.2.3", at=now()) is None


def test_dj1a_a_past_password_is_refused_before_it_is_stored(clerk):
    rules.change_password(clerk, password=OTHERS[0])
    with pytest.raises(Refused):
        rules.refuse_past_password(clerk, PASSWORD)
    rules.refuse_past_password(clerk, OTHERS[1])


def test_dj10a_a_sitting_goes_on_under_its_new_key(clerk):
    rules.sign_in(clerk, address="10.1.2.3", key="a" * 32)
    rules.keep_sitting(clerk, old="a" * 32, new="b" * 32)
    assert clerk.sittings.get().key == "b" * 32
    rules.sign_out(clerk, key="b" * 32)
    assert not clerk.sittings.exists()


def test_dj1d_the_address_of_the_qr_code_names_the_product(clerk):
    own = rules.offer_authenticator(clerk)
    assert rules.address(own).startswith("otpauth://totp/")
    assert not own.confirmed_at
    with pytest.raises(Refused):
        rules.pass_factor(clerk, code="abc", at=now())


def test_dj10a_a_sitting_that_is_over_leaves_no_row(clerk, come_in):
    come_in("clerk")
    assert rules.clear_sittings(now()) == 0
    assert rules.clear_sittings(now() + timedelta(hours=13)) == 1
    assert not Session.objects.exists()
