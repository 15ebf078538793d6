"""Small readers of the environment; each refuses nonsense instead of guessing."""

import os
import re
import secrets
from ipaddress import IPv4Network, IPv6Network
from ipaddress import ip_network as parse_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse


class BadSetting(SystemExit):
    """A setting cannot be understood; the sentence says which and how to mend it."""


def text(name: str, default: str = "") -> str:
    """Return the variable, or the default when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Read 1/0, true/false, yes/no, on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"环境变量 {name} 应为 1 或 0，现在是“{value}”。")


def number(name: str, default: int) -> int:
    """Read a whole number."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"环境变量 {name} 应为整数，现在是“{value}”。") from None


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def address(name: str, *spoken: str) -> str:
    """Read an address of a server; only http and https are spoken unless others are named."""
    value, schemes = text(name), spoken or ("http", "https")
    if value and urlparse(value).scheme not in schemes:
        known = " 或 ".join(f"{scheme}://" for scheme in schemes)
        raise BadSetting(f"环境变量 {name} 应为 {known} 开头的网址，现在是“{value}”。")
    return value


def hidden(name: str) -> str:
    """Read a secret: from the file that NAME_FILE names, else from the variable itself."""
    kept = text(f"{name}_FILE")
    try:
        return Path(kept).read_text(encoding="utf-8").strip() if kept else text(name)
    except OSError as error:
        raise BadSetting(f"{name}_FILE 指的文件 {kept} 无法读取（{error.strerror}）。") from None


def file(name: str) -> Path | None:
    """Read the path of a file that must be there to be read."""
    if not (value := text(name)):
        return None
    path = Path(value)
    if not path.is_file() or not os.access(path, os.R_OK):
        raise BadSetting(f"{name} 指的文件 {path} 不存在或无法读取。")
    return path


def networks(name: str, default: str = "") -> list[IPv4Network | IPv6Network]:
    """Read a comma-separated list of networks such as 10.1.0.0/16."""
    try:
        return [parse_network(word, strict=False) for word in words(name, default)]
    except ValueError as error:
        raise BadSetting(f"环境变量 {name} 应为网段，如 10.1.0.0/16：{error}。") from None


def secret(path: Path) -> str:
    """Return the secret kept in a file that only its owner may read; make it on first use."""
    try:
        if not path.exists():
            _make_secret(path)
        value = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadSetting(
            f"密钥文件 {path} 无法读写（{error.strerror}），请检查目录权限，或改 DATA_DIR。"
        ) from None
    if len(value) < 50:
        raise BadSetting(f"密钥文件 {path} 内容过短（少于50个字符），请更换。")
    return value


def old_secrets(path: Path) -> list[str]:
    """Return the secrets that went before, newest first; they read, they never write."""
    kept = path.with_name(path.name + ".old")
    try:
        return kept.read_text(encoding="ascii").split()[::-1] if kept.exists() else []
    except OSError as error:
        raise BadSetting(f"旧密钥文件 {kept} 无法读取（{error.strerror}），请检查权限。") from None


def renew_secret(path: Path) -> None:
    """Put a new secret in the place of the old one, which is kept beside it."""
    kept = path.with_name(path.name + ".old")
    before = kept.read_text(encoding="ascii") if kept.exists() else ""
    _write_secret(kept, before + secret(path) + "\n")
    _write_secret(path, secrets.token_urlsafe(64))


def _write_secret(path: Path, value: str) -> None:
    """Whole or not at all, readable by its owner only."""
    half = path.with_name(path.name + ".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))


SERVER = re.compile(r"(?P<host>\[[^]]*\]|[^:]*)(?::(?P<port>\d+))?")
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
        " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}


def database(url: str) -> dict[str, Any]:
    """Turn a DATABASE_URL (sqlite:///path, postgres://user:word@host:port/name) into a setting.

    Several servers may be named, host:port,host:port: with target_session_attrs=read-write the
    driver finds the one that is the primary now.
    """
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) if parts.path != "/" else "",
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        hosts, ports = _servers(parts.netloc.rpartition("@")[2])
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or hosts,
            "PORT": ports,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c jit=off -c enable_memoize=off", **options},
        }
    raise BadSetting(f"DATABASE_URL 的开头“{parts.scheme}”不认识，应为 sqlite:/// 或 postgres://。")


def _servers(written: str) -> tuple[str, str]:
    """Part host:port,host:port into the driver's two lists."""
    pairs = [SERVER.fullmatch(word) for word in written.split(",")]
    found = [(pair["host"].strip("[]"), pair["port"] or "") for pair in pairs if pair]
    return ",".join(host for host, _ in found), ",".join(port for _, port in found)
