"""`./run load`: arrivals at a set rate, a mix of people, a check of every saved word afterwards.

`./run load --rate 60 --seconds 600 --database postgres|sqlite`
"""

import argparse
import json
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import nullcontext
from pathlib import Path
from queue import Empty, Queue
from random import Random

from tests.faults.__main__ import PARTS, Run
from tests.faults.people import Book, Browser, judge, report
from tests.harness.postgres import DURABLE, server
from tests.harness.processes import command, working_on

CLIENTS = 48
P95 = 1.0
MACHINE = "整台机器"
HERTZ = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MIX = (
    ("台账", 30, "/issues/ledger/"),
    ("首页", 20, "/"),
    ("看板", 5, "/reports/dashboard/"),
    ("清单", 10, "/issues/lists/"),
    ("填进展", 25, ""),
    ("提醒", 10, "/notices/"),
)


class Evening:
    """What was asked, how long it took, what went wrong."""

    def __init__(self, port: int, office: dict[str, object], seed: int) -> None:
        self.port, self.dice = port, Random(seed)
        self.people = []
        for clerk in office["clerks"]:  # type: ignore[attr-defined]
            browser = Browser(port)
            browser.sign_in(clerk["username"])
            self.people.append((browser, clerk["issue"]))
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.minutes: dict[int, list[float]] = defaultdict(list)
        self.errors, self.book, self.lock = 0, Book(), threading.Lock()
        self.due: Queue[tuple[float, str, str]] = Queue()  # a SimpleQueue of 3.11 may wait for ever
        self.over = threading.Event()

    def play(self, rate: int, seconds: int) -> None:
        """Let requests arrive at the rate, whether or not the earlier ones are answered."""
        clients = [threading.Thread(target=self._client, args=(n,)) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        names = [(name, path) for name, weight, path in MIX for _ in range(weight)]
        self.begun = time.perf_counter()
        for number in range(rate * seconds):
            at = self.begun + number / rate
            time.sleep(max(0.0, at - time.perf_counter()))
            self.due.put((at, *self.dice.choice(names)))
        self.over.set()
        for client in clients:
            client.join()

    def _client(self, number: int) -> None:
        browser, issue = self.people[number % len(self.people)]
        while True:
            try:
                at, name, path = self.due.get(timeout=0.2)
            except Empty:
                if self.over.is_set():
                    return
                continue
            right = self._ask(browser, issue, path)
            with self.lock:
                self.waits[name].append(time.perf_counter() - at)
                self.minutes[int((at - self.begun) // 60)].append(self.waits[name][-1])
                self.errors += not right

    def _ask(self, browser: Browser, issue: int, path: str) -> bool:
        if not path:
            before = len(self.book.unsure)
            report(browser, issue, self.book)
            return len(self.book.unsure) == before
        try:
            return browser.send("GET", path)[0] == 200
        except OSError:
            return False

    def by_minute(self) -> list[str]:
        """The 95th share of each minute: a queue that grows shows as a staircase."""
        lines = []
        for minute, waits in sorted(self.minutes.items()):
            late = sorted(waits)[int(0.95 * (len(waits) - 1))] * 1000
            lines.append(f"第 {minute + 1} 分钟 {late:.0f}")
        return lines

    def p(self, share: float) -> float:
        """The time that this share of all requests stayed under, waiting in the queue included."""
        every = sorted(wait for waits in self.waits.values() for wait in waits)
        return every[int(share * (len(every) - 1))]


def burden(folder: Path) -> tuple[Counter[str], float]:
    """CPU seconds of each part that works in this folder, the whole machine's, and megabytes."""
    spent: Counter[str] = Counter()
    pages = 0
    for pid in working_on(folder):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
        words = command(pid)
        part = next((name for name, sign in PARTS.items() if re.search(sign, words)), "其他")
        spent[part] += (int(fields[11]) + int(fields[12])) / HERTZ
    busy = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    spent[MACHINE] = (sum(map(int, busy)) - int(busy[3]) - int(busy[4])) / HERTZ
    own = os.times()
    spent["本客户端"] = own.user + own.system
    return spent, pages * PAGE / 1e6


def measure(rate: int, seconds: int, url: str) -> int:
    """One evening; 0 when nobody waited long and nothing went wrong."""
    with tempfile.TemporaryDirectory(prefix="zgt-load-") as name:
        run = Run(Path(name), url, 1)
        run.python("manage.py", "migrate", "-v", "0")
        office = json.loads(run.python("-m", "tests.faults.desk", "prepare", "1"))
        with run.program() as port:
            evening = Evening(port, office, 1)
            before, _ = burden(run.folder)
            begun = time.perf_counter()
            evening.play(rate, seconds)
            spent = time.perf_counter() - begun
            after, memory = burden(run.folder)
        faults = judge(evening.book, json.loads(run.python("-m", "tests.faults.desk", "count")))
    used = {part: (after[part] - before[part]) / spent for part in after}
    return tell(evening, rate, spent, used, memory, faults)


def tell(
    evening: Evening,
    rate: int,
    spent: float,
    used: dict[str, float],
    memory: float,
    faults: list[str],
) -> int:
    """Print the figures and the verdict."""
    count = sum(map(len, evening.waits.values()))
    for name, waits in sorted(evening.waits.items()):
        middle = sorted(waits)[len(waits) // 2] * 1000
        tail = sorted(waits)[int(0.95 * (len(waits) - 1))] * 1000
        print(f"  {name}：{len(waits)} 次，半数 {middle:.0f} 毫秒内，95% {tail:.0f} 毫秒内")
    parts = "、".join(f"{part} {cores:.2f}" for part, cores in sorted(used.items()))
    print(f"  各用几核：{parts}；程序内存 {memory:.0f} MB（不含数据库）")
    print(f"  各分钟 p95（毫秒）：{'，'.join(evening.by_minute())}")
    for fault in faults[:10]:
        print(f"  {fault}")
    kept = evening.p(0.95) < P95 and not evening.errors and not faults
    print(
        f"{'达到' if kept else '未达到'}  每秒 {rate} 次、{spent:.0f} 秒共 {count} 次："
        f"p95 {evening.p(0.95) * 1000:.0f} 毫秒，p99 {evening.p(0.99) * 1000:.0f} 毫秒，"
        f"差错 {evening.errors} 次，保存内容出入 {len(faults)} 处（目标 p95<1000，0，0）"
    )
    return 0 if kept else 1


def main(arguments: list[str]) -> int:
    """Read what is asked for and play it."""
    parser = argparse.ArgumentParser(prog="./run load")
    parser.add_argument("--rate", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    asked = parser.parse_args(arguments)
    with server(DURABLE) if asked.database == "postgres" else nullcontext("") as url:
        return measure(asked.rate, asked.seconds, url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
