"""ASVS 5.0: what the papers say of what comes in, and where the program speaks outward."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.test import Client

import config.urls
from common.fields import Count, Key
from config import env
from config.watch import checklist
from config.watch.sealed import in_the_open, is_open_database
from tests.security.test_asvs_source import DEPLOY
from tests.security.test_own_rules import APPS, trees, words_of
from tests.security.test_papers import existing

ROOT = Path(__file__).resolve().parents[2]
SPECIAL = (forms.RegexField, forms.GenericIPAddressField, forms.EmailField, forms.URLField)
HOUSE = (Count, Key)
SETS_ITS_OWN = {"roster.views.sign_in.SignInForm.username"}  # Django: as long as the column
OUTWARD = {"build_opener", "urlopen", "create_connection", "send_mail", "socketpair"}
PLACES = {
    "common/scanning.py": "CLAMD",
    "config/broker.py": "自带的中间件的套接字",
    "config/watch/views.py": "REDIS_URL",
    "config/remote.py": "MEDIA_ENDPOINT",
    "notices/rules/delivering.py": "EMAIL_HOST、NOTICE_WEBHOOK",
    "roster/backends/directory.py": "LDAP_URL",
    "roster/backends/issuer.py": "OIDC_ISSUER",
}


def below(one):
    for child in one.__subclasses__():
        yield child
        yield from below(child)


def our_forms():
    assert config.urls.urlpatterns  # every page is loaded, and with it every form
    return {one for one in below(forms.BaseForm) if one.__module__.split(".")[0] in APPS}


def fields():
    return [
        (f"{form.__module__}.{form.__name__}.{name}", one)
        for form in our_forms()
        for name, one in getattr(form, "base_fields", {}).items()
    ]


def part(title):
    return DEPLOY.partition(title)[2].partition("\n\n|")[2].partition("\n\n")[0]


def test_asvs_2_1_1_the_paper_says_what_is_valid_of_every_special_field():
    told = part("怎样的内容算有效")
    special = {f"{one.label}" for _, one in fields() if isinstance(one, SPECIAL)}
    assert {"动态口令", "出生年月", "网络地址"} <= special
    assert [label for label in special if label not in told] == []


def test_asvs_2_1_1_a_single_line_has_a_greatest_length():
    lines = [
        (place, one)
        for place, one in fields()
        if isinstance(one, forms.CharField) and type(one.widget) is forms.TextInput
    ]
    known = [place for place, one in lines if one.max_length or isinstance(one, SPECIAL)]
    assert len(known) > 50
    assert {place for place, _ in lines} - set(known) == {
        "roster.views.sign_in.SignInForm.username"
    }


def test_asvs_2_2_1_no_number_is_larger_than_its_column():
    numbers = [(place, one) for place, one in fields() if type(one) in {forms.IntegerField, *HOUSE}]
    decimals = [(place, one) for place, one in fields() if isinstance(one, forms.DecimalField)]
    assert len(numbers) > 20
    assert len(decimals) > 5
    endless = {place for place, one in numbers if one.max_value is None}
    assert endless == {"roster.forms.FoundForm.order"}  # the model's own range holds
    assert [place for place, one in decimals if one.max_value is one.max_digits is None] == []


def test_asvs_2_1_2_each_pair_the_paper_names_is_proved_by_a_test():
    rows = part("几项合起来才看得出对错的").splitlines()[2:]
    named = [re.findall(r"`(test_\w+)`", row) for row in rows]
    assert len(rows) >= 5
    assert all(found and set(found) <= existing() for found in named)


def test_asvs_4_1_2_only_what_people_read_is_led_on_to_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get("/sign-in/").url.startswith("https://")
    for path in ("/health/", "/ready/", "/metrics/"):
        assert client.get(path).status_code != 301, path
    nginx = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    plain = nginx.partition("listen 80;")[2].partition("\nserver {")[0]
    assert "location ~ ^/(health|ready|metrics)/ { return 403; }" in plain
    assert "if ($request_method !~ ^(GET|HEAD)$) { return 403; }" in plain


FAR = {
    "消息中间件": {"REDIS_URL": "redis://10.1.0.7:6379/0"},
    "统一身份认证": {"OIDC_ISSUER": "http://issuer.example"},
    "目录服务": {"LDAP_URL": "ldap://house", "LDAP_START_TLS": False},
    "附件存储": {"MEDIA_ENDPOINT": "http://store.example"},
    "消息网关": {"NOTICE_WEBHOOK": "http://gate.example"},
    "邮件服务器": {"EMAIL_HOST": "mail.example"},
    "查毒服务": {"CLAMD": "10.1.0.8:3310"},
}
SEALED = (
    {"REDIS_URL": "rediss://10.1.0.7:6379/0"},
    {"REDIS_URL": "redis://127.0.0.1:6379/0"},
    {"OIDC_ISSUER": "https://issuer.example"},
    {"LDAP_URL": "ldap://house", "LDAP_START_TLS": True},
    {"MEDIA_ENDPOINT": "https://store.example"},
    {"NOTICE_WEBHOOK": "https://gate.example"},
    {"EMAIL_HOST": "mail.example", "EMAIL_USE_TLS": True},
    {"EMAIL_HOST": "mail.example", "EMAIL_USE_SSL": True},
    {"CLAMD": "/run/clamd.sock"},
)


@pytest.fixture
def quiet(settings):
    """A program that speaks to nobody but its database."""
    for name in ("REDIS_URL", "OIDC_ISSUER", "LDAP_URL", "MEDIA_ENDPOINT", "NOTICE_WEBHOOK"):
        setattr(settings, name, "")
    settings.EMAIL_HOST = settings.CLAMD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return settings


@pytest.mark.parametrize("name", FAR)
def test_asvs_12_3_1_the_doctor_names_each_connection_in_the_open(quiet, name):
    for key, value in FAR[name].items():
        setattr(quiet, key, value)
    assert in_the_open() == [name]


@pytest.mark.parametrize("safe", SEALED)
def test_asvs_12_3_1_what_is_sealed_or_near_is_not_named(quiet, safe):
    for key, value in safe.items():
        setattr(quiet, key, value)
    assert in_the_open() == []


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("postgres://u:p@10.1.0.5,10.1.0.6/z", True),
        ("postgres://u:p@10.1.0.5/z?sslmode=require", True),
        ("postgres://u:p@10.1.0.5/z?sslmode=verify-full", False),
        ("postgres://u:p@127.0.0.1:5432/z", False),
        ("postgres://u:p@/z?host=/run/postgresql", False),
        ("sqlite:////srv/zgt/db.sqlite3", False),
    ],
)
def test_asvs_12_3_1_a_database_elsewhere_shows_its_certificate(address, is_open):
    assert is_open_database(env.database(address)) == is_open


def test_asvs_12_3_1_the_line_of_the_checklist_says_which(db, settings):
    settings.NOTICE_WEBHOOK = "http://gate.example"
    (line,) = [one for one in checklist._settings() if one.text.startswith("出本机的连接")]
    assert "消息网关" in line.text
    assert not line.holds


def test_asvs_13_2_5_what_speaks_outward_stands_in_these_places():
    calling = {
        "requests",
        "urllib.request",
        "http.client",
        "smtplib",
        "ldap3",
        "boto3",
        "redis",
        "storages.backends.s3",
        "httpx",
        "ftplib",
        "telnetlib",
        "paramiko",
    }
    found = {
        place
        for place, tree in trees().items()
        if OUTWARD & {word for node in _nodes(tree) for word in words_of(node)}
        or calling & _modules(tree)
    }
    assert found == set(PLACES)


def _nodes(tree):
    return list(ast.walk(tree))


def _modules(tree):
    """The whole names of what is imported."""
    names = [node.module for node in _nodes(tree) if isinstance(node, ast.ImportFrom)]
    return {name for name in names if name}
