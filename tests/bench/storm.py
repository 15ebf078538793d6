"""Many sign in at the same moment: everybody gets in, memory stays bounded (F-27).

`python -m tests.bench.storm [people]`: 300 unless told otherwise, on PostgreSQL.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.burst import ROOT, run, web
from tests.harness.postgres import server

PASSWORD = "Zhenggai-2026"
TOKEN = "a" * 32
MOST_MEGABYTES = 1500
MAKE = f"""
import sys, django
django.setup()
from django.contrib.auth.hashers import make_password
from roster.models import User
word = make_password({PASSWORD!r})
people = [User(username=f"p{{at}}", name=f"人{{at}}", password=word) for at in range(int(sys.argv[1]))]
User.objects.bulk_create(people)
"""  # noqa: E501 - a program on its own


def main(arguments: list[str]) -> int:
    """Make the accounts, let them all in, watch the memory."""
    people = int(arguments[0]) if arguments else 300
    with tempfile.TemporaryDirectory(prefix="zgt-storm-") as folder, server() as url:
        own = {"DATABASE_URL": url, "DATA_DIR": folder}
        os.environ |= {**own, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        run("manage.py", "migrate", "-v", "0")
        subprocess.run([sys.executable, "-c", MAKE, str(people)], cwd=ROOT, check=True)
        with web("tests.bench.settings") as port:
            return storm(port, people)


def storm(port: int, people: int) -> int:
    """All at once; return 0 when everybody came in and the memory stayed under the bound."""
    answers: list[bytes] = []
    gate = threading.Barrier(people)
    threads = [
        threading.Thread(target=_come, args=(port, at, gate, answers)) for at in range(people)
    ]
    begun, most = time.monotonic(), 0.0
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, _memory())
        time.sleep(0.1)
    came = sum(answer.startswith(b"HTTP/1.1 302") for answer in answers)
    held = came == people and most < MOST_MEGABYTES
    seconds = time.monotonic() - begun
    print(f"{people} 人同时登录：{came} 人进入，{seconds:.0f} 秒，网页进程内存最多 {most:.0f} MB")
    print("达到" if held else "未达到")
    return 0 if held else 1


def _come(port: int, number: int, gate: threading.Barrier, answers: list[bytes]) -> None:
    body = urlencode({"csrfmiddlewaretoken": TOKEN, "username": f"p{number}", "password": PASSWORD})
    head = (
        f"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    gate.wait()
    with socket.create_connection(("127.0.0.1", port), timeout=300) as line:
        line.sendall((head + body).encode())
        answers.append(line.recv(65536))


def _memory() -> float:
    """Megabytes of all our children and theirs."""
    total = 0
    family = {os.getpid()}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name)):
        try:
            told = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        except OSError:
            continue
        if int(told["PPid"]) in family and "gunicorn" in _command(folder):
            family.add(int(folder.name))
            total += int(told.get("VmRSS", "0 kB").split()[0])
    return total / 1024


def _command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
