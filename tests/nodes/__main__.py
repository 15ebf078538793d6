"""`./run nodes`: two web nodes behind nginx, three workers, a primary and its replica; one of each
is killed under load, the primary last and its replica promoted. Nothing acknowledged may be lost.

`./run nodes --operations 2000`
"""

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from config import broker
from tests.faults.people import Book, Browser, judge, report, vote
from tests.harness.processes import wait_for
from tests.nodes.servers import HOST, ROOT, Database, Server, from_unit, nginx

VOTES_OF_TEN = 3
WORKERS = 3
DASHBOARD = "/reports/dashboard/"
NO_NGINX = "没有 nginx（apt install nginx-light），多节点测试没有运行"


def free_ports(count: int) -> list[int]:
    """So many ports that nobody uses now."""
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(door.getsockname()[1]) for door in doors]
    for door in doors:
        door.close()
    return ports


class Site:
    """The whole of it in one folder; the data folder stands for the shared storage."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)
        ports = free_ports(6)
        self.folder, self.https, nodes = folder, ports[0], ports[2:4]
        self.primary = Database(folder, "primary", ports[4])
        self.replica = Database(folder, "replica", ports[5])
        shared = folder / "shared"
        shared.mkdir(mode=0o700)
        message_socket = broker.socket_path(shared)
        both = f"127.0.0.1:{ports[4]},127.0.0.1:{ports[5]}"
        self.environment = {
            "DATA_DIR": str(shared),
            "DATABASE_URL": (
                f"postgres://postgres@{both}/postgres"
                "?target_session_attrs=read-write&connect_timeout=3"
            ),
            "REPLICA_URL": f"postgres://postgres@127.0.0.1:{ports[5]}/postgres?connect_timeout=3",
            "REDIS_URL": broker.url(message_socket),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "HTTPS": "1",
            "LOG_FORMAT": "json",
            "BEHIND_PROXY": "1",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "SECOND_FACTOR": "0",
            "LOG_LEVEL": "ERROR",
            "C_FORCE_ROOT": "1",
        }
        program = broker.server()
        assert program is not None, "没有消息中间件程序"
        self.broker = self._server("broker", broker.command(program, message_socket, shared))
        web = from_unit("zgt-web.service", WEB_WORKERS="1")
        self.nodes = [
            self._server(
                f"web{port}", [w.replace("127.0.0.1:8000", f"127.0.0.1:{port}") for w in web]
            )
            for port in nodes
        ]
        task = from_unit("zgt-worker.service", TASK_WORKERS="1")
        self.workers = [
            self._server(f"worker{n}", [*task, "-n", f"w{n}@%h"]) for n in range(WORKERS)
        ]
        beat = from_unit("zgt-beat.service")
        self.beat = self._server("beat", [w.replace("/srv/zgt", str(shared)) for w in beat])
        proxy = nginx(folder, self.https, ports[1], nodes)
        assert proxy is not None, NO_NGINX
        self.proxy = proxy
        self.told: list[str] = []

    def _server(self, name: str, command: list[str]) -> Server:
        return Server(name, command, self.folder, **self.environment)

    def python(self, *arguments: str) -> str:
        """One step of the product in a process of its own."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.broker.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    @contextmanager
    def running(self, codes: int) -> Iterator[dict[str, object]]:
        """Everything started, people prepared."""
        servers = [self.broker, *self.nodes, *self.workers, self.beat, self.proxy]
        try:
            self.primary.create()
            self.python("manage.py", "migrate", "-v", "0")
            self.python("manage.py", "collectstatic", "--noinput", "-v", "0")
            office = json.loads(self.python("-m", "tests.faults.desk", "prepare", str(codes)))
            self.replica.copy_of(self.primary)
            for server in servers:
                server.start()
            wait_for(self.is_up, 60, "网页没有起来")
            yield office
        finally:
            for server in [*servers, self.replica.server, self.primary.server]:
                server.kill()

    def is_up(self) -> bool:
        """Whether a page comes through nginx."""
        try:
            return Browser(self.https, HOST).send("GET", "/ready/")[0] == 200
        except OSError:
            return False

    def blows(self) -> list[Callable[[], None]]:
        """What is done to it, in this order, while people work."""
        return [
            lambda: self._cut("网页节点一", self.nodes[0]),
            lambda: self._cut("任务节点一", self.workers[0]),
            lambda: self._cut("消息中间件", self.broker),
            self._cut_replica,
            lambda: self._cut("网页节点二", self.nodes[1]),
            self._lose_primary,
        ]

    def _cut(self, name: str, server: Server) -> None:
        server.kill()
        time.sleep(1)
        server.start()
        self.told.append(name)

    def _cut_replica(self) -> None:
        self.replica.server.kill()
        time.sleep(1)
        self.replica.start()
        self.told.append("数据库备机")

    def _lose_primary(self) -> None:
        """The primary is gone for good; its replica takes over and waits for nobody."""
        self.primary.server.kill()
        self.replica.promote()
        self.told.append("数据库主机（备机接任）")


