"""Sign-in with the password that the office's directory keeps: accounts and rights stay ours."""

import pytest
from ldap3 import MOCK_SYNC, OFFLINE_AD_2012_R2, Connection, Server
from ldap3.core.exceptions import LDAPSocketOpenError

from notices.models import Preference
from roster.backends import directory
from roster.models import User
from tests.security.conftest import PASSWORD
from tests.security.test_outside import AXES, OFFICE, notes
from tests.security.test_proving import long_ago

HELD = "Mu-Lu-Kou-Ling-1"


@pytest.fixture
def book(settings, db, monkeypatch):
    """A directory that knows the clerk, the security officer and two of one name."""
    own = Server("house", get_info=OFFLINE_AD_2012_R2)
    filled = Connection(own, client_strategy=MOCK_SYNC)
    service = {"userPassword": "asking", "sn": "ask"}
    filled.strategy.add_entry("cn=ask,dc=gov", service)
    for name, where in (("clerk", "a"), ("security", "a"), ("head", "a"), ("head", "b")):
        entry = {"userPassword": HELD, "sn": name, "uid": name, "objectClass": "person"}
        filled.strategy.add_entry(f"uid={name},ou={where},dc=gov", entry)
    monkeypatch.setattr(directory, "server", lambda: own)
    monkeypatch.setattr(directory, "STRATEGY", MOCK_SYNC)
    settings.LDAP_URL, settings.LDAP_BASE = "ldaps://house", "dc=gov"
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = "cn=ask,dc=gov", "asking"
    way = "roster.backends.directory.DirectoryBackend"
    settings.AUTHENTICATION_BACKENDS = [AXES, OFFICE, way]


def test_the_directorys_password_lets_in(clerk, book, come_in):
    client, answer = come_in("CLERK", HELD)
    assert answer.url == "/"
    assert client.get("/units/").status_code == 200
    assert notes(clerk, "登录") == ["10.1.2.3（目录口令）"]


@pytest.mark.parametrize("wrong", ["", "错", "asking"])
def test_a_password_the_directory_refuses_is_refused(clerk, book, come_in, wrong):
    _, answer = come_in("clerk", wrong)
    assert answer.status_code == 200
    assert directory.DirectoryBackend().authenticate(None, "clerk", wrong) is None


@pytest.mark.parametrize("name", ["*", "cl*", "clerk)(uid=*", "moshengren"])
def test_a_name_that_is_a_pattern_finds_nobody(clerk, book, come_in, name):
    assert "账号或口令不正确" in come_in(name, HELD)[1].content.decode()
    assert directory._entry(name) == ""


def test_two_entries_of_one_name_let_nobody_in(head, book, come_in):
    assert "账号或口令不正确" in come_in("head", HELD)[1].content.decode()


def test_an_officers_password_is_never_the_directorys(security, book, come_in):
    assert come_in("security", HELD)[1].status_code == 200
    assert come_in("security", PASSWORD)[1].status_code == 302


def test_a_disabled_account_stays_out_whatever_the_directory_says(clerk, book, come_in):
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert "账号或口令不正确" in come_in("clerk", HELD)[1].content.decode()


def test_wrong_passwords_lock_there_too(clerk, book, come_in, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        come_in("clerk", "错")
    assert come_in("clerk", HELD)[1].status_code == 429


def silent(*_given, **_named):
    raise LDAPSocketOpenError


def test_a_silent_directory_is_nobodys_failure(clerk, book, come_in, monkeypatch):
    monkeypatch.setattr(directory, "_connection", silent)
    assert "目录服务暂时不应答" in come_in("clerk", HELD)[1].content.decode()
    assert notes(clerk, "登录未成功") == []


def test_where_the_directory_alone_counts_a_local_password_does_not(
    clerk, security, book, come_in, settings
):
    settings.LOCAL_PASSWORDS = False
    assert come_in("clerk", PASSWORD)[1].status_code == 200
    assert come_in("security", PASSWORD)[1].status_code == 302


def test_the_directorys_certificate_is_always_looked_at(settings):
    settings.LDAP_URL = "ldaps://house.example"
    made = directory.server()
    assert made.ssl
    assert made.tls.validate.name == "CERT_REQUIRED"


def test_asvs_7_5_1_the_directorys_password_proves_who_sits_here(clerk, book, come_in, monkeypatch):
    client = long_ago(come_in("clerk", HELD)[0])
    wish = {"rhythm": Preference.Rhythm.choices[0][0], "phone": "13904510000"}
    wrong = client.post("/notices/preferences/", {**wish, "proof": "cuo"}).content.decode()
    assert "口令不正确" in wrong
    assert notes(clerk, "登录未成功") == ["10.1.2.3"]
    with monkeypatch.context() as patch:
        patch.setattr(directory, "_connection", silent)
        quiet = client.post("/notices/preferences/", {**wish, "proof": HELD}).content.decode()
    assert "目录服务暂时不应答" in quiet
    assert notes(clerk, "登录未成功") == ["10.1.2.3"]
    assert not Preference.objects.exists()
    assert client.post("/notices/preferences/", {**wish, "proof": HELD}).status_code == 302
    assert Preference.objects.get().phone == "13904510000"


@pytest.mark.parametrize("name", ["clerk", "moshengren", "security", "gone", "head"])
def test_the_directory_is_asked_as_often_whoever_is_named(
    clerk, security, head, stranger, book, monkeypatch, name
):
    User.objects.filter(pk=stranger.pk).update(username="gone", is_active=False)
    asked, connection = [], directory._connection

    def counted(entry, password):
        asked.append((entry, password))
        return connection(entry, password)

    monkeypatch.setattr(directory, "_connection", counted)
    assert directory.DirectoryBackend().authenticate(None, name, "cuo") is None
    assert len(asked) == 2
    tried = asked[1]
    assert (tried[1] == "cuo") == (name == "clerk")
    assert tried[0].startswith("uid=clerk,") == (name == "clerk")
