"""What only one start may hold: the data folder and the port."""

import errno
import fcntl
import json
import os
import socket
from pathlib import Path
from typing import IO

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 # nosec - only recognised here, never the default


class Taken(Exception):
    """Somebody else holds it; the sentence says who and what to do."""


def claim(data_dir: Path, address: str) -> IO[str]:
    """Take the data folder for this start; the lock goes with the process, whatever ends it."""
    lock = (data_dir / "up.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        raise Taken(_held_sentence(data_dir, lock.read())) from None
    lock.truncate(0)
    lock.write(json.dumps({"pid": os.getpid(), "address": address}))
    lock.flush()
    return lock


def _held_sentence(data_dir: Path, note: str) -> str:
    try:
        holder = json.loads(note)
        who = f"（进程 {holder['pid']}，{holder['address']}）"
    except (ValueError, KeyError, TypeError):
        who = ""
    return (
        f"数据目录 {data_dir} 已有一个整改通在运行{who}，同一目录不能同时启动两次。"
        "请先停止它，或用 DATA_DIR=另一目录 ./run 另起一套。"
    )


def listen(host: str, port: int) -> socket.socket:
    """Take the port ourselves, so that it stays ours while the web part restarts."""
    if not 0 < port < 65536:
        raise Taken(f"端口号应在 1 到 65535 之间，现在是 {port}。请改 PORT，例如 PORT=8000 ./run")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(1024)
    except OSError as error:
        raise Taken(_refused_sentence(host, port, error)) from None
    door.set_inheritable(True)
    return door


def _refused_sentence(host: str, port: int, error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被占用{_user_of(port)}。"
            f"请先停止占用它的程序，或换一个端口，例如 PORT={port + 1} ./run"
        )
    if code == errno.EACCES:
        return f"没有权限使用端口 {port}（1024 以下需要管理员权限），请换一个，例如 PORT=8000 ./run"
    return f"无法在 {host}:{port} 上提供服务：{error}。请检查 HOST 与 PORT。"


def _user_of(port: int) -> str:
    """Name the process that listens there, as far as this user may look."""
    inodes = set()
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        lines = path.read_text().splitlines()[1:] if path.exists() else []
        for fields in map(str.split, lines):
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    for folder in Path("/proc").glob("[0-9]*"):
        if inodes and _holds(folder, inodes):
            name = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            return f"（进程 {folder.name}：{name.strip()[:80]}）"
    return ""


def _holds(folder: Path, inodes: set[str]) -> bool:
    try:
        return any(str(link.readlink()) in inodes for link in (folder / "fd").iterdir())
    except OSError:
        return False
