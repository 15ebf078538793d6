"""`./run faults`: people work while parts are killed; nothing may be lost or doubled.

`./run faults --operations 10000 --kills 200 --seed 1 --database postgres|sqlite`
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random

import psycopg2
from redis import Redis, RedisError

from config import broker
from tests.faults.people import Book, Browser, judge, report, vote
from tests.harness.postgres import DURABLE, server
from tests.harness.processes import command, wait_for, working_on

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "网页": "gunicorn",
    "后台": "celery -A config worker",
    "定时器": "celery -A config beat",
    "中间件": "unixsocket|redis-server|valkey-server",
}
VOTES_OF_TEN = 3


class Run:
    """One run: the program in a folder of its own, people, and somebody who kills."""

    def __init__(self, folder: Path, url: str, seed: int) -> None:
        self.folder, self.url, self.dice = folder, url, Random(seed)
        self.killed: Counter[str] = Counter()
        self.environment = {**os.environ, "DATA_DIR": str(folder), "VENV": sys.prefix}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        if url:
            self.environment["DATABASE_URL"] = url
        else:
            self.environment.pop("DATABASE_URL", None)

    def python(self, *arguments: str) -> str:
        """One step in a process of its own, as the product would do it."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        return done.stdout

    @contextmanager
    def program(self) -> Iterator[int]:
        """The whole program as an office starts it."""
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = int(door.getsockname()[1])
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--no-demo", "--port", str(port)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "up.txt").open("w"),
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(lambda: self._answers(port), 120, "程序没有启动")
            yield port
        finally:
            process.terminate()
            process.wait(60)

    def _answers(self, port: int) -> bool:
        try:
            return Browser(port).send("GET", "/health/")[0] == 200
        except OSError:
            return False

    def harm(self) -> None:
        """Do one kind of harm, chosen by the seed."""
        ways: list[Callable[[], None]] = [self._kill_part] * 4 + [self._flush]
        self.dice.choice([*ways, self._kill_database] if self.url else ways)()

    def _kill_part(self) -> None:
        name = self.dice.choice(sorted(PARTS))
        pids = [p for p in working_on(self.folder) if re.search(PARTS[name], command(p))]
        if pids:
            self._kill(self.dice.choice(sorted(pids)), name)

    def _kill_database(self) -> None:
        with psycopg2.connect(self.url) as line, line.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database() ORDER BY pid"
            )
            pids = [pid for (pid,) in cursor.fetchall()]
        if pids:
            self._kill(self.dice.choice(pids), "数据库")

    def _kill(self, pid: int, name: str) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed[name] += 1

    def _flush(self) -> None:
        try:
            Redis(unix_socket_path=str(broker.socket_path(self.folder))).flushall()
            self.killed["清空中间件"] += 1
        except RedisError:
            return

    def work(self, port: int, office: dict[str, object], operations: int, kills: int) -> Book:
        """Let everybody work until so many operations were answered and so many things killed.

        A machine under load may answer faster than a part can be found and killed: the people
        go on until both numbers are reached, at the most four times the operations asked for.
        """
        book, over = Book(), threading.Event()
        codes = list(office["codes"])  # type: ignore[call-overload]
        threads = []
        for clerk in office["clerks"]:  # type: ignore[attr-defined]
            browser = Browser(port)
            browser.sign_in(clerk["username"])
            job = (browser, port, clerk["issue"], codes, office["units"], book, over)
            threads.append(threading.Thread(target=_person, args=job))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            harmed = sum(self.killed.values())
            if harmed < kills and harmed < kills * book.sure / max(1, operations):
                self._try_harm()
            if (book.sure >= operations and harmed >= kills) or book.sure >= 4 * operations:
                over.set()
            time.sleep(0.1)
        return book

    def _try_harm(self) -> None:
        try:
            self.harm()
        except psycopg2.Error:
            time.sleep(0.5)


def _person(
    browser: Browser,
    port: int,
    issue: int,
    codes: list[str],
    units: list[str],
    book: Book,
    over: threading.Event,
) -> None:
    dice = Random(issue)
    while not over.is_set():
        if dice.randrange(10) < VOTES_OF_TEN and codes:
            vote(Browser(port), codes.pop(), units, book)
        else:
            report(browser, issue, book)


def measure(operations: int, kills: int, seed: int, url: str) -> int:
    """One whole run; 0 when nothing was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="zgt-faults-") as name:
        run = Run(Path(name), url, seed)
        run.python("manage.py", "migrate", "-v", "0")
        office = json.loads(run.python("-m", "tests.faults.desk", "prepare", str(operations // 3)))
        started = time.monotonic()
        with run.program() as port:
            book = run.work(port, office, operations, kills)
        told = json.loads(run.python("-m", "tests.faults.desk", "count"))
    faults = judge(book, told)
    hurt = "、".join(f"{name} {times}" for name, times in sorted(run.killed.items()))
    spent = time.monotonic() - started
    print(f"种子 {seed}：{spent:.0f} 秒内送出 {book.answers} 次，答复成功 {book.sure} 次")
    print(f"期间 SIGKILL 与清空共 {sum(run.killed.values())} 次（{hurt}）")
    for fault in faults[:20]:
        print(f"  {fault}")
    enough = book.sure >= operations and sum(run.killed.values()) >= kills
    verdict = "未达到" if faults else "达到" if enough else "次数不足"
    print(f"{verdict}  已答复的操作丢失或重复 {len(faults)} 次（目标 0）")
    return 0 if verdict == "达到" else 1


def main(arguments: list[str]) -> int:
    """Read what is asked for and run it."""
    parser = argparse.ArgumentParser(prog="./run faults")
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    asked = parser.parse_args(arguments)
    with server(DURABLE) if asked.database == "postgres" else nullcontext("") as url:
        return measure(asked.operations, asked.kills, asked.seed, url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
