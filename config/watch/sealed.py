"""Which of the program's own connections would cross a network where others can read along."""

from collections.abc import Iterator
from urllib.parse import urlparse

from django.conf import settings

NEAR = ("localhost", "127.", "::1", "/")
VERIFIED = {"verify-ca", "verify-full"}


def in_the_open() -> list[str]:
    """The names of the connections that leave this machine without encryption."""
    return [name for name, is_open in _connections() if is_open]


def _connections() -> Iterator[tuple[str, bool]]:
    for name, database in settings.DATABASES.items():
        yield f"数据库（{name}）", is_open_database(database)
    yield "消息中间件", _is_open_address(settings.REDIS_URL, "redis")
    yield "统一身份认证", settings.OIDC_ISSUER.startswith("http:")
    yield "目录服务", settings.LDAP_URL.startswith("ldap:") and not settings.LDAP_START_TLS
    yield "附件存储", _is_open_address(settings.MEDIA_ENDPOINT, "http")
    yield "消息网关", _is_open_address(settings.NOTICE_WEBHOOK, "http")
    sealed = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    yield "邮件服务器", not sealed and not _is_near(settings.EMAIL_HOST)
    yield "查毒服务", not _is_near(settings.CLAMD)


def is_open_database(database: dict[str, object]) -> bool:
    """PostgreSQL elsewhere, unless its certificate is looked at."""
    hosts = f"{database.get('HOST') or ''}".split(",")
    options = database.get("OPTIONS") or {}
    mode = options.get("sslmode") if isinstance(options, dict) else None
    is_server = f"{database.get('ENGINE')}".endswith("postgresql")
    return is_server and mode not in VERIFIED and not all(_is_near(host) for host in hosts)


def _is_open_address(address: str, scheme: str) -> bool:
    parts = urlparse(address)
    return parts.scheme == scheme and not _is_near(parts.hostname or "")


def _is_near(host: str) -> bool:
    return not host or host.strip("[]").startswith(NEAR)