def _person(
    site: Site, clerk: dict[str, object], office: dict[str, object], book: Book, operations: int
) -> None:
    browser, dice = Browser(site.https, HOST), Random(int(str(clerk["issue"])))
    browser.sign_in(str(clerk["username"]))
    codes, units = office["codes"], office["units"]
    while book.sure < operations:
        if dice.randrange(10) < VOTES_OF_TEN and codes:
            vote(Browser(site.https, HOST), codes.pop(), units, book)  # type: ignore[attr-defined, arg-type]
        else:
            report(browser, int(str(clerk["issue"])), book)
        if dice.randrange(10) == 0:
            _look(browser)


def _look(browser: Browser) -> None:
    try:
        browser.send("GET", DASHBOARD)
    except OSError:
        return


def work(site: Site, office: dict[str, object], operations: int) -> Book:
    """Let people work and strike the blows at even distances."""
    book, blows = Book(), site.blows()
    clerks = office["clerks"]
    threads = [
        threading.Thread(target=_person, args=(site, clerk, office, book, operations))
        for clerk in clerks  # type: ignore[attr-defined]
    ]
    for thread in threads:
        thread.start()
    for at, blow in enumerate(blows, 1):
        while book.sure < operations * at / (len(blows) + 1) and any(
            thread.is_alive() for thread in threads
        ):
            time.sleep(0.05)
        blow()
    for thread in threads:
        thread.join()
    return book


def measure(operations: int) -> int:
    """One run; 0 when nothing acknowledged is lost or doubled and the replica was read."""
    with tempfile.TemporaryDirectory(prefix="zgt-nodes-") as name:
        site, begun = Site(Path(name)), time.monotonic()
        with site.running(operations // 3) as office:
            looked = Browser(site.https, HOST)
            looked.sign_in("clerk0")
            book = work(site, office, operations)
            read = site.replica.ask("SELECT sum(idx_scan + seq_scan) FROM pg_stat_user_tables")
            told = json.loads(site.python("-m", "tests.faults.desk", "count"))
    faults = judge(book, told)
    print(
        f"两个网页节点、{WORKERS} 个任务节点、一主一备：{time.monotonic() - begun:.0f} 秒，"
        f"送出 {book.answers} 次，答复成功 {book.sure} 次；备机上读表 {read} 次"
    )
    print(f"期间先后 SIGKILL：{'、'.join(site.told)}")
    for fault in faults[:20]:
        print(f"  {fault}")
    kept = not faults and len(site.told) == len(site.blows()) and int(str(read or 0)) > 0
    print(f"{'达到' if kept else '未达到'}  已答复的操作丢失或重复 {len(faults)} 次（目标 0）")
    return 0 if kept else 1


def main(arguments: list[str]) -> int:
    """Read what is asked for and run it."""
    parser = argparse.ArgumentParser(prog="./run nodes")
    parser.add_argument("--operations", type=int, default=2000)
    asked = parser.parse_args(arguments)
    if shutil.which("nginx") is None and shutil.which("nginx", path="/usr/sbin") is None:
        sys.exit(NO_NGINX)
    return measure(asked.operations)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
