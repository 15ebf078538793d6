"""The three officers, and accounts that are not demo accounts."""

import base64

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client

import roster.rules as roster
from roster.backends import issuer
from roster.models import User
from roster.words import Work
from tests import builders
from tests.security.issuer import NAME, standing

PASSWORD = "Zhenggai-2026"
OFFICE = "roster.backends.OfficeBackend"
AXES = "axes.backends.AxesStandaloneBackend"


@pytest.fixture
def system(db):
    return builders.make_user("system", "系统员严谨", Work.SYSTEM)


@pytest.fixture
def security(db):
    return builders.make_user("security", "安全员石磊", Work.SECURITY)


@pytest.fixture
def auditor(db):
    return builders.make_user("auditor", "审计员梁信", Work.AUDITOR)


@pytest.fixture
def real():
    """Turn a demo account into one of a real office."""

    def made(user):
        User.objects.filter(pk=user.pk).update(is_demo=False, must_change_password=False)
        return User.objects.get(pk=user.pk)

    return made


@pytest.fixture
def come_in():
    """Sign in by the page, as a person does, from an address."""

    def came(username, password=PASSWORD, address="10.1.2.3", client=None, **more):
        client = client or Client(REMOTE_ADDR=address)
        answer = client.post("/sign-in/", {"username": username, "password": password}, **more)
        return client, answer

    return came


@pytest.fixture
def telephone():
    """What the person's telephone shows at a moment."""

    def shown(own, at):
        raw = base64.b32decode(roster.seed(own))
        return TOTP(raw, 6, SHA1(), 30).generate(int(at.timestamp())).decode()

    return shown


@pytest.fixture
def server(settings, db):
    """An identity server that vouches for the clerk."""
    issuer.client.cache_clear()
    with standing() as own:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = own.address, NAME
        settings.AUTHENTICATION_BACKENDS = [
            AXES,
            OFFICE,
            "roster.backends.issuer.IssuerBackend",
        ]
        yield own
    issuer.client.cache_clear()


@pytest.fixture
def caller():
    return Client(REMOTE_ADDR="10.1.2.3")
