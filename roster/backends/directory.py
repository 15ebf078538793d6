"""Passwords held by the office's directory (LDAP); accounts and rights stay in the roster."""

import secrets
from ssl import CERT_REQUIRED
from typing import Any

from django.conf import settings
from ldap3 import NO_ATTRIBUTES, NONE, SYNC, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPStartTLSError
from ldap3.utils.conv import escape_filter_chars

from common.refusal import Refused
from roster.backends import OfficeBackend
from roster.models import User

STRATEGY = SYNC
PATIENCE = 5
SILENT = "单位的目录服务暂时不应答，请稍后再试；急用请联系系统管理员。"


class DirectoryBackend(OfficeBackend):
    """The directory vouches for the password of an account that stands in the roster already."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **named: Any
    ) -> User | None:
        """Ask the directory; officers' accounts and empty passwords never get that far."""
        user = User.objects.filter(username=username).first()
        if not password:
            return None
        if user is None or user.is_officer or not self.user_can_authenticate(user):
            vouches(username or "", "", nobody=True)
            return None
        return user if vouches(user.username, password) else None


def vouches(username: str, password: str, *, nobody: bool = False) -> bool:
    """Tell whether the directory has exactly one such entry and lets it in with the password.

    A name without an account takes as long as any other and is tried on nobody's entry, so that
    neither the clock nor the directory's own locks tell a stranger who has an account here.
    """
    try:
        name = _entry(username)
        if nobody or not name:
            _lets_in(f"cn={secrets.token_hex(8)},{settings.LDAP_BASE}", secrets.token_hex(8))
            return False
        return _lets_in(name, password)
    except LDAPException as error:
        raise Refused(SILENT) from error


def _entry(username: str) -> str:
    with _connection(settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD) as asking:
        wanted = settings.LDAP_FILTER.replace("{}", escape_filter_chars(username))
        asking.search(settings.LDAP_BASE, wanted, attributes=NO_ATTRIBUTES, size_limit=2)
        found = [row["dn"] for row in asking.response if row.get("type") == "searchResEntry"]
    return found[0] if len(found) == 1 else ""


def _lets_in(name: str, password: str) -> bool:
    trying = _connection(name, password)
    try:
        return bool(trying.bind())
    finally:
        trying.unbind()


def server() -> Server:
    """The directory's server; its certificate is looked at, always."""
    tls = Tls(validate=CERT_REQUIRED, ca_certs_file=settings.LDAP_CA or None)
    return Server(settings.LDAP_URL, tls=tls, get_info=NONE, connect_timeout=PATIENCE)


def _connection(name: str, password: str) -> Connection:
    made = Connection(
        server(),
        name or None,
        password or None,
        client_strategy=STRATEGY,
        receive_timeout=PATIENCE,
        auto_referrals=False,
        read_only=True,
    )
    if settings.LDAP_START_TLS and not made.start_tls():
        raise LDAPStartTLSError
    return made
