"""A burst of ballots through the real web server on PostgreSQL, beside a bare inserting view.

`python -m tests.bench.burst [ballots]`: every tenth ballot is sent twice at once; afterwards the
box must hold each exactly once.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from tests.harness.postgres import DURABLE, server

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 16
GOAL = 200
LONGEST = 6.0
LABELS = ("满意", "基本满意", "不满意", "不了解")
DONE = "已投票".encode()


@dataclass
class Burst:
    """What came of sending so many requests as fast as they are taken."""

    seconds: float = 0
    taken: int = 0
    refused: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.waits) / self.seconds

    def wait(self, share: float) -> float:
        """Milliseconds that this share of the requests stayed under."""
        return sorted(self.waits)[int(share * (len(self.waits) - 1))] * 1000


def run(*arguments: str) -> str:
    """One step in a process of its own."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return done.stdout


@contextmanager
def web(settings: str) -> Iterator[int]:
    """The web server as `./run` starts it, on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
        command = [
            *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
            *("--bind", f"fd://{door.fileno()}", "--no-control-socket", "--log-level", "error"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "8"),
        ]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=(door.fileno(),))
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def request(code: str, units: list[str]) -> bytes:
    """One filled ballot as a phone of its own posts it."""
    marks = {f"m-{unit}-0": secrets.choice(LABELS) for unit in units}
    token = secrets.token_hex(24)
    body = urlencode({"token": token, "code": code, **marks}).encode()
    head = (
        "POST /b/cast/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: ballot_token={token}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return head.encode() + body


def burst(port: int, requests: list[bytes]) -> Burst:
    """Send them all through a few connections that are kept open."""
    waiting: SimpleQueue[bytes] = SimpleQueue()
    for one in requests:
        waiting.put(one)
    found, lock = Burst(), threading.Lock()
    clients = [
        threading.Thread(target=_client, args=(port, waiting, found, lock)) for _ in range(CLIENTS)
    ]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    found.seconds = time.perf_counter() - begun
    return found


def _client(port: int, waiting: "SimpleQueue[bytes]", found: Burst, lock: threading.Lock) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        while True:
            try:
                one = waiting.get_nowait()
            except Empty:
                return
            begun = time.perf_counter()
            line.sendall(one)
            answer = _answer(line)
            waited = time.perf_counter() - begun
            with lock:
                found.waits.append(waited)
                if DONE in answer or answer.endswith(b"ok" + b" " * 14):
                    found.taken += 1
                else:
                    found.refused += 1


def _answer(line: socket.socket) -> bytes:
    held = b""
    while b"\r\n\r\n" not in held:
        held += line.recv(65536)
    head, _, body = held.partition(b"\r\n\r\n")
    fields = dict(row.lower().split(b": ", 1) for row in head.split(b"\r\n")[1:])
    while len(body) < int(fields[b"content-length"]):
        body += line.recv(65536)
    return body


def warmed(port: int, requests: list[bytes], warm: list[bytes]) -> Burst:
    """The burst after a few requests that wake every worker and connection."""
    burst(port, warm)
    return burst(port, requests)


def measure(size: int) -> int:
    """Cast, compare, count the box; the answer of the process says whether all promises held."""
    run("manage.py", "migrate", "-v", "0")
    hall = json.loads(run("-m", "tests.bench.hall", "prepare", str(size + 200)))
    filled = [request(code, hall["units"]) for code in hall["codes"]]
    warm, due = filled[:200], filled[200:]
    doubled = [copy for at, one in enumerate(due) for copy in [one] * (2 if at % 10 == 0 else 1)]
    with web("tests.bench.settings") as port:
        cast = warmed(port, doubled, warm)
    box = json.loads(run("-m", "tests.bench.hall", "box"))
    with web("tests.bench.bare_settings") as port:
        bare = warmed(port, due, warm)
    exact = cast.taken == size and box["spent"] == box["ballots"] == size + 200
    print(f"投票：每秒 {cast.rate:.0f} 张（目标 {GOAL}），半数 {cast.wait(0.5):.0f} 毫秒内、")
    print(f"      99% {cast.wait(0.99):.0f} 毫秒内答复；{size} 个码送出 {len(doubled)} 次，")
    print(f"      收 {cast.taken} 张、拒 {cast.refused} 次，箱内 {box['ballots']} 张：", end="")
    print("无丢失、无重复" if exact else "有出入！")
    print(f"只插一行的空视图：每秒 {bare.rate:.0f} 次；投票耗时为其 {bare.rate / cast.rate:.2f} 倍")
    return 0 if exact and cast.rate >= GOAL and bare.rate / cast.rate <= LONGEST else 1


def main(arguments: list[str]) -> int:
    """A server and a data folder for this run only; fsync stays on."""
    size = int(arguments[0]) if arguments else 4000
    with tempfile.TemporaryDirectory(prefix="zgt-burst-") as folder, server(DURABLE) as url:
        os.environ |= {
            "DATABASE_URL": url,
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        return measure(size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
