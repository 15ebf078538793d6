import pytest
from django.test import Client
from django.utils.timezone import localdate

import journal.rules as journal
from common.refusal import Refused
from journal.models import Entry
from roster import rules
from roster.models import Change, User
from roster.words import Work
from tests import builders

ADMIN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def system(db):
    return builders.make_user("system", "系统员马一", Work.SYSTEM)


@pytest.fixture
def security(db):
    return builders.make_user("security", "安全员马二", Work.SECURITY)


def test_the_first_password_is_shown_once_and_must_be_changed(sign_in, system, unit):
    fields = {"username": "Zhang.San", "name": "张三", "unit": unit.pk}
    page = sign_in(system).post("/users/open/", fields)
    first = page.context["first"]
    assert first in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    client = Client()
    client.post("/sign-in/", {"username": "zhang.san", "password": first})
    assert client.get("/").url == "/password/"
    assert client.get("/units/").url == "/password/"
    new = {"old_password": first, "new_password1": "Bu-Yi-Yang9", "new_password2": "Bu-Yi-Yang9"}
    assert client.post("/password/", new).status_code == 302
    assert client.get("/").status_code == 200


def test_the_old_password_is_not_a_new_one(clerk):
    with pytest.raises(Refused, match="不能与原口令相同"):
        rules.change_password(clerk, password="Zhenggai-2026")


def test_only_the_security_officer_grants(sign_in, system, security, unit):
    person, _ = rules.open_account(username="li", name="李四", unit=unit, by=system)
    assert sign_in(system).get(f"/users/{person.pk}/grant/").status_code == 404
    sign_in(security).post(f"/users/{person.pk}/grant/", {"work": "clerk", "unit": unit.pk})
    assert User.objects.get(pk=person.pk).works_for(unit.pk, Work.CLERK)


def test_the_security_officer_opens_no_account(security):
    with pytest.raises(Refused):
        rules.open_account(username="x", name="某", by=security)


def test_the_three_officers_are_three_people(security, system):
    with pytest.raises(Refused, match="不同人员"):
        rules.grant(system, work=Work.AUDITOR, by=security)


def test_nobody_grants_to_themselves(security):
    with pytest.raises(Refused, match="不能给自己授权"):
        rules.grant(security, work=Work.OFFICE, by=security)


def test_a_clerk_needs_a_unit(security, stranger):
    with pytest.raises(Refused, match="须指明适用单位"):
        rules.grant(stranger, work=Work.CLERK, by=security)


def test_a_withdrawn_duty_ends_at_once(security, clerk, unit):
    duty = clerk.duties.get()
    rules.withdraw_duty(duty, on=localdate(), by=security)
    assert not User.objects.get(pk=clerk.pk).works_for(unit.pk, Work.CLERK)


def test_a_disabled_account_signs_in_no_more(system, clerk):
    rules.disable(clerk, by=system)
    answer = Client().post("/sign-in/", {"username": "clerk", "password": "Zhenggai-2026"})
    assert "停用" in answer.content.decode() or "不正确" in answer.content.decode()


def test_a_stranger_sees_no_accounts(sign_in, stranger, office):
    for person in (stranger, office):
        assert sign_in(person).get("/users/").status_code == 404


def test_the_accounts_page_asks_the_same_number_of_queries(
    sign_in, system, unit, django_assert_max_num_queries
):
    for number in range(60):
        builders.make_user(f"p{number}", "某人", Work.CLERK, unit=unit)
    client = sign_in(system)
    client.get("/users/")
    with django_assert_max_num_queries(16):
        client.get("/users/")


def test_the_journal_takes_the_deeds_over_once(system):
    rules.open_account(username="wang", name="王五", by=system)
    taken = journal.gather()
    assert taken >= 1
    assert journal.gather() == 0
    assert Entry.objects.filter(verb="开账号", actor=system).count() == 1
    journal.chain()
    assert journal.verify_chain() == []


def test_five_wrong_passwords_lock_the_door_with_a_sentence(settings, clerk):
    settings.AXES_ENABLED = True
    client = Client()
    for _ in range(5):
        answer = client.post("/sign-in/", {"username": "clerk", "password": "错"})
    assert answer.status_code == 429
    assert "锁定" in answer.content.decode()
    right = client.post("/sign-in/", {"username": "clerk", "password": "Zhenggai-2026"})
    assert right.status_code == 429


def test_an_account_comes_back_with_a_new_first_password(system, clerk):
    rules.disable(clerk, by=system)
    rules.enable(clerk, by=system)
    first = rules.reset_password(clerk, by=system)
    clerk.refresh_from_db()
    assert clerk.is_active
    assert clerk.must_change_password
    assert clerk.check_password(first)


def test_a_stranger_neither_enables_nor_resets(clerk, stranger):
    with pytest.raises(Refused):
        rules.enable(clerk, by=stranger)
    with pytest.raises(Refused):
        rules.reset_password(clerk, by=stranger)


def test_coming_in_and_being_turned_away_are_noted(clerk):
    client = Client(REMOTE_ADDR="10.1.2.3")
    client.post("/sign-in/", {"username": "clerk", "password": "错"})
    client.post("/sign-in/", {"username": "clerk", "password": "Zhenggai-2026"})
    noted = Change.objects.filter(model="roster.user", note="10.1.2.3").order_by("pk")
    assert [change.verb for change in noted] == ["登录未成功", "登录"]


def test_a_name_that_nobody_has_leaves_no_trace(db):
    rules.turn_away("nobody", address="10.1.2.3")
    assert not Change.objects.exists()


def test_the_page_speaks_of_passwords_in_one_word(sign_in, clerk):
    client = sign_in(clerk)
    page = client.get("/password/").content.decode()
    assert "密码" not in page
    assert "再填一次新口令" in page
    typed = {"old_password": "x", "new_password1": "clerk1", "new_password2": "clerk2"}
    refused = client.post("/password/", typed).content.decode()
    assert "密码" not in refused
    for said in ("旧口令不对", "两次填的新口令不一样", "至少要10位", "与您的账号或姓名太接近"):
        assert said in refused
